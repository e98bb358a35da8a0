import { keyName } from '../catalog/derive/attribute-names.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import type { ReadPage, Repository } from '../storage/repository.ts';
import { aggregateRows } from './aggregate-rows.ts';
import type { Analytics, AnalyticsRequest } from './analytics.ts';

interface RepositoryAnalyticsOptions {
  readonly repository: Repository;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Aggregates read straight from the record.
 *
 * One pass over the table, projected to what the request needs, serves a whole answer; where the
 * fleet is not wanted and one segment value is, that value's index is read instead.
 */
export function createRepositoryAnalytics({ repository, now }: RepositoryAnalyticsOptions): Analytics {
  const key = keyName(repository.dataset);
  return {
    async run(request) {
      const began = now();
      const started = performance.now();
      const rows: AnyItem[] = [];
      let readUnits = 0;
      let unreadable = 0;
      const { source, pages } = chooseRead(repository, request);
      for await (const page of pages) {
        for (const item of page.items) rows.push(item);
        readUnits += page.readUnits;
        unreadable += page.unreadable;
      }
      return {
        ...aggregateRows(rows, request, key, began),
        cost: {
          source,
          itemsRead: rows.length,
          readUnits,
          unreadable,
          asOf: new Date(began).toISOString(),
          tookMs: performance.now() - started,
        },
      };
    },
  };
}

function chooseRead(
  repository: Repository,
  request: AnalyticsRequest,
): { source: string; pages: AsyncIterable<ReadPage> } {
  const attributes = attributesOf(request);
  const index = request.fleet ? undefined : indexedFilter(repository, request);
  if (index === undefined) {
    return { source: `${repository.tableName}, whole table`, pages: repository.readAll({ attributes }) };
  }
  return {
    source: `${repository.tableName}, ${index.name}`,
    pages: segmentPages(repository, index.segment, index.value, attributes),
  };
}

/** A filter that asks for a single value of a segment, and so can be read through that segment's index. */
function indexedFilter(
  repository: Repository,
  request: AnalyticsRequest,
): { segment: string; value: string; name: string } | undefined {
  for (const filter of request.filters) {
    const attribute = repository.dataset.attributes[filter.field];
    if (filter.op !== 'in' || attribute?.kind !== 'segment' || filter.values.length !== 1) continue;
    const [value] = filter.values;
    if (value !== undefined) return { segment: filter.field, value, name: attribute.index };
  }
  return undefined;
}

async function* segmentPages(
  repository: Repository,
  segment: string,
  value: string,
  attributes: readonly string[],
): AsyncIterable<ReadPage> {
  let cursor: string | undefined;
  do {
    const page: ReadPage = await repository.readSegment(segment, value, {
      attributes,
      ...(cursor !== undefined && { cursor }),
    });
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function attributesOf(request: AnalyticsRequest): string[] {
  return [
    ...new Set([
      ...request.metrics,
      ...request.filters.map((filter) => filter.field),
      ...(request.by ?? []),
      ...(request.rank === undefined ? [] : [request.rank.metric]),
    ]),
  ];
}
