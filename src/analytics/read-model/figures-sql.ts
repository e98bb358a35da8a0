import { chosenStatistics, type StatisticName, type Statistics } from '../statistics.ts';
import type { Wanted } from '../wanted-statistics.ts';
import type { SqlRow } from './model-reader.ts';
import { quoted } from './model-shape.ts';

/** What a statement has to select for statistics of metrics, and what its row says of them. */
export interface FiguresSql {
  readonly select: readonly string[];
  /** By metric name. */
  readonly read: (row: SqlRow) => Readonly<Record<string, Statistics>>;
}

const fractions = { median: 0.5, p90: 0.9 } as const;
type Quantile = keyof typeof fractions;
const functions: Readonly<Record<Exclude<StatisticName, Quantile>, string>> = {
  average: 'avg',
  total: 'sum',
  min: 'min',
  max: 'max',
};

export function isQuantile(statistic: StatisticName): statistic is Quantile {
  return statistic in fractions;
}

/** Statistics as DuckDB works them out. */
export function figuresSql(wanted: Wanted): FiguresSql {
  const metrics = [...wanted].map(([metric, statistics], at) => ({ metric, ...figuresOf(metric, statistics, at) }));
  return {
    select: metrics.flatMap(({ select }) => select),
    read: (row) => Object.fromEntries(metrics.map(({ metric, read }) => [metric, read(row)])),
  };
}

function figuresOf(
  metric: string,
  statistics: readonly StatisticName[],
  at: number,
): { readonly select: readonly string[]; readonly read: (row: SqlRow) => Statistics } {
  const column = quoted(metric);
  const quantiles = statistics.filter(isQuantile);
  const others = statistics.flatMap((statistic) => (isQuantile(statistic) ? [] : statistic));
  // Several quantiles of one column cost as much as one.
  const list = quantiles.map((quantile) => fractions[quantile]).join(', ');
  return {
    select: [
      `count(${column}) AS n_${at}`,
      ...others.map((statistic) => `${functions[statistic]}(${column}) AS ${statistic}_${at}`),
      ...(quantiles.length === 0 ? [] : [`quantile_cont(${column}, [${list}]) AS quantiles_${at}`]),
    ],
    read(row) {
      const found = row[`quantiles_${at}`];
      return chosenStatistics(countIn(row, `n_${at}`), (statistic) =>
        isQuantile(statistic)
          ? numberOrNull(Array.isArray(found) ? found[quantiles.indexOf(statistic)] : undefined)
          : numberOrNull(row[`${statistic}_${at}`]),
      );
    },
  };
}

/** A count in a row; a column that is not there counts nothing. */
export function countIn(row: SqlRow, column: string): number {
  return Number(row[column] ?? 0);
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
