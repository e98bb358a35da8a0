import {
  attributesOfKind,
  groupingNamed,
  isGrouping,
  isValued,
  metricNamed,
} from '../../catalog/derive/attribute-names.ts';
import { type ClearIntent, type Filter, rankingLimit } from '../intent.ts';
import { withoutContradiction } from './contradictions.ts';
import type { Draft, PlacedFilter, Problem, RankWish } from './draft.ts';
import { hasCue } from './pieces.ts';

/** A reading of a whole text: what it asks, or what stands in the way. */
export type Outcome = { readonly intent: ClearIntent } | { readonly problem: Problem };

const trouble = (problem: Problem): Outcome => ({ problem });

/** Builds the question that a draft describes. */
export function assemble(draft: Draft): Outcome {
  const problem = withoutContradiction(draft);
  if (problem !== undefined) return trouble(problem);
  if (draft.rank !== undefined) return ranked(draft, draft.rank);
  if (
    draft.wantsComparison ||
    draft.againstOthers ||
    (draft.wantsSplit && multiple(draft).length > 0 && draft.by.length === 0)
  ) {
    return compared(draft);
  }
  if (draft.by.length > 0) return parted(draft);
  if (draft.wantsSplit) return splitByWhat(draft);
  return summary(draft);
}

/** The filters of a draft in text order; `except` names a segment whose values are used otherwise. */
export function filtersOf(draft: Draft, except?: string): Filter[] {
  const placed: PlacedFilter[] = draft.filters.map(({ at, filter }) => ({ at, filter }));
  for (const field of new Set(draft.values.map((value) => value.field))) {
    if (field === except) continue;
    const values = draft.values.filter((value) => value.field === field);
    placed.push({ at: values[0]?.at ?? 0, filter: valueFilter(draft, field, values) });
  }
  return placed.sort((left, right) => left.at - right.at).map(({ filter }) => filter);
}

function valueFilter(draft: Draft, field: string, named: Draft['values']): Filter {
  const attribute = draft.dataset.attributes[field];
  const wanted = [...new Set(named.filter((value) => !value.negated).map(({ value }) => value))];
  if (attribute?.kind === 'list') return { field, op: 'has', values: wanted };
  if (wanted.length > 0) return { field, op: 'in', values: wanted };
  const unwanted = new Set(named.map(({ value }) => value));
  const all = isValued(attribute) ? Object.keys(attribute.values) : [];
  return { field, op: 'in', values: all.filter((value) => !unwanted.has(value)) };
}

const statisticOf = (draft: Draft): Pick<Draft, 'statistic'> =>
  draft.statistic === undefined ? {} : { statistic: draft.statistic };

/** What is asked about people: the metrics, or for a bare statistic the one that a condition names. */
function askedMetrics(draft: Draft): string[] {
  if (draft.metrics.length > 0 || draft.statistic === undefined) return draft.metrics;
  const conditioned = draft.filters
    .map(({ filter }) => filter.field)
    .filter((field) => draft.dataset.attributes[field]?.kind === 'metric');
  return conditioned.slice(0, 1);
}

/** The same for all forms that carry metrics and a statistic; a statistic of a mere count says nothing. */
function measured(draft: Draft): { metrics: ClearMetrics; statistic?: NonNullable<Draft['statistic']> } {
  const metrics = askedMetrics(draft) as ClearMetrics;
  const { statistic } = statisticOf(draft);
  return metrics.length === 0 || statistic === undefined ? { metrics } : { metrics, statistic };
}

type ClearMetrics = Extract<ClearIntent, { kind: 'summary' }>['metrics'];

function summary(draft: Draft, except?: string): Outcome {
  const filters = filtersOf(draft, except);
  if (asksNothing(draft, filters)) return trouble({ reason: 'incomplete', detail: 'Say what you want to know.' });
  const wantsFigure = draft.statistic !== undefined && draft.statistic !== 'total';
  if (wantsFigure && askedMetrics(draft).length === 0) return ofWhat(draft, filters);
  if (draft.wantsCount && draft.metrics.length > 0) return countOrMetric(draft, filters);
  return { intent: { kind: 'summary', dataset: draft.datasetName, ...measured(draft), filters } };
}

/** Words of grammar alone: not even everyone is named. */
function asksNothing(draft: Draft, filters: readonly Filter[]): boolean {
  if (filters.length + draft.metrics.length > 0 || draft.wantsCount) return false;
  return !draft.pieces.some((piece) => piece.roles.content?.kind === 'noun' || hasCue(piece, 'all', 'others'));
}

/** "Median rookies": a figure is missing. */
function ofWhat(draft: Draft, filters: Filter[]): Outcome {
  const readings = draft.dataset.keyMetrics.map((metric) => ({
    kind: 'summary' as const,
    dataset: draft.datasetName,
    ...measured({ ...draft, metrics: [metric] }),
    filters,
  }));
  return trouble({ reason: 'incomplete', detail: 'Of which figure?', suggestions: readings });
}

/** "How many rookies churn": of what one cannot count, ask back. */
function countOrMetric(draft: Draft, filters: Filter[]): Outcome {
  const thresholds = draft.metrics.flatMap((metric) => {
    const { thresholds: { high, low } = {} } = metricNamed(draft.dataset, metric);
    const high_: Filter[] = high === undefined ? [] : [{ field: metric, op: '>=', value: high }];
    const low_: Filter[] = low === undefined ? [] : [{ field: metric, op: '<=', value: low }];
    return [...high_, ...low_];
  });
  const common = { kind: 'summary', dataset: draft.datasetName } as const;
  return trouble({
    reason: 'ambiguous',
    suggestions: [
      ...thresholds.map((filter) => ({ ...common, metrics: [], filters: [...filters, filter] })),
      { ...common, metrics: draft.metrics as ClearMetrics, filters },
    ],
  });
}

function parted(draft: Draft): Outcome {
  const [by, ...more] = draft.by;
  if (by === undefined) return splitByWhat(draft);
  const reading = (segment: string): ClearIntent => ({
    kind: 'breakdown',
    dataset: draft.datasetName,
    ...measured(draft),
    by: segment,
    filters: filtersOf(draft),
  });
  if (more.length > 0)
    return trouble({ reason: 'ambiguous', detail: 'One segment at a time.', suggestions: draft.by.map(reading) });
  return { intent: reading(by) };
}

function splitByWhat(draft: Draft): Outcome {
  const taken = new Set(draft.values.map(({ field }) => field));
  const segments = Object.entries(draft.dataset.attributes).filter(
    ([name, { kind }]) => kind === 'segment' && !taken.has(name),
  );
  return trouble({
    reason: 'incomplete',
    detail: 'Split by what?',
    suggestions: segments.slice(0, 4).map(([by]) => ({
      kind: 'breakdown',
      dataset: draft.datasetName,
      ...measured(draft),
      by,
      filters: filtersOf(draft),
    })),
  });
}

const groups = (draft: Draft, field: string): boolean => isGrouping(draft.dataset.attributes[field]);

/** Segments of which several values are named. */
function multiple(draft: Draft): string[] {
  const fields = [...new Set(draft.values.map(({ field }) => field))];
  return fields.filter((field) => {
    const values = draft.values.filter((value) => value.field === field && !value.negated);
    return groups(draft, field) && new Set(values.map(({ value }) => value)).size > 1;
  });
}

/** "Are rookies happier than veterans": what the adjective speaks of is compared, not who it fits. */
function withStateAsMetric(draft: Draft): Draft {
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

function compared(whole: Draft): Outcome {
  const draft = withStateAsMetric(whole);
  const candidates = multiple(draft);
  const segment = setAgainst(draft) ?? (candidates.length === 1 ? candidates[0] : undefined);
  const comparison = (name: string, values: readonly string[]): ClearIntent => ({
    kind: 'comparison',
    dataset: draft.datasetName,
    ...measured(draft),
    segment: name,
    values: [...values],
    filters: filtersOf(draft, name),
  });
  const namedValues = (name: string): string[] => [
    ...new Set(draft.values.filter((value) => value.field === name && !value.negated).map(({ value }) => value)),
  ];
  if (segment === undefined && candidates.length > 1) {
    return trouble({ reason: 'ambiguous', suggestions: candidates.map((name) => comparison(name, namedValues(name))) });
  }
  if (segment !== undefined) return { intent: comparison(segment, namedValues(segment)) };
  const withEveryone = draft.by.length === 0 && draft.pieces.some((piece) => hasCue(piece, 'all'));
  if (draft.againstAll || (withEveryone && draft.values.length > 0)) return summary(draft);
  const allOf = (name: string): Outcome => ({
    intent: comparison(name, Object.keys(groupingNamed(draft.dataset, name).values)),
  });
  const single = draft.values.findLast(({ field }) => groups(draft, field));
  if (draft.againstOthers && single !== undefined) return allOf(single.field);
  const [by, second] = draft.by;
  if (by !== undefined) return second === undefined ? allOf(by) : parted(draft);
  if (draft.metrics.length > 1) return summary(draft);
  return draft.values.length > 1 ? oneByOne(draft) : withWhat(draft, single?.field, comparison);
}

/** "Compare rookies", "vs": the other side is missing. */
function withWhat(
  draft: Draft,
  field: string | undefined,
  comparison: (name: string, values: readonly string[]) => ClearIntent,
): Outcome {
  const segments = attributesOfKind(draft.dataset, 'segment').map(([name]) => name);
  const offered = field === undefined ? segments.slice(0, 4) : [field];
  return trouble({
    reason: 'incomplete',
    detail: 'Compare with what?',
    suggestions: offered.map((name) => comparison(name, Object.keys(groupingNamed(draft.dataset, name).values))),
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

function ranked(draft: Draft, wish: RankWish): Outcome {
  const conditioned = draft.filters.filter(({ filter }) => draft.dataset.attributes[filter.field]?.kind === 'metric');
  const metrics = wish.metric === undefined ? draft.metrics : [...new Set([wish.metric, ...draft.metrics])];
  const [metric = conditioned[0]?.filter.field] = metrics;
  const isStateOnly = metrics.length === 0 && conditioned.length === 1 && conditioned[0]?.fromState === true;
  if (draft.by.length > 0) return rankedSegments(draft, metric);
  if (metric === undefined) return rankByWhat(draft, wish);
  const reading = (name: string): Extract<ClearIntent, { kind: 'ranking' }> => ({
    kind: 'ranking',
    dataset: draft.datasetName,
    metric: name as Extract<ClearIntent, { kind: 'ranking' }>['metric'],
    order: orderOf(draft, name, wish),
    limit: draft.limit ?? rankingLimit.default,
    filters: isStateOnly
      ? filtersOf({ ...draft, filters: draft.filters.filter((filter) => filter.fromState !== true) })
      : filtersOf(draft),
  });
  const { limit = rankingLimit.default } = draft;
  if (!Number.isInteger(limit) || limit < 1 || limit > rankingLimit.max) {
    return trouble({
      reason: 'outOfRange',
      detail: `A list holds 1 to ${rankingLimit.max}.`,
      suggestions: [{ ...reading(metric), limit: limit > rankingLimit.max ? rankingLimit.max : rankingLimit.default }],
    });
  }
  if (metrics.length > 1)
    return trouble({ reason: 'ambiguous', detail: 'A list has one order.', suggestions: metrics.map(reading) });
  return { intent: reading(metric) };
}

/** "Which market has the highest churn" asks about segments: show the metric for each. */
function rankedSegments(draft: Draft, metric: string | undefined): Outcome {
  const withMetric = draft.metrics.length === 0 && metric !== undefined ? { ...draft, metrics: [metric] } : draft;
  return parted(withMetric);
}

function rankByWhat(draft: Draft, wish: RankWish): Outcome {
  const { dataset } = draft;
  const likely = [...new Set([dataset.attention, ...dataset.keyMetrics])].slice(0, 4);
  return trouble({
    reason: 'incomplete',
    detail: 'By which figure?',
    suggestions: likely.map((metric) => ({
      kind: 'ranking',
      dataset: draft.datasetName,
      metric: metric as Extract<ClearIntent, { kind: 'ranking' }>['metric'],
      order: orderOf(draft, metric, wish),
      limit: Math.min(Math.max(1, Math.round(draft.limit ?? rankingLimit.default)), rankingLimit.max),
      filters: filtersOf(draft),
    })),
  });
}

/** Best and worst follow the metric's direction, fastest and slowest its unit. */
export function orderOf(draft: Draft, metric: string, { order }: RankWish): 'highest' | 'lowest' {
  const { better, unit } = metricNamed(draft.dataset, metric);
  const isDuration = unit === 'hours' || unit === 'days';
  switch (order) {
    case 'best':
      return better === 'higher' ? 'highest' : 'lowest';
    case 'worst':
      return better === 'higher' ? 'lowest' : 'highest';
    case 'fastest':
      return isDuration ? 'lowest' : 'highest';
    case 'slowest':
      return isDuration ? 'highest' : 'lowest';
    case 'lowest':
      return 'lowest';
    default:
      return 'highest';
  }
}
