import { keyName, keyNames, nameName } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { Repository } from '../storage/repository.ts';
import { aggregateRows } from './aggregate-rows.ts';
import type { Analytics, AnalyticsRequest, NamedMember, RankedMember } from './analytics.ts';
import { askedAttributes } from './asked-attributes.ts';
import { checkRequest } from './check-request.ts';
import { chooseRead } from './choose-read.ts';
import { searchNames } from './name-search.ts';

interface RepositoryAnalyticsOptions {
  readonly repository: Repository;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** So many who are named are looked up, so that the pass stays narrow; for more of them it is widened. */
const mostLookedUp = 100;

/**
 * Aggregates read straight from the record.
 *
 * One pass over the table, projected to what the request needs, serves a whole answer; where the
 * fleet is not wanted and one segment value is, that value's index is read instead.
 */
export function createRepositoryAnalytics({ repository, now }: RepositoryAnalyticsOptions): Analytics {
  const { dataset } = repository;
  return {
    async run(request) {
      checkRequest(dataset, request);
      const began = now();
      const started = performance.now();
      const asked = askedAttributes(dataset, request);
      const shown = request.rank?.show ?? [];
      const looksUp = looksUpShown(repository, request, asked);
      const attributes = looksUp ? asked : [...new Set([...asked, ...shown])];
      const { source, pages } = chooseRead(repository, request, attributes);
      const rows: AnyItem[] = [];
      let readUnits = 0;
      for await (const page of pages) {
        for (const item of page.items) rows.push(item);
        readUnits += page.readUnits;
      }
      const { ranked, ...figures } = await aggregateRows(rows, request, dataset, began);
      const members = looksUp ? await lookedUp(repository, ranked) : ranked;
      const named = new Set([...keyNames(dataset), ...shown]);
      return {
        ...figures,
        ranked: members.map((member) => ({ ...member, item: narrowed(member.item, named) })),
        cost: {
          source,
          itemsRead: rows.length,
          readUnits,
          unreadable: rows.filter((row) => asked.some((name) => row[name] === undefined)).length,
          asOf: new Date(began).toISOString(),
          tookMs: performance.now() - started,
        },
      };
    },

    async findByName(text, limit) {
      return searchNames(await everyonesNames(repository), text, limit);
    },
  };
}

function looksUpShown({ dataset }: Repository, { rank }: AnalyticsRequest, asked: readonly string[]): boolean {
  if (rank === undefined || rank.limit > mostLookedUp) return false;
  // An id that several items share does not tell which of them is meant.
  return dataset.table.sortKey === undefined && rank.show.some((name) => !asked.includes(name));
}

/** Somebody who was deleted since the pass is left out. */
async function lookedUp(repository: Repository, ranked: readonly RankedMember[]): Promise<RankedMember[]> {
  const items = await repository.findMany(ranked.map(({ id }) => id));
  return ranked.flatMap((member, index) => {
    const item = items[index];
    return item === undefined ? [] : [{ ...member, item }];
  });
}

function narrowed(item: AnyItem, names: ReadonlySet<string>): AnyItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

async function everyonesNames(repository: Repository): Promise<NamedMember[]> {
  const { dataset } = repository;
  const [key, name] = [keyName(dataset), nameName(dataset)];
  if (name === undefined) return [];
  const everyone: NamedMember[] = [];
  for await (const page of repository.readAll({ attributes: [name] })) {
    for (const item of page.items) {
      const id = item[key];
      const own = item[name];
      if (typeof id === 'string' && typeof own === 'string') everyone.push({ id, name: own });
    }
  }
  return everyone;
}
