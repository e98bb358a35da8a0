import type { Group } from '../analytics/analytics.ts';
import type { Statistics } from '../analytics/statistics.ts';
import type { Dataset, MetricAttribute } from '../catalog/define-dataset.ts';
import { metricNamed } from '../catalog/derive/attribute-names.ts';
import type { Noun } from '../catalog/derive/nouns.ts';
import type { Filter } from '../intents/filter.ts';
import type { Statistic } from '../intents/intent.ts';
import type { Figure } from './answer.ts';

/** With fewer people than this a figure says more about one of them than about the group, so it is not shown. */
export const fewestPeople = 5;

export type Verdict = 'better' | 'worse' | 'same';

const statisticLabels: Readonly<Record<Statistic, string>> = {
  average: 'Average',
  median: 'Median',
  p90: '90th percentile of',
  total: 'Total',
  min: 'Lowest',
  max: 'Highest',
};

/** The statistic that answers a question about a metric when none is asked for. */
export function statisticFor(dataset: Dataset, metric: string, asked: Statistic | undefined): Statistic {
  return asked ?? metricNamed(dataset, metric).sum;
}

/** "Median churn risk", "Total revenue", "Average NPS". */
export function figureLabel(dataset: Dataset, metric: string, statistic: Statistic): string {
  return `${statisticLabels[statistic]} ${inSentence(metricNamed(dataset, metric).label)}`;
}

/** A label inside a sentence: lower case, but for words that are all capitals. */
export function inSentence(label: string): string {
  return label.replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase());
}

/** A phrase at the beginning of a line. */
export function capitalised(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;
}

/** The figure if enough people stand behind it, else null: "too few to say". */
export function statedValue(statistics: Statistics | undefined, statistic: Statistic): number | null {
  return statistics === undefined || statistics.n < fewestPeople ? null : statistics[statistic];
}

/**
 * Below this a difference is not worth calling one: points of a score or percentage, but on a short scale no more than
 * a part of it; else a part of the other value, but at least what is shown of a difference.
 */
const band = { points: 1, scale: 0.02, part: 0.02, shown: 0.1 } as const;

/**
 * Whether a value is better or worse than another by the metric's direction, or about the same.
 *
 * @param options.ofOne whether it is one member's own value, beside an average
 */
export function verdictOf(metric: MetricAttribute, value: number, other: number, { ofOne = false } = {}): Verdict {
  if (value === other || Math.abs(value - other) < leastDifference(metric, other, ofOne)) return 'same';
  return value > other === (metric.better === 'higher') ? 'better' : 'worse';
}

function leastDifference(
  { unit, range: [lowest, highest], whole }: MetricAttribute,
  other: number,
  ofOne: boolean,
): number {
  if (unit === 'score' || unit === 'percent') return Math.min(band.points, (highest - lowest) * band.scale);
  // One call is not more than the 0.9 that others make on average: nobody can make 0.9.
  return Math.max(Math.abs(other) * band.part, ofOne && whole ? 1 : band.shown);
}

interface FigureSource {
  readonly dataset: Dataset;
  readonly metric: string;
  readonly statistic: Statistic;
  readonly group: Group;
  /** Everyone, unless the group is everyone. */
  readonly fleet: Group | undefined;
  /** Who the group is: one that is chosen by its figure differs in that, which is worth no verdict. */
  readonly filters: readonly Pick<Filter, 'field'>[];
  /** What the fleet is called where it is not "the fleet". */
  readonly fleetName?: string | undefined;
}

/** One metric's figure for a group, beside the same over the fleet: a share for totals, a verdict for the rest. */
export function metricFigure(source: FigureSource): Figure {
  const { dataset, metric, statistic, group, fleet, fleetName, filters } = source;
  const attribute = metricNamed(dataset, metric);
  const own = group.statistics[metric];
  const value = statedValue(own, statistic);
  const figure = {
    label: figureLabel(dataset, metric, statistic),
    value,
    unit: attribute.unit,
    n: own?.n ?? 0,
    statistic,
  };
  const all = fleet?.statistics[metric];
  const whole = statedValue(all, statistic);
  if (value === null || whole === null || all === undefined) return figure;
  if (statistic === 'total') return whole === 0 ? figure : { ...figure, ...shareOf(value, whole, fleetName) };
  if (filters.some(({ field }) => field === metric)) return figure;
  const verdict = verdictOf(attribute, value, whole);
  return { ...figure, fleet: { value: whole, n: all.n, verdict, ...(fleetName !== undefined && { name: fleetName }) } };
}

/** How many members a group has, and what part of the fleet that is. */
export function countFigure({ many }: Noun, group: Group, fleet: Group | undefined, fleetName?: string): Figure {
  return {
    label: capitalised(many),
    value: group.count,
    unit: 'count',
    n: group.count,
    ...(fleet !== undefined && fleet.count > 0 && shareOf(group.count, fleet.count, fleetName)),
  };
}

function shareOf(part: number, whole: number, name: string | undefined): Pick<Figure, 'share' | 'shareOf'> {
  return { share: (part / whole) * 100, ...(name !== undefined && { shareOf: name }) };
}
