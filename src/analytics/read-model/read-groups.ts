import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Group, ValueGroup } from '../analytics.ts';
import type { Wanted } from '../wanted-statistics.ts';
import { type Bindings, createBindings } from './bindings.ts';
import { countValues } from './count-values.ts';
import { countIn, figuresSql, isQuantile } from './figures-sql.ts';
import type { MembersQuery } from './members-query.ts';
import type { SqlRow } from './model-reader.ts';
import { quoted } from './model-shape.ts';

interface GroupRequest {
  readonly wanted: Wanted;
  /** Whose figures, as a condition. */
  readonly where: (bindings: Bindings) => string;
  /** What else to select, as SQL. */
  readonly also?: readonly string[];
}

/** The figures of those whom a condition selects, and the row of what else was selected. */
export async function readGroup(
  query: MembersQuery,
  request: GroupRequest,
): Promise<{ readonly group: Group; readonly row: SqlRow }> {
  const [only] = await readRows(query, request);
  if (only === undefined) return { group: { count: 0, statistics: {} }, row: {} };
  const { value: _value, ...group } = only.group;
  return { group, row: only.row };
}

/** The same by the value of a segment, each value that occurs. */
export async function readGroups(query: MembersQuery, request: GroupRequest, by: string): Promise<ValueGroup[]> {
  return (await readRows(query, request, by)).map(({ group }) => group);
}

async function readRows(
  { shape, snapshot }: MembersQuery,
  { wanted, where, also = [] }: GroupRequest,
  by?: string,
): Promise<{ readonly group: ValueGroup; readonly row: SqlRow }[]> {
  const counted = new Map([...wanted].filter(([metric]) => isCounted(shape.dataset, metric, wanted)));
  const figures = figuresSql(new Map([...wanted].filter(([metric]) => !counted.has(metric))));
  const segment = by === undefined ? [] : [quoted(by)];
  const bindings = createBindings();
  const rows = await snapshot.query(
    `SELECT ${[...segment.map((name) => `${name} AS value`), 'count(*) AS members', ...figures.select, ...also].join(', ')}
    FROM ${snapshot.members} WHERE ${where(bindings)}
    ${segment.length === 0 ? '' : `GROUP BY ${segment.join()}`}`,
    bindings.values,
  );
  const ofCounted = await countValues(snapshot, counted, where, by);
  return rows.map((row) => {
    const value = typeof row['value'] === 'string' ? row['value'] : undefined;
    const statistics = { ...figures.read(row), ...ofCounted(value) };
    return { group: { value, count: countIn(row, 'members'), statistics }, row };
  });
}

/** So many different values are counted and handed over in less time than a quantile of them takes. */
const mostCounted = 1_000;

/** Whether quantiles are wanted of a metric that has few enough values to count each of them. */
function isCounted({ attributes }: Dataset, metric: string, wanted: Wanted): boolean {
  const attribute = attributes[metric];
  if (attribute?.kind !== 'metric' || wanted.get(metric)?.some(isQuantile) !== true) return false;
  return attribute.whole && attribute.range[1] - attribute.range[0] <= mostCounted;
}
