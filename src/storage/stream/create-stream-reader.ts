import { createHash } from 'node:crypto';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import type { ChangeSource } from './change-source.ts';
import { type Pause, pause as realPause } from './pause.ts';
import { planShards } from './plan-shards.ts';
import { readShard } from './read-shard.ts';
import { settleStream } from './settle-stream.ts';
import { createStreamApi, type ListedShard } from './stream-api.ts';
import type { DeadLetterBox, ShardLease, ShardLeases, StreamCheckpoints } from './stream-ports.ts';

export interface StreamReaderOptions {
  readonly streams: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly subscription: StreamSubscription;
  /** Needed by an exclusive subscription; a broadcast one has none. */
  readonly leases?: ShardLeases | undefined;
  readonly checkpoints: StreamCheckpoints;
  readonly deadLetters: DeadLetterBox;
  readonly log: Log;
  /** How long a shard without news is left alone, in milliseconds. */
  readonly pollMs?: number;
  /** How often to look for shards that have nobody to read them, in milliseconds. */
  readonly lookMs?: number;
  readonly now?: () => Date;
  readonly pause?: Pause;
}

/** The list of shards changes seldom; whoever finishes one looks at once. */
const looksPerListing = 4;
const longestLookMs = 60_000;

/**
 * Reads a table's stream for one subscription: each shard after its parent, and an exclusive one's shards by one
 * instance each, whichever is first to hold the lease.
 *
 * Whatever goes wrong on the way is in the log and tried again; it ends by `stop` alone.
 *
 * @throws {AppError} `config.invalid` when an exclusive subscription comes without leases
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export function createStreamReader(options: StreamReaderOptions): ChangeSource {
  const { streams, streamArn, subscription, checkpoints } = options;
  const { pollMs = 250, lookMs = 2_500, now = () => new Date(), pause = realPause } = options;
  if (subscription.mode === 'exclusive' && options.leases === undefined) {
    throw new AppError('config.invalid', `the subscription ${subscription.name} is exclusive and has no leases`);
  }
  const leases = subscription.mode === 'exclusive' ? options.leases : undefined;
  const log = options.log.child({ subscription: subscription.name });
  const api = createStreamApi(streams, streamArn);
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const behind = new Map<string, number | undefined>();
  let waking = new AbortController();
  let listed: readonly ListedShard[] = [];
  let looksSinceListing = looksPerListing;
  let isSettled = false;
  let loop: Promise<void> | undefined;

  /** Does the work under the lease of that name; false when another instance holds it. */
  async function withLease(name: string, work: (lease?: ShardLease) => Promise<void>): Promise<boolean> {
    if (leases === undefined) return work().then(() => true);
    const lease = await leases.acquire(`stream#${subscription.name}#${fingerprint(name)}`);
    if (lease === undefined) return false;
    try {
      await work(lease);
      return true;
    } finally {
      await lease.release();
    }
  }

  async function read(shard: ListedShard): Promise<void> {
    const { shardId } = shard;
    const shardLog = log.child({ shardId });
    await withLease(`${streamArn}/${shardId}`, async (lease) => {
      const behindSince = (at: number | undefined) => void behind.set(shardId, at);
      const common = { ...options, api, shard, lease, log: shardLog, pause, pollMs, behindSince };
      const end = await readShard({ ...common, stopping: stopping.signal });
      shardLog.debug({ end }, 'a shard is left');
      if (end === 'stopped') return;
      // Its children may be read now.
      looksSinceListing = looksPerListing;
      waking.abort();
    });
  }

  function startReading(shard: ListedShard): void {
    const { shardId } = shard;
    const task = read(shard)
      .catch((error: unknown) => log.warn({ err: error, shardId }, 'a shard was not taken up; trying again'))
      .finally(() => {
        running.delete(shardId);
        behind.delete(shardId);
      });
    running.set(shardId, task);
  }

  async function readable(): Promise<readonly ListedShard[]> {
    const plan = planShards(listed, await checkpoints.positions());
    const isMissing = plan.orphans.length > 0 || plan.lost.some((shardId) => !running.has(shardId));
    isSettled ||= (await checkpoints.lastStream()) === streamArn;
    if (isSettled && !isMissing) return plan.readable;
    isSettled = await withLease(streamArn, (lease) =>
      settleStream({ api, streamArn, subscription, checkpoints, lease, running: new Set(running.keys()) }),
    );
    if (!isSettled) return [];
    listed = await api.listShards(stopping.signal);
    return planShards(listed, await checkpoints.positions()).readable;
  }

  async function look(): Promise<void> {
    if (looksSinceListing >= looksPerListing) {
      listed = await api.listShards(stopping.signal);
      looksSinceListing = 0;
    }
    looksSinceListing += 1;
    for (const shard of await readable()) {
      if (!running.has(shard.shardId) && !stopping.signal.aborted) startReading(shard);
    }
  }

  async function keepLooking(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      try {
        await look();
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        failures += 1;
        log.warn({ err: error, streamArn }, 'the stream was not looked at; trying again');
      }
      await pause(Math.min(longestLookMs, lookMs * 2 ** Math.min(failures, 8)), waking.signal);
    }
    await Promise.all(running.values());
  }

  return {
    start() {
      loop ??= keepLooking();
    },
    async stop() {
      stopping.abort();
      waking.abort();
      await loop;
    },
    lag() {
      if (behind.size === 0) return undefined;
      const since = [...behind.values()].filter((at) => at !== undefined);
      return since.length === 0 ? 0 : Math.max(0, now().getTime() - Math.min(...since));
    },
  };
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
