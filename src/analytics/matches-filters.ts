import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Filter } from '../intents/filter.ts';

const dayMs = 86_400_000;

/**
 * A test whether an item passes every filter. A value that is missing passes none.
 *
 * @param now epoch milliseconds that "within the last n days" counts back from
 */
export function createFilterTest(filters: readonly Filter[], now: number): (item: AnyItem) => boolean {
  const tests = filters.map((filter) => testOf(filter, now));
  return (item) => tests.every((test) => test(item));
}

function testOf(filter: Filter, now: number): (item: AnyItem) => boolean {
  const { field } = filter;
  switch (filter.op) {
    case 'in': {
      const wanted = new Set<unknown>(filter.values);
      return (item) => wanted.has(item[field]);
    }
    case 'has': {
      const wanted = filter.values;
      return (item) => {
        const list = item[field];
        return Array.isArray(list) && wanted.every((value) => list.includes(value));
      };
    }
    case 'since':
    case 'before': {
      const moment = Date.parse(filter.value);
      return filter.op === 'since' ? atLeast(field, moment) : before(field, moment);
    }
    case 'withinDays':
      return atLeast(field, now - filter.value * dayMs);
    case 'olderThanDays':
      return before(field, now - filter.value * dayMs);
    default:
      return compare(field, filter.op, filter.value);
  }
}

function atLeast(field: string, moment: number): (item: AnyItem) => boolean {
  return (item) => timeOf(item[field]) >= moment;
}

function before(field: string, moment: number): (item: AnyItem) => boolean {
  return (item) => timeOf(item[field]) < moment;
}

function timeOf(value: AnyItem[string]): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function compare(field: string, operator: '<' | '<=' | '>' | '>=' | '=', wanted: number): (item: AnyItem) => boolean {
  const holds = {
    '<': (value: number) => value < wanted,
    '<=': (value: number) => value <= wanted,
    '>': (value: number) => value > wanted,
    '>=': (value: number) => value >= wanted,
    '=': (value: number) => value === wanted,
  }[operator];
  return (item) => {
    const value = item[field];
    return typeof value === 'number' && holds(value);
  };
}
