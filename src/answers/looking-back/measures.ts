import type { MetricStatistic } from '../../analytics/analytics.ts';
import type { Statistics } from '../../analytics/statistics.ts';
import type { Dataset, Unit } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { IntentOfKind } from '../../intents/intent.ts';
import { capitalised, figureLabel, statedValue, statisticFor, type Verdict, verdictOf } from '../figures.ts';

/** The questions that may look back. */
export type LookBack = IntentOfKind<'summary' | 'breakdown' | 'comparison'>;

/** What is looked at over time: how many there are, or a statistic of a metric. */
export type Measure = 'count' | MetricStatistic;

/** A figure of a group: null where fewer than five people stand behind it. */
export interface Stated {
  readonly value: number | null;
  readonly n: number;
}

/** A group now or on a day of the past, of which not every metric need be known. */
export interface KnownGroup {
  readonly count: number;
  readonly statistics: Readonly<Record<string, Statistics>>;
}

/** What a question asks for. Totals grow with the size of a group, so groups are compared by averages. */
export function measuresOf(dataset: Dataset, intent: LookBack): readonly [Measure, ...Measure[]] {
  const compares = intent.kind === 'comparison';
  const metrics = compares && intent.metrics.length === 0 ? dataset.keyMetrics : intent.metrics;
  const [first, ...others] = metrics.map(
    (metric): Measure => ({
      metric,
      statistic: compares ? (intent.statistic ?? 'average') : statisticFor(dataset, metric, intent.statistic),
    }),
  );
  return first === undefined ? ['count'] : [first, ...others];
}

/** Those of the measures that are statistics. */
export function statisticsIn(measures: readonly Measure[]): readonly MetricStatistic[] {
  return measures.filter((measure) => measure !== 'count');
}

export function measureLabel(dataset: Dataset, measure: Measure): string {
  return measure === 'count' ? capitalised(dataset.noun.many) : figureLabel(dataset, measure.metric, measure.statistic);
}

export function unitOf(dataset: Dataset, measure: Measure): Unit {
  return measure === 'count' ? 'count' : metricNamed(dataset, measure.metric).unit;
}

/** The measure of a group; undefined where it is not known. */
export function statedOf({ count, statistics }: KnownGroup, measure: Measure): Stated | undefined {
  if (measure === 'count') return { value: count, n: count };
  const own = statistics[measure.metric];
  if (own === undefined) return count === 0 ? { value: null, n: 0 } : undefined;
  return { value: statedValue(own, measure.statistic), n: own.n };
}

/** Whether a figure is better or worse than what it was; that there are more or fewer of them is neither. */
export function verdictOn(dataset: Dataset, measure: Measure, now: number, then: number): Verdict | undefined {
  return measure === 'count' ? undefined : verdictOf(metricNamed(dataset, measure.metric), now, then);
}
