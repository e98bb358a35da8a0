import type { AnyItem, ItemValue } from '../../src/catalog/derive/item-schema.ts';
import { formatTable } from '../generate/format-table.ts';

/** What a query found, and which attributes of it are shown, in their order. */
export interface Rows {
  readonly columns: readonly string[];
  readonly items: readonly AnyItem[];
}

/** One JSON object a line, with what is known of the columns. */
export function jsonLines({ columns, items }: Rows): readonly string[] {
  return items.map((item) => JSON.stringify(Object.fromEntries(columns.map((name) => [name, item[name]]))));
}

/** A table for people; numbers stand at the right. */
export function tableOf({ columns, items }: Rows): string {
  const isNumeric = (name: string): boolean => items.some((item) => typeof item[name] === 'number');
  const right = columns.flatMap((name, at) => (isNumeric(name) ? [at] : []));
  return formatTable(
    columns,
    items.map((item) => columns.map((name) => cellOf(item[name]))),
    right,
  );
}

/** A text may hold line ends, and what moves a terminal's cursor. */
function cellOf(value: ItemValue | undefined): string {
  if (value === undefined) return '–';
  const text = Array.isArray(value) ? value.join('; ') : String(value);
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
