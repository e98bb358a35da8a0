import type { Log } from '../../log.ts';
import { readShard, type ShardReading } from './read-shard.ts';
import type { ShardProgress } from './shard-progress.ts';
import type { ListedShard } from './stream-api.ts';
import type { UnderLease } from './under-lease.ts';

interface ShardReadersOptions
  extends Omit<ShardReading, 'shard' | 'lease' | 'onProgress' | 'startsAtNewest' | 'onOpened'> {
  readonly log: Log;
  readonly underLease: UnderLease;
  /** Told when a shard is over, so that others may be read now. */
  readonly onOver: () => void;
}

/** The shards that are being read here at this moment. */
export interface ShardReaders {
  /** Reads a shard, unless that is done already, here or by another instance. */
  start(shard: ListedShard): void;
  running(): ReadonlySet<string>;
  /** Since when the oldest change waits; `none` when nothing waits, undefined when nothing is read. */
  behindSince(): number | 'none' | undefined;
  /** Up to when every change of all shards is dealt with; undefined while that is not known of one of them. */
  currentTo(): number | undefined;
  /** Told each time that the shards were listed. */
  listed(): void;
  /** Whether what comes after a shard is not known yet. */
  isHandingOver(): boolean;
  /** Has the reading of these shards begin with the next change that is made. */
  startAtNewest(shardIds: readonly string[]): void;
  /** Resolves once all of them have ended. */
  ended(): Promise<void>;
}

/** What comes after a shard is listed by then, and within so many lists; where nothing is, nobody waits any longer. */
const handOver = { ms: 10_000, listings: 3 };

export function createShardReaders({ onOver, underLease, ...reading }: ShardReadersOptions): ShardReaders {
  const { log, streamArn } = reading;
  const tasks = new Map<string, Promise<void>>();
  const progress = new Map<string, ShardProgress>();
  const newest = new Set<string>();
  /** Shards that were read to their end: what comes next is in others, which are to be read in a moment. */
  const passedOn = new Map<string, { readonly at: number; readonly listings: number }>();

  function isHandingOver(): boolean {
    const since = reading.now().getTime() - handOver.ms;
    return [...passedOn.values()].some(({ at, listings }) => at > since || listings < handOver.listings);
  }

  async function read(shard: ListedShard): Promise<void> {
    const { shardId } = shard;
    await underLease(`${streamArn}/${shardId}`, async (lease) => {
      const shardLog = log.child({ shardId });
      const end = await readShard({
        ...reading,
        shard,
        lease,
        log: shardLog,
        onProgress: (at) => void progress.set(shardId, at),
        startsAtNewest: () => newest.has(shardId),
        onOpened: () => void newest.delete(shardId),
      });
      shardLog.debug({ end }, 'a shard is left');
      if (end !== 'stopped') passedOn.set(shardId, { at: reading.now().getTime(), listings: 0 });
      if (end !== 'stopped') onOver();
    });
  }

  return {
    start(shard) {
      const { shardId, parentId } = shard;
      if (tasks.has(shardId)) return;
      if (parentId !== undefined) passedOn.delete(parentId);
      const task = read(shard)
        .catch((error: unknown) => log.warn({ err: error, shardId }, 'a shard was not taken up; trying again'))
        .finally(() => {
          tasks.delete(shardId);
          progress.delete(shardId);
        });
      tasks.set(shardId, task);
    },
    running: () => new Set(tasks.keys()),
    behindSince() {
      if (progress.size === 0) return undefined;
      const since = [...progress.values()].flatMap(({ waitingSince }) => waitingSince ?? []);
      return since.length === 0 ? 'none' : Math.min(...since);
    },
    currentTo() {
      if (isHandingOver()) return undefined;
      const known = [...progress.values()].flatMap(({ currentTo }) => currentTo ?? []);
      return tasks.size === 0 || known.length < tasks.size ? undefined : Math.min(...known);
    },
    listed() {
      for (const [shardId, { at, listings }] of passedOn) passedOn.set(shardId, { at, listings: listings + 1 });
    },
    isHandingOver,
    startAtNewest(shardIds) {
      for (const shardId of shardIds) newest.add(shardId);
    },
    async ended() {
      await Promise.all(tasks.values());
    },
  };
}
