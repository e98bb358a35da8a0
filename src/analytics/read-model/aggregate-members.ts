import type { AnalyticsRequest, Group, ValueGroup } from '../analytics.ts';
import { askedAttributes } from '../asked-attributes.ts';
import type { StatisticName } from '../statistics.ts';
import { wantedOf } from '../wanted-statistics.ts';
import { createBindings } from './bindings.ts';
import { countIn, figuresSql } from './figures-sql.ts';
import type { MembersQuery } from './members-query.ts';
import { quoted } from './model-shape.ts';

type Wanted = ReadonlyMap<string, readonly StatisticName[]>;

interface WholeFigures {
  readonly everyone: number;
  readonly unreadable: number;
  readonly selection: Group;
  readonly fleet: Group;
  readonly rankable: number;
}

/** The figures over everyone and over the selection; those of everyone are counts only where nobody asks for more. */
export async function wholeFigures(query: MembersQuery, request: AnalyticsRequest): Promise<WholeFigures> {
  const { shape, snapshot, where } = query;
  const isEveryone = request.filters.length === 0;
  const ofSelection = wantedOf(request, 'selection');
  const ofFleet = request.fleet ? wantedOf(request, 'fleet') : new Map();
  const asked = askedAttributes(shape.dataset, request).map((name) => `${quoted(name)} IS NULL`);
  const rankable = request.rank === undefined ? [] : [`count(${quoted(request.rank.metric)}) AS rankable`];
  const ofAll = figuresSql(isEveryone ? union(ofSelection, ofFleet) : ofFleet);
  const [all = {}] = await snapshot.query(
    `SELECT ${[
      ...ofAll.select,
      `count(*) FILTER (WHERE ${asked.join(' OR ')}) AS unreadable`,
      ...(isEveryone ? rankable : []),
    ].join(', ')} FROM ${snapshot.members}`,
  );
  const fleet = ofAll.groupOf(all, ofFleet);
  const counts = { everyone: fleet.count, unreadable: countIn(all, 'unreadable'), fleet };
  if (isEveryone) {
    return { ...counts, selection: ofAll.groupOf(all, ofSelection), rankable: countIn(all, 'rankable') };
  }
  const ofPart = figuresSql(ofSelection);
  const bindings = createBindings();
  const [part = {}] = await snapshot.query(
    `SELECT ${[...ofPart.select, ...rankable].join(', ')} FROM ${snapshot.members} WHERE ${where(bindings)}`,
    bindings.values,
  );
  return { ...counts, selection: ofPart.groupOf(part), rankable: countIn(part, 'rankable') };
}

/** The selection by the values of a segment. */
export async function groupsBy(
  { snapshot, where }: MembersQuery,
  request: AnalyticsRequest,
  segment: string,
): Promise<ValueGroup[]> {
  const figures = figuresSql(wantedOf(request, 'groups'));
  const bindings = createBindings();
  const rows = await snapshot.query(
    `SELECT ${[`${quoted(segment)} AS value`, ...figures.select].join(', ')}
    FROM ${snapshot.members} WHERE ${where(bindings)} GROUP BY ${quoted(segment)}`,
    bindings.values,
  );
  return rows.map((row) => ({
    value: typeof row['value'] === 'string' ? row['value'] : undefined,
    ...figures.groupOf(row),
  }));
}

function union(one: Wanted, other: Wanted): Wanted {
  return new Map(
    [...new Set([...one.keys(), ...other.keys()])].map((metric) => [
      metric,
      [...new Set([...(one.get(metric) ?? []), ...(other.get(metric) ?? [])])],
    ]),
  );
}
