import { entities } from '../../src/catalog/datasets/entities.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { KeyRange } from '../../src/storage/key-query.ts';
import type { ListOptions, ReadPage, Repository } from '../../src/storage/repository.ts';
import { type EntityType, entityTypes, type MetricsQuery } from './read-arguments.ts';
import type { Rows } from './rows.ts';

const shown = ['health_score', 'sessions_7d', 'ib_calls_14d'] as const;

/**
 * The entities that a query asks for: one by its key, or those of a type (or of each type) by one of its indexes.
 *
 * @throws {AppError} `repository.*`; `repository.not_found` for an id that nobody has
 */
export async function findMetrics(repository: Repository, query: MetricsQuery): Promise<Rows> {
  if (query.id !== undefined) {
    const item = await repository.find(query.id);
    if (item === undefined) throw new AppError('repository.not_found', `There is no entity ${query.id}.`);
    return { columns: Object.keys(entities.attributes), items: [item] };
  }
  const { type, since, limit = Number.POSITIVE_INFINITY } = query;
  const types = type === undefined ? entityTypes : [type];
  const lists = await Promise.all(types.map((each) => ofType(repository, each, query, limit)));
  const columns = [
    'entity_id',
    ...(type === undefined ? ['entity_type'] : []),
    ...shown,
    ...(since === undefined ? [] : ['last_updated']),
  ];
  // One type comes in order; several need to be put in it.
  const items = types.length === 1 ? lists.flat() : lists.flat().sort(orderOf(query));
  return { columns, items: items.slice(0, limit) };
}

async function ofType(
  repository: Repository,
  type: EntityType,
  query: MetricsQuery,
  limit: number,
): Promise<AnyItem[]> {
  const { below = Number.POSITIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = query;
  const isWanted = ({ health_score: health }: AnyItem): boolean =>
    (query.below === undefined && query.above === undefined) ||
    (typeof health === 'number' && health < below && health > above);
  const found: AnyItem[] = [];
  for await (const { items } of pagesOf(repository, type, query)) {
    found.push(...items.filter(isWanted));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

async function* pagesOf(repository: Repository, type: EntityType, query: MetricsQuery): AsyncIterable<ReadPage> {
  const { index, range, descending } = planOf(query);
  const options: ListOptions = {
    attributes: [...shown, 'last_updated'],
    ...(range === undefined ? {} : { range }),
    descending,
    // A few more than are wanted cost nothing; far more would be read in vain.
    ...(query.limit === undefined ? {} : { pageSize: Math.min(query.limit, 1_000) }),
  };
  let cursor: string | undefined;
  do {
    const page = await repository.readIndex(index, type, { ...options, ...(cursor === undefined ? {} : { cursor }) });
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** A time is looked for in its own index; what is asked of health besides is then looked at item by item. */
function planOf({ below, above, since }: MetricsQuery): { index: string; range?: KeyRange; descending: boolean } {
  if (since !== undefined) {
    return { index: 'LastUpdatedIndex', range: { op: '>=', value: since }, descending: true };
  }
  const { index } = entities.attributes.entity_type;
  if (below !== undefined) return { index, range: { op: '<', value: below }, descending: false };
  if (above !== undefined) return { index, range: { op: '>', value: above }, descending: true };
  return { index, descending: false };
}

function orderOf(query: MetricsQuery): (one: AnyItem, other: AnyItem) => number {
  const { descending } = planOf(query);
  const sign = descending ? -1 : 1;
  const placeOf = (item: AnyItem): number =>
    (query.since === undefined ? Number(item['health_score']) : Date.parse(String(item['last_updated']))) || 0;
  return (one, other) => sign * (placeOf(one) - placeOf(other));
}
