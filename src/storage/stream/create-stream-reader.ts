import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import type { ChangeSource } from './change-source.ts';
import { type Pause, pause as realPause } from './pause.ts';
import { planShards } from './plan-shards.ts';
import { settleStream } from './settle-stream.ts';
import { createShardReaders } from './shard-readers.ts';
import { createStreamApi, type ListedShard } from './stream-api.ts';
import type { DeadLetterBox, ShardLeases, StreamCheckpoints } from './stream-ports.ts';
import { createUnderLease } from './under-lease.ts';

export interface StreamReaderOptions {
  readonly streams: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly subscription: StreamSubscription;
  /** Needed by an exclusive subscription; a broadcast one has none. */
  readonly leases?: ShardLeases | undefined;
  readonly checkpoints: StreamCheckpoints;
  readonly deadLetters: DeadLetterBox;
  readonly log: Log;
  /** Told, again and again, that the stream is not there any more: another one may have taken its place. */
  readonly onGone?: () => void;
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
  const log = options.log.child({ subscription: subscription.name });
  const underLease = createUnderLease(subscription, options.leases);
  const api = createStreamApi(streams, streamArn);
  const stopping = new AbortController();
  const common = { ...options, api, stopping: stopping.signal, pollMs, pause, log, now };
  const readers = createShardReaders({ ...common, underLease, onOver });
  let waking = new AbortController();
  let listed: readonly ListedShard[] = [];
  let looksSinceListing = looksPerListing;
  let isSettled = false;
  let loop: Promise<void> | undefined;

  function onOver(): void {
    looksSinceListing = looksPerListing;
    waking.abort();
  }

  async function readable(): Promise<readonly ListedShard[]> {
    const plan = planShards(listed, await checkpoints.positions());
    const running = readers.running();
    const isMissing = plan.orphans.length > 0 || plan.lost.some((shardId) => !running.has(shardId));
    isSettled ||= (await checkpoints.lastStream()) === streamArn;
    if (isSettled && !isMissing) return plan.readable;
    isSettled = await underLease(streamArn, (lease) =>
      settleStream({
        api,
        streamArn,
        subscription,
        checkpoints,
        lease,
        running,
        onNewest: (shardIds) => readers.startAtNewest(shardIds),
      }),
    );
    if (!isSettled) return [];
    listed = await api.listShards(stopping.signal);
    return planShards(listed, await checkpoints.positions()).readable;
  }

  async function look(): Promise<void> {
    if (looksSinceListing >= looksPerListing || readers.isHandingOver()) {
      listed = await api.listShards(stopping.signal);
      readers.listed();
      looksSinceListing = 0;
    }
    looksSinceListing += 1;
    const shards = await readable();
    if (!stopping.signal.aborted) for (const shard of shards) readers.start(shard);
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
        if (error instanceof AppError && error.code === 'repository.missing_table') options.onGone?.();
      }
      await pause(Math.min(longestLookMs, lookMs * 2 ** Math.min(failures, 8)), waking.signal);
    }
    await readers.ended();
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
      const since = readers.behindSince();
      return typeof since === 'number' ? Math.max(0, now().getTime() - since) : since === 'none' ? 0 : undefined;
    },
    currentTo: () => readers.currentTo(),
  };
}
