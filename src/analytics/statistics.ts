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

const nothing: Statistics = { n: 0, average: null, median: null, p90: null, total: null, min: null, max: null };

/** Every statistic of the values, which may come in any order and are left as they are. */
export function statisticsOf(values: Iterable<number>): Statistics {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return nothing;
  let total = 0;
  for (const value of sorted) total += value;
  return {
    n,
    average: total / n,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    total,
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
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
