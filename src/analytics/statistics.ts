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
  let total = 0;
  for (const value of sorted) total += value;
  return statisticsOfSorted({ n: sorted.length, total, at: (place) => sorted[place] }, wanted);
}

/** The statistics of values of which each comes with how often it occurs; every value comes once, in any order. */
export function statisticsOfCounts(
  counts: readonly (readonly [value: number, count: number])[],
  wanted: readonly StatisticName[] = statisticNames,
): Statistics {
  const sorted = counts.toSorted(([one], [other]) => one - other);
  let [n, total] = [0, 0];
  const runs = sorted.map(([value, count]) => {
    n += count;
    total += value * count;
    return { value, before: n };
  });
  return statisticsOfSorted({ n, total, at: (place) => runs.find(({ before }) => place < before)?.value }, wanted);
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

/** Numbers in order, the smallest first. */
interface SortedValues {
  readonly n: number;
  readonly total: number;
  /** @param place counted from 0 */
  readonly at: (place: number) => number | undefined;
}

function statisticsOfSorted(values: SortedValues, wanted: readonly StatisticName[]): Statistics {
  const { n, total } = values;
  const figures: Readonly<Record<StatisticName, () => number>> = {
    average: () => total / n,
    median: () => quantile(values, 0.5),
    p90: () => quantile(values, 0.9),
    total: () => total,
    min: () => quantile(values, 0),
    max: () => quantile(values, 1),
  };
  return chosenStatistics(n, (statistic) => (wanted.includes(statistic) ? figures[statistic]() : null));
}

/**
 * The quantile of at least one value, interpolated linearly between neighbours.
 *
 * The read model must agree to the digit, so it is the definition of DuckDB's `quantile_cont`.
 */
function quantile({ n, at }: SortedValues, fraction: number): number {
  const position = (n - 1) * fraction;
  const below = Math.floor(position);
  const lower = at(below) ?? Number.NaN;
  const upper = at(Math.ceil(position)) ?? Number.NaN;
  return lower + (upper - lower) * (position - below);
}
