import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import { type ClearIntent, rankingLimit } from '../intent.ts';
import { parted } from './assemble-breakdown.ts';
import { summary } from './assemble-summary.ts';
import type { Draft, RankWish } from './draft.ts';
import { filtersOf, lookBackOf } from './draft-parts.ts';
import { type Outcome, trouble } from './outcome.ts';

type Ranking = Extract<ClearIntent, { kind: 'ranking' }>;

/** The people at one end of a metric's scale. */
export function ranked(draft: Draft, wish: RankWish): Outcome {
  const conditioned = draft.filters.filter(({ filter }) => draft.dataset.attributes[filter.field]?.kind === 'metric');
  const metrics = wish.metric === undefined ? draft.metrics : [...new Set([wish.metric, ...draft.metrics])];
  const [metric = conditioned[0]?.filter.field] = metrics;
  const isStateOnly = metrics.length === 0 && conditioned.length === 1 && conditioned[0]?.fromState === true;
  if (draft.by.length > 0)
    return draft.limit !== undefined && draft.splitsEach ? topOfEach(draft, wish) : rankedSegments(draft, metric);
  if (metric === undefined) return rankByWhat(draft, wish);
  const reading = (name: string): Ranking => ({
    kind: 'ranking',
    dataset: draft.datasetName,
    metric: name as Ranking['metric'],
    order:
      isStateOnly && isLowState(conditioned[0]?.filter)
        ? opposite(orderOf(draft, name, wish))
        : orderOf(draft, name, wish),
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
  return Object.keys(lookBackOf(draft)).length === 0 ? { intent: reading(metric) } : asOfNow(draft, reading(metric));
}

/** Of single people only today's figures are kept: the list as of now, or the course of the figure of all of them. */
function asOfNow(draft: Draft, list: Ranking): Outcome {
  const course = summary({ ...draft, metrics: [list.metric], wantsCount: false });
  return trouble({
    reason: 'outOfScope',
    detail: 'Lists of people are as of now: earlier figures are kept of groups alone.',
    suggestions: [list, ...('intent' in course ? [course.intent] : [])],
  });
}

/** "Shrinking the most" has the lowest growth. */
const isLowState = (filter: Filter | undefined): boolean => filter?.op.startsWith('<') === true;

const opposite = (order: Ranking['order']): Ranking['order'] => (order === 'highest' ? 'lowest' : 'highest');

/** "Which market has the highest churn" asks about segments: show the metric for each. */
function rankedSegments(draft: Draft, metric: string | undefined): Outcome {
  const withMetric = draft.metrics.length === 0 && metric !== undefined ? { ...draft, metrics: [metric] } : draft;
  return parted(withMetric);
}

/** "Top 3 in each location" would be many lists: one of all, or a figure for each. */
function topOfEach(draft: Draft, wish: RankWish): Outcome {
  const { limit: _, ...rest } = draft;
  const readings = [ranked({ ...draft, by: [] }, wish), ranked(rest, wish)];
  return trouble({
    reason: 'ambiguous',
    detail: 'One list at a time.',
    suggestions: readings.flatMap((reading) => ('intent' in reading ? [reading.intent] : [])),
  });
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
      metric: metric as Ranking['metric'],
      order: orderOf(draft, metric, wish),
      limit: Math.min(Math.max(1, Math.round(draft.limit ?? rankingLimit.default)), rankingLimit.max),
      filters: filtersOf(draft),
    })),
  });
}

/** Best and worst follow the metric's direction, fastest and slowest its unit. */
function orderOf(draft: Draft, metric: string, { order }: RankWish): 'highest' | 'lowest' {
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
