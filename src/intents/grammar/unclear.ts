import { attributesOfKind, metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { ClearIntent, IntentOfKind } from '../intent.ts';
import { assemble } from './assemble.ts';
import type { Alternative, Draft, Problem } from './draft.ts';

const most = 4;

/** Asks back: what stood in the way, and the readings that come nearest. */
export function unclear(draft: Draft, problem: Problem): IntentOfKind<'unclear'> {
  const offered: ClearIntent[] = [
    ...(problem.suggestions ?? []),
    ...(problem.alternatives ?? []).flatMap((alternative) => reading(withAlternative(draft, alternative))),
    ...(isEmpty(draft) ? [] : reading(draft)),
    ...usual(draft),
  ];
  const distinct = new Map(offered.map((intent) => [JSON.stringify(intent), intent]));
  return {
    kind: 'unclear',
    reason: problem.reason,
    ...(problem.detail === undefined ? {} : { detail: problem.detail.slice(0, 300) }),
    suggestions: [...distinct.values()].slice(0, most),
  };
}

function withAlternative(draft: Draft, { add, drop, unask }: Alternative): Draft {
  const kept = draft.filters.filter(({ filter }) => !drop.includes(filter.field));
  return {
    ...draft,
    filters: [...kept, ...add.map((filter) => ({ at: Number.MAX_SAFE_INTEGER, filter }))],
    values: draft.values.filter(({ field }) => !drop.includes(field)),
    metrics: draft.metrics.filter((metric) => metric !== unask),
  };
}

function reading(draft: Draft): ClearIntent[] {
  const outcome = assemble(draft);
  return 'intent' in outcome ? [outcome.intent] : [];
}

const isEmpty = (draft: Draft): boolean =>
  draft.metrics.length + draft.values.length + draft.filters.length + draft.by.length === 0 &&
  draft.rank?.metric === undefined;

/** What people ask most, for when nothing nearer is known. */
function usual(draft: Draft): ClearIntent[] {
  const { attention } = draft.dataset;
  const dataset = draft.datasetName;
  const metric = attention as Extract<ClearIntent, { kind: 'ranking' }>['metric'];
  const order = metricNamed(draft.dataset, attention).better === 'higher' ? 'lowest' : 'highest';
  const by = attributesOfKind(draft.dataset, 'segment')[0]?.[0] as Extract<ClearIntent, { kind: 'breakdown' }>['by'];
  return [
    { kind: 'ranking', dataset, metric, order, limit: 10, filters: [] },
    { kind: 'breakdown', dataset, metrics: [], by, filters: [] },
    { kind: 'help' },
  ];
}
