/** What the numbers of one metric over a group of people come to. Without any (`n` 0), every figure is null. */
export interface Statistics {
  readonly n: number;
  readonly average: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly total: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export const statisticNames = ['average', 'median', 'p90', 'total', 'min', 'max'] as const satisfies readonly Exclude<
  keyof Statistics,
  'n'
>[];
export type StatisticName = (typeof statisticNames)[number];

const nothing: Statistics = { n: 0, average: null, median: null, p90: null, total: null, min: null, max: null };

/**
 * The statistics of the values, which may come in any order and are left as they are.
 *
 * @param wanted the others are null
 */
export function statisticsOf(values: Iterable<number>, wanted: readonly StatisticName[] = statisticNames): Statistics {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return nothing;
  let total = 0;
  for (const value of sorted) total += value;
  const all = {
    average: total / n,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    total,
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
  };
  return chosenStatistics(n, (statistic) => (wanted.includes(statistic) ? all[statistic] : null));
}

/** Statistics of `n` values, each looked up by its name. */
export function chosenStatistics(n: number, figureOf: (statistic: StatisticName) => number | null): Statistics {
  if (n === 0) return nothing;
  return {
    n,
    average: figureOf('average'),
    median: figureOf('median'),
    p90: figureOf('p90'),
    total: figureOf('total'),
    min: figureOf('min'),
    max: figureOf('max'),
  };
}

/**
 * The quantile of at least one sorted value, interpolated linearly between neighbours.
 *
 * The read model must agree to the digit, so it is the definition of DuckDB's `quantile_cont`.
 */
function quantile(sorted: Float64Array, fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  const upper = sorted[Math.ceil(position)] ?? Number.NaN;
  return lower + (upper - lower) * (position - below);
}
