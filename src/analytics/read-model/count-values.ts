import { type Statistics, statisticsOfCounts } from '../statistics.ts';
import type { Wanted } from '../wanted-statistics.ts';
import { type Bindings, createBindings } from './bindings.ts';
import { countIn } from './figures-sql.ts';
import type { ModelSnapshot } from './model-reader.ts';
import { quoted } from './model-shape.ts';

/** How often each value of a metric occurs among the members with a value of a segment. */
type Counts = ReadonlyMap<unknown, readonly (readonly [value: number, count: number])[]>;

/**
 * Statistics by metric for each value of a segment, or of all at once, from how often each value of the metric occurs.
 *
 * The same figures as DuckDB's own; a quantile is had in a fifth of the time where a metric has few values.
 *
 * @returns a look-up by the value of the segment; undefined for those without one, or where there is no segment
 */
export async function countValues(
  snapshot: ModelSnapshot,
  metrics: Wanted,
  where: (bindings: Bindings) => string,
  by?: string,
): Promise<(value: string | undefined) => Readonly<Record<string, Statistics>>> {
  const counts = new Map<string, Counts>();
  for (const metric of metrics.keys()) counts.set(metric, await countsOf(snapshot, metric, where, by));
  return (value) =>
    Object.fromEntries(
      [...metrics].map(([metric, statistics]) => [
        metric,
        statisticsOfCounts(counts.get(metric)?.get(value) ?? [], statistics),
      ]),
    );
}

async function countsOf(
  snapshot: ModelSnapshot,
  metric: string,
  where: (bindings: Bindings) => string,
  by: string | undefined,
): Promise<Counts> {
  const bindings = createBindings();
  const parts = [quoted(metric), ...(by === undefined ? [] : [quoted(by)])];
  const [measured, value = 'NULL'] = parts;
  const rows = await snapshot.query(
    `SELECT ${measured} AS measured, ${value} AS value, count(*) AS members
    FROM ${snapshot.members} WHERE ${where(bindings)} AND ${measured} IS NOT NULL GROUP BY ${parts.join(', ')}`,
    bindings.values,
  );
  const counts = new Map<unknown, (readonly [number, number])[]>();
  for (const row of rows) {
    const key = row['value'] ?? undefined;
    const known = counts.get(key) ?? [];
    known.push([Number(row['measured']), countIn(row, 'members')]);
    counts.set(key, known);
  }
  return counts;
}
