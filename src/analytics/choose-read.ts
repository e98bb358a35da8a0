import type { KeyRange } from '../storage/key-query.ts';
import type { ReadPage, Repository } from '../storage/repository.ts';
import type { AnalyticsRequest } from './analytics.ts';

/**
 * The least that has to be read to serve a request.
 *
 * Where the fleet is not wanted and one segment value is, that is the value's index: the part of it that is asked
 * for, where a metric sorts it. Else it is the table.
 */
export function chooseRead(
  repository: Repository,
  request: AnalyticsRequest,
  attributes: readonly string[],
): { source: string; pages: AsyncIterable<ReadPage> } {
  const list = request.fleet ? undefined : listOf(repository, request);
  if (list === undefined) {
    return { source: `${repository.tableName}, whole table`, pages: repository.readAll({ attributes }) };
  }
  return {
    source: `${repository.tableName}, ${list.index}`,
    pages: listPages(repository, list, attributes),
  };
}

/** A part of a segment's index in which everyone is whom the filters can select. */
interface IndexedList {
  readonly index: string;
  readonly value: string;
  readonly range?: KeyRange;
}

/** The list to read for filters that ask for a single value of a segment. */
function listOf({ dataset }: Repository, { filters }: AnalyticsRequest): IndexedList | undefined {
  for (const filter of filters) {
    const attribute = dataset.attributes[filter.field];
    if (filter.op !== 'in' || attribute?.kind !== 'segment' || filter.values.length !== 1) continue;
    const { index, sortedBy } = attribute;
    const [value] = filter.values;
    const range = sortedBy === undefined ? undefined : rangeOf(filters, sortedBy);
    // Whoever lacks the metric that sorts an index is not in it, but is to be counted unless that metric is asked for.
    if (value === undefined || (sortedBy !== undefined && range === undefined)) continue;
    return { index, value, ...(range === undefined ? {} : { range }) };
  }
  return undefined;
}

/** The first condition on a metric; the others are looked at when the list was read. */
function rangeOf(filters: AnalyticsRequest['filters'], metric: string): KeyRange | undefined {
  for (const filter of filters) {
    if (filter.field !== metric) continue;
    switch (filter.op) {
      case '<':
      case '<=':
      case '=':
      case '>=':
      case '>':
        return { op: filter.op, value: filter.value };
    }
  }
  return undefined;
}

async function* listPages(
  repository: Repository,
  { index, value, range }: IndexedList,
  attributes: readonly string[],
): AsyncIterable<ReadPage> {
  let cursor: string | undefined;
  do {
    const page: ReadPage = await repository.readIndex(index, value, {
      attributes,
      ...(range !== undefined && { range }),
      ...(cursor !== undefined && { cursor }),
    });
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
