import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import { type ClearIntent, rankingLimit } from '../intent.ts';
import type { Draft } from './draft.ts';
import { filtersOf, lookBackOf, measured } from './draft-parts.ts';
import { type Outcome, trouble } from './outcome.ts';

/** A figure, or a count, for each value of a segment. */
export function parted(draft: Draft): Outcome {
  const [by, ...more] = draft.by;
  if (by === undefined) return splitByWhat(draft);
  const reading = (segment: string): ClearIntent => ({
    kind: 'breakdown',
    dataset: draft.datasetName,
    ...measured(draft),
    by: segment,
    filters: filtersOf(draft),
    ...lookBackOf(draft),
  });
  if (more.length > 0)
    return trouble({ reason: 'ambiguous', detail: 'One segment at a time.', suggestions: draft.by.map(reading) });
  return { intent: reading(by) };
}

/** "Health by region" where each region is a member: they are listed by it. */
function ofEachMember(draft: Draft): ClearIntent | undefined {
  const [metric, ...others] = measured(draft).metrics;
  const isKind = draft.values.length === 1 && draft.values[0]?.field === draft.dataset.nounsBy;
  if (metric === undefined || others.length > 0 || !isKind || draft.statistic !== undefined) return undefined;
  const { default: limit } = rankingLimit;
  return { kind: 'ranking', dataset: draft.datasetName, metric, order: 'highest', limit, filters: filtersOf(draft) };
}

/** A breakdown was asked for, but not by what. */
export function splitByWhat(draft: Draft): Outcome {
  const single = ofEachMember(draft);
  const looksBack = Object.keys(lookBackOf(draft)).length > 0;
  if (single !== undefined && !looksBack) return { intent: single };
  const taken = new Set(draft.values.map(({ field }) => field));
  const segments = attributesOfKind(draft.dataset, 'segment').filter(([name]) => !taken.has(name));
  const reading = ([by]: (typeof segments)[number]): ClearIntent => ({
    kind: 'breakdown',
    dataset: draft.datasetName,
    ...measured(draft),
    by,
    filters: filtersOf(draft),
    ...lookBackOf(draft),
  });
  return trouble({
    reason: 'incomplete',
    detail: 'Split by what?',
    suggestions: [...(single === undefined ? [] : [single]), ...segments.slice(0, 4).map(reading)],
  });
}
