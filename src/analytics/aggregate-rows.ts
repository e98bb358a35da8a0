import { setImmediate } from 'node:timers/promises';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyNames } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { AnalyticsRequest, AnalyticsResult, Group, RankedMember, RankRequest, ValueGroup } from './analytics.ts';
import { createFilterTest } from './matches-filters.ts';
import { type Statistics, statisticsOf } from './statistics.ts';
import { type Wanted, wantedOf } from './wanted-statistics.ts';

/** Of more rows than that each figure takes long enough for others to be let in between. */
const manyRows = 5_000;

/**
 * The plain truth: what the request asks for, worked out over rows in memory.
 *
 * It lets whatever else waits in this process have its turn, as the figures of a large table take seconds.
 *
 * @param rows everyone when the request wants the fleet; else at least everyone who may be selected
 * @param now epoch milliseconds
 */
export async function aggregateRows(
  rows: readonly AnyItem[],
  request: AnalyticsRequest,
  dataset: Dataset,
  now: number,
): Promise<Omit<AnalyticsResult, 'cost'>> {
  const selected = rows.filter(createFilterTest(request.filters, now));
  const ofGroups = wantedOf(request, 'groups');
  const { rank } = request;
  const ranked = rank === undefined ? [] : rankedBy(selected, rank, dataset);
  const groups: Record<string, readonly ValueGroup[]> = {};
  for (const segment of request.by ?? []) groups[segment] = await groupsBy(selected, segment, ofGroups);
  return {
    selection: await groupOf(selected, wantedOf(request, 'selection')),
    ...(request.fleet && { fleet: await groupOf(rows, wantedOf(request, 'fleet')) }),
    groups,
    ranked: rank === undefined ? [] : ranked.slice(rank.offset, rank.offset + rank.limit),
    rankable: ranked.length,
  };
}

async function groupOf(rows: readonly AnyItem[], wanted: Wanted): Promise<Group> {
  const statistics: Record<string, Statistics> = {};
  for (const [metric, names] of wanted) {
    statistics[metric] = statisticsOf(numbersOf(rows, metric), names);
    if (rows.length > manyRows) await setImmediate();
  }
  return { count: rows.length, statistics };
}

function numbersOf(rows: readonly AnyItem[], metric: string): number[] {
  return rows.flatMap((row) => {
    const value = row[metric];
    return typeof value === 'number' ? [value] : [];
  });
}

async function groupsBy(rows: readonly AnyItem[], segment: string, wanted: Wanted): Promise<ValueGroup[]> {
  const members = new Map<string | undefined, AnyItem[]>();
  for (const row of rows) {
    const value = row[segment];
    const name = typeof value === 'string' ? value : undefined;
    const group = members.get(name);
    if (group === undefined) members.set(name, [row]);
    else group.push(row);
  }
  const groups: ValueGroup[] = [];
  for (const [value, group] of members) groups.push({ value, ...(await groupOf(group, wanted)) });
  return groups;
}

function rankedBy(rows: readonly AnyItem[], { metric, order }: RankRequest, dataset: Dataset): RankedMember[] {
  const sign = order === 'highest' ? -1 : 1;
  const [key, sortKey] = keyNames(dataset);
  return rows
    .flatMap((item) => {
      const value = item[metric];
      const id = item[key];
      return typeof value === 'number' && typeof id === 'string' ? [{ id, value, item }] : [];
    })
    .sort(
      (a, b) =>
        sign * (a.value - b.value) ||
        compared(a.id, b.id) ||
        (sortKey === undefined ? 0 : compared(sortText(a.item[sortKey]), sortText(b.item[sortKey]))),
    );
}

/** What is unknown comes last. */
function sortText(value: AnyItem[string]): string {
  return typeof value === 'string' ? value : '\uffff';
}

function compared(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
