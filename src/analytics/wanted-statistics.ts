import type { AnalyticsRequest, WantedStatistics } from './analytics.ts';
import { type StatisticName, statisticNames } from './statistics.ts';

/** Which statistics of each metric a request wants of one part of its result. */
export function wantedOf(
  { metrics, statistics }: Pick<AnalyticsRequest, 'metrics' | 'statistics'>,
  part: keyof WantedStatistics,
): ReadonlyMap<string, readonly StatisticName[]> {
  return new Map(
    metrics.map((metric) => [
      metric,
      statistics === undefined
        ? statisticNames
        : statisticNames.filter((name) =>
            statistics[part].some((wanted) => wanted.metric === metric && wanted.statistic === name),
          ),
    ]),
  );
}
