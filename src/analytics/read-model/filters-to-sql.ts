import type { Filter } from '../../intents/filter.ts';
import type { Bindings } from './bindings.ts';
import { quoted } from './model-shape.ts';

const dayMs = 86_400_000;

/**
 * The condition under which a member passes every filter, as `createFilterTest` has it: a value that is missing
 * passes none.
 *
 * @param filters of fields that are columns, of the types that their operators need
 * @param now epoch milliseconds that "within the last n days" counts back from
 */
export function filtersToSql(filters: readonly Filter[], now: number, { bind }: Bindings): string {
  if (filters.length === 0) return 'TRUE';
  return filters.map((filter) => `(${conditionOf(filter, now, bind)})`).join(' AND ');
}

function conditionOf(filter: Filter, now: number, bind: Bindings['bind']): string {
  const column = quoted(filter.field);
  switch (filter.op) {
    case 'in':
      return isOneOf(column, filter.values, bind);
    case 'has':
      // One that is NULL holds nothing, not even no value at all.
      return [
        `${column} IS NOT NULL`,
        ...filter.values.map((value) => `list_contains(${column}, ${bind(value)})`),
      ].join(' AND ');
    case 'since':
      return `${column} >= ${bind(BigInt(Date.parse(filter.value)))}`;
    case 'before':
      return `${column} < ${bind(BigInt(Date.parse(filter.value)))}`;
    case 'withinDays':
      return `${column} >= ${bind(BigInt(now - filter.value * dayMs))}`;
    case 'olderThanDays':
      return `${column} < ${bind(BigInt(now - filter.value * dayMs))}`;
    default:
      return `${column} ${filter.op} ${bind(filter.value)}`;
  }
}

/** DuckDB looks a text up in a list in half the time that IN takes, and a single one as fast as a number. */
function isOneOf(column: string, values: readonly string[], bind: Bindings['bind']): string {
  const [only] = values;
  return only !== undefined && values.length === 1
    ? `${column} = ${bind(only)}`
    : `list_contains(${bind(values)}, ${column})`;
}
