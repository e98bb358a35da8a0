import { BIGINT, BOOLEAN, DOUBLE, type DuckDBType, type DuckDBValue, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { SqlValue } from './model-reader.ts';

interface Bindable {
  readonly values: DuckDBValue[];
  readonly types: DuckDBType[];
}

const texts = LIST(VARCHAR);

/** Values as DuckDB binds them, each with its type: that of an empty list or of a number could not be told otherwise. */
export function bindable(values: readonly SqlValue[]): Bindable {
  const all = values.map(typed);
  return { values: all.map(({ value }) => value), types: all.map(({ type }) => type) };
}

function typed(value: SqlValue): { readonly value: DuckDBValue; readonly type: DuckDBType } {
  switch (typeof value) {
    case 'string':
      return { value, type: VARCHAR };
    case 'number':
      return { value, type: DOUBLE };
    case 'bigint':
      return { value, type: BIGINT };
    case 'boolean':
      return { value, type: BOOLEAN };
    default:
      return value === null ? { value, type: VARCHAR } : { value: listValue([...value]), type: texts };
  }
}
