import type { AnalyticsRequest, WantedStatistics } from './analytics.ts';
import { type StatisticName, statisticNames } from './statistics.ts';

/** The statistics that are wanted of each metric; of one with none, how many have it. */
export type Wanted = ReadonlyMap<string, readonly StatisticName[]>;

/** Which statistics of each metric a request wants of one part of its result. */
export function wantedOf(
  { metrics, statistics }: Pick<AnalyticsRequest, 'metrics' | 'statistics'>,
  part: keyof WantedStatistics,
): Wanted {
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
