import { type DuckDBAppender, LIST, VARCHAR } from '@duckdb/node-api';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { foldName } from '../fold-name.ts';
import { keyOf, type ModelColumn, type ModelShape, ownKeyParts } from './model-shape.ts';

const texts = LIST(VARCHAR);

/** Appends the columns of one member, in the order of `columnDeclarations`; the caller ends the row. */
export function appendMember(
  appender: DuckDBAppender,
  shape: ModelShape,
  item: AnyItem,
  key: readonly string[] | undefined = keyOf(shape, item),
): void {
  const { columns, name } = shape;
  for (const column of columns) appendValue(appender, column, item[column.name]);
  const own = name === undefined ? undefined : item[name];
  if (typeof own === 'string') appender.appendVarchar(foldName(own));
  else if (name !== undefined) appender.appendNull();
  for (const part of ownKeyParts(shape)) appender.appendVarchar(key?.[shape.key.indexOf(part)] ?? '');
}

function appendValue(appender: DuckDBAppender, { type }: ModelColumn, value: AnyItem[string]): void {
  if (typeof value === 'number' && type === 'number') appender.appendDouble(value);
  else if (typeof value === 'string' && type === 'text') appender.appendVarchar(value);
  else if (typeof value === 'string' && type === 'time') appender.appendBigInt(BigInt(Date.parse(value)));
  else if (typeof value === 'object' && type === 'texts') appender.appendList([...value], texts);
  else appender.appendNull();
}
