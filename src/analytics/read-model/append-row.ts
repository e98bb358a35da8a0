import { type DuckDBAppender, LIST, VARCHAR } from '@duckdb/node-api';
import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { foldName } from '../fold-name.ts';
import type { ModelColumn, ModelShape } from './model-shape.ts';

const texts = LIST(VARCHAR);

/** Appends the columns of one member, in the order of `columnDeclarations`; the caller ends the row. */
export function appendMember(appender: DuckDBAppender, { columns, name }: ModelShape, item: AnyItem): void {
  for (const column of columns) appendValue(appender, column, item[column.name]);
  if (name === undefined) return;
  const own = item[name];
  if (typeof own === 'string') appender.appendVarchar(foldName(own));
  else appender.appendNull();
}

function appendValue(appender: DuckDBAppender, { type }: ModelColumn, value: AnyItem[string]): void {
  if (typeof value === 'number' && type === 'number') appender.appendDouble(value);
  else if (typeof value === 'string' && type === 'text') appender.appendVarchar(value);
  else if (typeof value === 'string' && type === 'time') appender.appendBigInt(BigInt(Date.parse(value)));
  else if (typeof value === 'object' && type === 'texts') appender.appendList([...value], texts);
  else appender.appendNull();
}
