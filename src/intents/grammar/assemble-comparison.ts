import { attributesOfKind, groupingNamed } from '../../catalog/derive/attribute-names.ts';
import type { ClearIntent } from '../intent.ts';
import { parted } from './assemble-breakdown.ts';
import { summary } from './assemble-summary.ts';
import type { Draft } from './draft.ts';
import { filtersOf, groups, lookBackOf, measured } from './draft-parts.ts';
import { type Outcome, trouble } from './outcome.ts';
import { hasCue } from './pieces.ts';

/** Segments of which several values are named. */
export function multiple(draft: Draft): string[] {
  const fields = [...new Set(draft.values.map(({ field }) => field))];
  return fields.filter((field) => groups(draft, field) && namedValues(draft, field).length > 1);
}

/** Values of one segment side by side. */
export function compared(whole: Draft): Outcome {
  const draft = withStateAsMetric(whole);
  const candidates = multiple(draft);
  const segment = setAgainst(draft) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (segment !== undefined) return { intent: comparison(draft, segment, namedValues(draft, segment)) };
  if (candidates.length > 1) {
    const readings = candidates.map((name) => comparison(draft, name, namedValues(draft, name)));
    return trouble({ reason: 'ambiguous', suggestions: readings });
  }
  return comparedWithUnnamed(draft);
}

/** Fewer than two values are named: the other side is everyone, the others, all values, or missing. */
function comparedWithUnnamed(draft: Draft): Outcome {
  const withEveryone = draft.by.length === 0 && draft.pieces.some((piece) => hasCue(piece, 'all'));
  if (draft.againstAll || (withEveryone && draft.values.length > 0)) return summary(draft);
  const single = draft.values.findLast(({ field }) => groups(draft, field));
  if (draft.againstOthers && single !== undefined) return { intent: allOf(draft, single.field) };
  const [by, second] = draft.by;
  if (by !== undefined) return second === undefined ? { intent: allOf(draft, by) } : parted(draft);
  if (draft.metrics.length > 1) return summary(draft);
  return draft.values.length > 1 ? oneByOne(draft) : withWhat(draft, single?.field);
}

function comparison(draft: Draft, segment: string, values: readonly string[]): ClearIntent {
  return {
    kind: 'comparison',
    dataset: draft.datasetName,
    ...measured(draft),
    segment,
    values: [...values],
    filters: filtersOf(draft, segment),
    ...lookBackOf(draft),
  };
}

const allOf = (draft: Draft, segment: string): ClearIntent =>
  comparison(draft, segment, Object.keys(groupingNamed(draft.dataset, segment).values));

const namedValues = (draft: Draft, segment: string): string[] => [
  ...new Set(
    draft.values
      .filter(({ field, negated }) => field === segment && !negated)
      .toSorted((left, right) => left.at - right.at)
      .map(({ value }) => value),
  ),
];

/** "Are rookies happier than veterans": what the adjective speaks of is compared, not who it fits. */
export function withStateAsMetric(draft: Draft): Draft {
  const states = draft.filters.filter(({ fromState }) => fromState === true);
  if (draft.metrics.length > 0 || states.length === 0) return draft;
  return {
    ...draft,
    metrics: [...new Set(states.map(({ filter }) => filter.field))],
    filters: draft.filters.filter(({ fromState }) => fromState !== true),
  };
}

/** The segment whose values stand on both sides of a "versus", next to it. */
function setAgainst(draft: Draft): string | undefined {
  const values = draft.values.filter(({ negated }) => !negated).sort((left, right) => left.at - right.at);
  for (const at of draft.versusAt) {
    const before = values.findLast((value) => value.at < at);
    const after = values.find((value) => value.at > at);
    if (
      before !== undefined &&
      before.field === after?.field &&
      before.value !== after.value &&
      groups(draft, before.field)
    )
      return before.field;
  }
  return undefined;
}

/** "Compare rookies", "vs": the other side is missing. */
function withWhat(draft: Draft, field: string | undefined): Outcome {
  const segments = attributesOfKind(draft.dataset, 'segment').map(([name]) => name);
  const offered = field === undefined ? segments.slice(0, 4) : [field];
  return trouble({
    reason: 'incomplete',
    detail: 'Compare with what?',
    suggestions: offered.map((name) => allOf(draft, name)),
  });
}

/** "Urban vs luxury": two different segments cannot stand side by side; each can alone. */
function oneByOne(draft: Draft): Outcome {
  const readings = draft.values.map((value) => summary({ ...draft, values: [value] }));
  return trouble({
    reason: 'ambiguous',
    detail: 'Only values of one segment can be compared.',
    suggestions: readings.flatMap((reading) => ('intent' in reading ? [reading.intent] : [])),
  });
}
