import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import { deliver } from './deliver.ts';
import { findPlace } from './find-place.ts';
import type { Pause } from './pause.ts';
import { createShardPlace } from './shard-place.ts';
import { createShardProgress, type ShardProgress } from './shard-progress.ts';
import type { ListedShard, Obstacle, RecordsPage, StreamApi } from './stream-api.ts';
import type { DeadLetterBox, ShardLease, ShardPosition, StreamCheckpoints } from './stream-ports.ts';
import { readStreamRecord } from './stream-record.ts';

export interface ShardReading {
  readonly api: StreamApi;
  readonly streamArn: string;
  readonly shard: ListedShard;
  readonly subscription: StreamSubscription;
  readonly checkpoints: StreamCheckpoints;
  readonly deadLetters: DeadLetterBox;
  /** Absent where nobody else can read in our place. */
  readonly lease?: ShardLease | undefined;
  /** Aborts when reading is to end. */
  readonly stopping: AbortSignal;
  readonly pollMs: number;
  readonly log: Log;
  readonly pause: Pause;
  /** Whether what was before is of no interest; asked each time that the shard is opened without a position. */
  startsAtNewest(): boolean;
  /** Told once the shard is open; whoever has to open it again must not pass over what was made meanwhile. */
  onOpened(): void;
  readonly now: () => Date;
  /** Told what waits each time that records were asked for, and when it is dealt with. */
  onProgress(progress: ShardProgress): void;
}

/** How the reading of a shard ended. `gone`: the stream does not have it any more, though there may have been more. */
export type ShardEnd = 'finished' | 'gone' | 'stopped';

const pace = { baseMs: 100, capMs: 5_000 };
/** How soon to ask again while it is not certain that there are no records. */
const lookingMs = 50;

/** Reads a shard from where it was left until it ends, or reading is to end, or another instance has it. */
export async function readShard(reading: ShardReading): Promise<ShardEnd> {
  const { stopping, lease, pause, log } = reading;
  const signal = lease === undefined ? stopping : AbortSignal.any([stopping, lease.signal]);
  const reader = createShardReader(reading, signal);
  let failures = 0;
  try {
    while (!signal.aborted) {
      try {
        const end = await reader.step();
        if (end !== undefined) return end;
        failures = 0;
      } catch (error) {
        if (signal.aborted) break;
        failures += 1;
        log.warn({ err: error, failures }, 'a shard was not read; trying again');
        await pause(Math.min(pace.capMs, pace.baseMs * 2 ** Math.min(failures, 16)), signal);
      }
    }
    return 'stopped';
  } finally {
    await reader.keep();
  }
}

interface ShardReader {
  /** One request and what follows from it; how reading ended, once it has. */
  step(): Promise<ShardEnd | undefined>;
  /** Writes down how far it is, if it is still its place to do so. */
  keep(): Promise<void>;
}

function createShardReader(reading: ShardReading, signal: AbortSignal): ShardReader {
  const { api, streamArn, shard, subscription, lease, log } = reading;
  const place = createShardPlace({ ...reading, shardId: shard.shardId });
  let iterator: string | undefined;
  let progressAt = createShardProgress({ isAtEnd: false });

  /** The subscriber is told first: should that fail, the gap is met again. */
  async function passGap(): Promise<void> {
    await subscription.onGap({ reason: 'trimmed', streamArn });
    place.move({ state: 'reading' });
  }

  async function meet({ obstacle }: Obstacle): Promise<ShardEnd | undefined> {
    iterator = undefined;
    if (obstacle === 'trimmed') await passGap();
    return obstacle === 'gone' ? 'gone' : undefined;
  }

  async function open(position: ShardPosition): Promise<ShardEnd | undefined> {
    const after = position.state === 'reading' ? position.after : undefined;
    if (isMissed(shard, after)) return meet({ obstacle: 'trimmed' });
    const start = after === undefined ? (reading.startsAtNewest() ? 'newest' : 'oldest') : { after };
    const opened = await api.openShard(shard.shardId, start, signal);
    progressAt = createShardProgress({ isAtEnd: start === 'newest' });
    if ('obstacle' in opened) return meet(opened);
    // What is made while it is looked for comes by the iterator, which is open by now.
    const found = start === 'newest' ? await findPlace(api, shard.shardId, signal) : undefined;
    if (found !== undefined) place.move(found);
    reading.onOpened();
    iterator = opened.iterator;
    return undefined;
  }

  async function take(page: RecordsPage, askedAt: number): Promise<ShardEnd | undefined> {
    const records = page.records.flatMap((record) => readStreamRecord(record) ?? []);
    const progress = progressAt(records, askedAt);
    // At the end of a shard there may be changes already in those that come after it.
    if (page.next !== undefined || records.length > 0) reading.onProgress(progress);
    const handled = ({ change }: (typeof records)[number]) => place.pass(change.sequenceNumber);
    if (!(await deliver(records, { ...reading, shardId: shard.shardId, signal, handled }))) return 'stopped';
    iterator = page.next;
    if (page.next === undefined) place.move({ state: 'finished' });
    else if (page.records.length === 0) await reading.pause(progress.isAtEnd ? reading.pollMs : lookingMs, signal);
    return undefined;
  }

  return {
    async step() {
      const position = await place.position();
      if (!(await place.keep())) return 'stopped';
      if (position.state === 'finished') return 'finished';
      if (iterator === undefined) return open(position);
      const askedAt = reading.now().getTime();
      const page = await api.readRecords(iterator, signal);
      if ('obstacle' in page) return meet(page);
      // A process that was stopped here for a while is not the one to handle them.
      return lease?.isHeld() === false ? 'stopped' : take(page, askedAt);
    },
    async keep() {
      await place.keep().catch((error: unknown) => {
        log.warn({ err: error }, 'a position was not kept; some changes will come again');
      });
    },
  };
}

/**
 * Whether records between the position and the oldest one that there is are gone.
 *
 * DynamoDB refuses such a position by itself; the embedded engine goes on behind the gap without a word.
 */
function isMissed({ startsAt }: ListedShard, after: string | undefined): boolean {
  if (startsAt === undefined || after === undefined) return false;
  const isNumber = /^\d+$/;
  return isNumber.test(startsAt) && isNumber.test(after) && BigInt(startsAt) > BigInt(after) + 1n;
}
