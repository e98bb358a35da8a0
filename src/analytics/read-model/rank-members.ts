import { keyName, keyNames } from '../../catalog/derive/attribute-names.ts';
import type { AnyItem, ItemValue } from '../../catalog/derive/item-schema.ts';
import type { RankedMember, RankRequest } from '../analytics.ts';
import { createBindings } from './bindings.ts';
import type { MembersQuery } from './members-query.ts';
import type { SqlRow } from './model-reader.ts';
import { type ModelColumn, quoted } from './model-shape.ts';

/** Those of the selection whom a request names, in order; equal values by key. */
export async function rankMembers(
  { shape, snapshot, where }: MembersQuery,
  { metric, order, offset, limit, show }: RankRequest,
): Promise<RankedMember[]> {
  const { dataset } = shape;
  const keys = keyNames(dataset);
  const shown = new Set([...keys, ...show]);
  const bindings = createBindings();
  const rows = await snapshot.query(
    `SELECT ${[...new Set([...shown, metric])].map(quoted).join(', ')}
    FROM ${snapshot.members}
    WHERE ${where(bindings)} AND ${quoted(metric)} IS NOT NULL
    ORDER BY ${quoted(metric)} ${order === 'highest' ? 'DESC' : 'ASC'}, ${keys.map(quoted).join(', ')}
    LIMIT ${bindings.bind(BigInt(limit))} OFFSET ${bindings.bind(BigInt(offset))}`,
    bindings.values,
  );
  const columns = shape.columns.filter(({ name }) => shown.has(name));
  const key = keyName(dataset);
  return rows.map((row) => ({ id: String(row[key]), value: Number(row[metric]), item: itemOf(columns, row) }));
}

function itemOf(columns: readonly ModelColumn[], row: SqlRow): AnyItem {
  return Object.fromEntries(
    columns.flatMap(({ name, type }) => {
      const value = row[name];
      return value === null ? [] : [[name, type === 'time' ? timeOf(value) : (value as ItemValue)]];
    }),
  );
}

function timeOf(milliseconds: unknown): string {
  return new Date(Number(milliseconds)).toISOString();
}
