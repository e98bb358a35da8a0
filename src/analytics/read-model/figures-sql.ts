import type { Group } from '../analytics.ts';
import { chosenStatistics, type StatisticName, type Statistics } from '../statistics.ts';
import type { SqlRow } from './model-reader.ts';
import { quoted } from './model-shape.ts';

/** The statistics that are wanted of each metric. */
type Wanted = ReadonlyMap<string, readonly StatisticName[]>;

/** What a statement has to select for a group of members, and what its row says of them. */
export interface FiguresSql {
  readonly select: readonly string[];
  /** The group of one row, with the statistics that are wanted of it; all that were selected when left out. */
  groupOf(row: SqlRow, wanted?: Wanted): Group;
}

const functions: Readonly<Record<Exclude<StatisticName, keyof typeof fractions>, string>> = {
  average: 'avg',
  total: 'sum',
  min: 'min',
  max: 'max',
};
const fractions = { median: 0.5, p90: 0.9 } as const;

const isQuantile = (statistic: StatisticName): statistic is keyof typeof fractions => statistic in fractions;

export function figuresSql(selected: Wanted): FiguresSql {
  const metrics = [...selected.keys()];
  const columnOf = (metric: string, what: StatisticName | 'n' | 'quantiles'): string =>
    `${what}_${metrics.indexOf(metric)}`;

  function columnsOf(metric: string, statistics: readonly StatisticName[]): string[] {
    const column = quoted(metric);
    const quantiles = statistics.filter(isQuantile);
    // Several quantiles of one column cost as much as one.
    const list = quantiles.map((quantile) => fractions[quantile]).join(', ');
    return [
      `count(${column}) AS ${columnOf(metric, 'n')}`,
      ...statistics.flatMap((statistic) =>
        isQuantile(statistic) ? [] : [`${functions[statistic]}(${column}) AS ${columnOf(metric, statistic)}`],
      ),
      ...(quantiles.length === 0 ? [] : [`quantile_cont(${column}, [${list}]) AS ${columnOf(metric, 'quantiles')}`]),
    ];
  }

  function figureOf(row: SqlRow, metric: string, statistic: StatisticName): number | null {
    if (!isQuantile(statistic)) return numberOrNull(row[columnOf(metric, statistic)]);
    const quantiles = row[columnOf(metric, 'quantiles')];
    const place = (selected.get(metric) ?? []).filter(isQuantile).indexOf(statistic);
    return Array.isArray(quantiles) ? numberOrNull(quantiles[place]) : null;
  }

  function statisticsOf(row: SqlRow, metric: string, statistics: readonly StatisticName[]): Statistics {
    return chosenStatistics(countIn(row, columnOf(metric, 'n')), (statistic) =>
      statistics.includes(statistic) ? figureOf(row, metric, statistic) : null,
    );
  }

  return {
    select: ['count(*) AS members', ...[...selected].flatMap(([metric, statistics]) => columnsOf(metric, statistics))],
    groupOf: (row, wanted = selected) => ({
      count: countIn(row, 'members'),
      statistics: Object.fromEntries(
        [...wanted].map(([metric, statistics]) => [metric, statisticsOf(row, metric, statistics)]),
      ),
    }),
  };
}

/** A count of a row: no row, or no such column, is none. */
export function countIn(row: SqlRow, column: string): number {
  return Number(row[column] ?? 0);
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
