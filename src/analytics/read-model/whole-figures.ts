import type { AnalyticsRequest, Group } from '../analytics.ts';
import { askedAttributes } from '../asked-attributes.ts';
import { chosenStatistics } from '../statistics.ts';
import { type Wanted, wantedOf } from '../wanted-statistics.ts';
import { countIn } from './figures-sql.ts';
import type { MembersQuery } from './members-query.ts';
import { quoted } from './model-shape.ts';
import { readGroup } from './read-groups.ts';

interface WholeFigures {
  readonly selection: Group;
  /** Counts everyone, with figures where the request wants them. */
  readonly fleet: Group;
  readonly unreadable: number;
  readonly rankable: number;
}

/** The figures over everyone and over the selection; where that is everyone, it is read once. */
export async function wholeFigures(query: MembersQuery, request: AnalyticsRequest): Promise<WholeFigures> {
  const { dataset } = query.shape;
  const ofSelection = wantedOf(request, 'selection');
  const ofFleet: Wanted = request.fleet ? wantedOf(request, 'fleet') : new Map();
  const isEveryone = request.filters.length === 0;
  const lacks = askedAttributes(dataset, request).map((name) => `${quoted(name)} IS NULL`);
  // DuckDB knows of a column that nothing in it is NULL, and answers this without looking; a FILTER it works through.
  const unreadable = `(SELECT count(*) FROM ${query.snapshot.members} WHERE ${lacks.join(' OR ')}) AS unreadable`;
  const rankable = request.rank === undefined ? [] : [`count(${quoted(request.rank.metric)}) AS rankable`];
  const all = await readGroup(query, {
    wanted: isEveryone ? union(ofSelection, ofFleet) : ofFleet,
    where: () => 'TRUE',
    also: [unreadable, ...(isEveryone ? rankable : [])],
  });
  const part = isEveryone ? all : await readGroup(query, { wanted: ofSelection, where: query.where, also: rankable });
  return {
    selection: narrowed(part.group, ofSelection),
    fleet: narrowed(all.group, ofFleet),
    unreadable: countIn(all.row, 'unreadable'),
    rankable: countIn(part.row, 'rankable'),
  };
}

function union(one: Wanted, other: Wanted): Wanted {
  return new Map(
    [...one].map(([metric, statistics]) => [metric, [...new Set([...statistics, ...(other.get(metric) ?? [])])]]),
  );
}

/** The group with no more than is wanted of it. */
function narrowed({ count, statistics }: Group, wanted: Wanted): Group {
  return {
    count,
    statistics: Object.fromEntries(
      [...wanted].flatMap(([metric, names]) => {
        const all = statistics[metric];
        if (all === undefined) return [];
        return [[metric, chosenStatistics(all.n, (statistic) => (names.includes(statistic) ? all[statistic] : null))]];
      }),
    ),
  };
}
