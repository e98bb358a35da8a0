import type { StreamApi } from './stream-api.ts';
import type { ShardPosition } from './stream-ports.ts';
import { readStreamRecord } from './stream-record.ts';

/** A shard that holds more than that is a busy one: its next change, and with it a place, is a moment away. */
const mostPages = 20;
/** So many pages without a record, one after the other, are taken for the end of what there is. */
const emptyPagesAtEnd = 3;

/**
 * Where a shard ends that is read from its newest change on: behind the last record that it holds, or at its
 * beginning where it holds none. So whoever comes back can go on there, though nothing has changed in between.
 *
 * @returns undefined when it holds too much to be looked through
 * @throws {AppError} `repository.*`
 */
export async function findPlace(
  api: StreamApi,
  shardId: string,
  signal: AbortSignal,
): Promise<ShardPosition | undefined> {
  const opened = await api.openShard(shardId, 'oldest', signal);
  if ('obstacle' in opened) return undefined;
  let iterator: string | undefined = opened.iterator;
  let after: string | undefined;
  let emptyPages = 0;
  for (let pages = 0; pages < mostPages && !signal.aborted; pages += 1) {
    const page = await api.readRecords(iterator, signal);
    if ('obstacle' in page) return undefined;
    const last = page.records.flatMap((record) => readStreamRecord(record) ?? []).at(-1);
    after = last?.change.sequenceNumber ?? after;
    emptyPages = last === undefined ? emptyPages + 1 : 0;
    iterator = page.next;
    if (iterator === undefined || emptyPages === emptyPagesAtEnd) {
      return after === undefined ? { state: 'reading' } : { state: 'reading', after };
    }
  }
  return undefined;
}
