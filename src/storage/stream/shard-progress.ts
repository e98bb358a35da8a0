import type { StreamRecord } from './stream-record.ts';

/** How far a shard is read. Times are in milliseconds since 1970. */
export interface ShardProgress {
  /** When the oldest change was made that waits to be dealt with; absent when none waits. */
  readonly waitingSince?: number;
  /** Up to when every change is dealt with; absent while that is not known. */
  readonly currentTo?: number;
  /** Whether what comes next is taken to be made from now on. */
  readonly isAtEnd: boolean;
}

/** So many pages without a record, one after the other, are taken for the end of what there is. */
const emptyPagesAtEnd = 3;
/** Whoever has read a record as young as that is at the end: what comes next was made since. */
const youngMs = 10_000;

/**
 * What a page of records says about how far a shard is read; to be asked for each page, in order.
 *
 * A page without records is no proof that there are none: it may take several to come to where the next ones are.
 *
 * @param start whether reading begins with what is made from now on
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 */
export function createShardProgress(start: {
  readonly isAtEnd: boolean;
}): (records: readonly StreamRecord[], askedAt: number) => ShardProgress {
  let { isAtEnd } = start;
  let emptyPages = 0;
  let known: number | undefined;
  return (records, askedAt) => {
    const [first] = records;
    const last = records.at(-1);
    if (first !== undefined && last !== undefined) {
      isAtEnd = askedAt - last.change.at < youngMs;
      emptyPages = 0;
      // Its time is in whole seconds: of the changes of its own second some may be dealt with, and some not.
      const waitingSince = first.change.at;
      known = Math.min(waitingSince, askedAt);
      return { waitingSince, currentTo: known, isAtEnd };
    }
    emptyPages += 1;
    isAtEnd ||= emptyPages >= emptyPagesAtEnd;
    if (isAtEnd) known = askedAt;
    return known === undefined ? { isAtEnd } : { currentTo: known, isAtEnd };
  };
}
