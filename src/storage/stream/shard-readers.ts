import type { Log } from '../../log.ts';
import { readShard, type ShardReading } from './read-shard.ts';
import type { ListedShard } from './stream-api.ts';
import type { UnderLease } from './under-lease.ts';

interface ShardReadersOptions extends Omit<ShardReading, 'shard' | 'lease' | 'behindSince'> {
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
  /** Resolves once all of them have ended. */
  ended(): Promise<void>;
}

export function createShardReaders({ onOver, underLease, ...reading }: ShardReadersOptions): ShardReaders {
  const { log, streamArn } = reading;
  const tasks = new Map<string, Promise<void>>();
  const behind = new Map<string, number | undefined>();

  async function read(shard: ListedShard): Promise<void> {
    const { shardId } = shard;
    await underLease(`${streamArn}/${shardId}`, async (lease) => {
      const shardLog = log.child({ shardId });
      const behindSince = (at: number | undefined) => void behind.set(shardId, at);
      const end = await readShard({ ...reading, shard, lease, log: shardLog, behindSince });
      shardLog.debug({ end }, 'a shard is left');
      if (end !== 'stopped') onOver();
    });
  }

  return {
    start(shard) {
      const { shardId } = shard;
      if (tasks.has(shardId)) return;
      const task = read(shard)
        .catch((error: unknown) => log.warn({ err: error, shardId }, 'a shard was not taken up; trying again'))
        .finally(() => {
          tasks.delete(shardId);
          behind.delete(shardId);
        });
      tasks.set(shardId, task);
    },
    running: () => new Set(tasks.keys()),
    behindSince() {
      if (behind.size === 0) return undefined;
      const since = [...behind.values()].filter((at) => at !== undefined);
      return since.length === 0 ? 'none' : Math.min(...since);
    },
    async ended() {
      await Promise.all(tasks.values());
    },
  };
}
