import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { AnalyticsRequest, AnalyticsResult, Group, RankedMember, RankRequest, ValueGroup } from './analytics.ts';
import { createFilterTest } from './matches-filters.ts';
import { statisticsOf } from './statistics.ts';

/**
 * The plain truth: what the request asks for, worked out over rows in memory.
 *
 * @param rows everyone when the request wants the fleet; else at least everyone who may be selected
 * @param now epoch milliseconds
 */
export function aggregateRows(
  rows: readonly AnyItem[],
  request: AnalyticsRequest,
  keyName: string,
  now: number,
): Omit<AnalyticsResult, 'cost'> {
  const selected = rows.filter(createFilterTest(request.filters, now));
  const everyone = selected.length === rows.length;
  const selection = groupOf(selected, request.metrics);
  const ranked = request.rank === undefined ? [] : rank(selected, request.rank, keyName);
  return {
    selection,
    ...(request.fleet && { fleet: everyone ? selection : groupOf(rows, request.metrics) }),
    groups: Object.fromEntries(
      (request.by ?? []).map((segment) => [segment, groupsBy(selected, segment, request.metrics)]),
    ),
    ranked:
      request.rank === undefined ? [] : ranked.slice(request.rank.offset, request.rank.offset + request.rank.limit),
    rankable: ranked.length,
  };
}

function groupOf(rows: readonly AnyItem[], metrics: readonly string[]): Group {
  return {
    count: rows.length,
    statistics: Object.fromEntries(metrics.map((metric) => [metric, statisticsOf(numbersOf(rows, metric))])),
  };
}

function numbersOf(rows: readonly AnyItem[], metric: string): number[] {
  return rows.flatMap((row) => {
    const value = row[metric];
    return typeof value === 'number' ? [value] : [];
  });
}

function groupsBy(rows: readonly AnyItem[], segment: string, metrics: readonly string[]): ValueGroup[] {
  const members = new Map<string | undefined, AnyItem[]>();
  for (const row of rows) {
    const value = row[segment];
    const name = typeof value === 'string' ? value : undefined;
    const group = members.get(name);
    if (group === undefined) members.set(name, [row]);
    else group.push(row);
  }
  return [...members].map(([value, group]) => ({ value, ...groupOf(group, metrics) }));
}

function rank(rows: readonly AnyItem[], request: RankRequest, keyName: string): RankedMember[] {
  const sign = request.order === 'highest' ? -1 : 1;
  return rows
    .flatMap((row) => {
      const value = row[request.metric];
      const id = row[keyName];
      return typeof value === 'number' && typeof id === 'string' ? [{ id, value }] : [];
    })
    .sort((a, b) => sign * (a.value - b.value) || (a.id < b.id ? -1 : 1));
}
