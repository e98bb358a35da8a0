import type { StreamSubscription } from './change.ts';
import { planShards } from './plan-shards.ts';
import type { StreamApi } from './stream-api.ts';
import type { ShardLease, StreamCheckpoints } from './stream-ports.ts';

interface Settling {
  readonly api: StreamApi;
  readonly streamArn: string;
  readonly subscription: StreamSubscription;
  readonly checkpoints: StreamCheckpoints;
  /** Of the whole stream; absent where nobody else could do the same. */
  readonly lease: ShardLease | undefined;
  /** Shards that are being read here at this moment. */
  readonly running: ReadonlySet<string>;
}

/**
 * Deals with what a stream cannot tell any more: tells the subscriber once, and takes up what there still is.
 *
 * Where it fails halfway, it is done again as a whole.
 */
export async function settleStream(settling: Settling): Promise<void> {
  const { api, streamArn, subscription, checkpoints, lease, running } = settling;
  const last = await checkpoints.lastStream();
  // Looked at anew, for whoever had the lease before may have settled it; the positions first, so that a shard that
  // was begun meanwhile is not taken for one that is gone.
  const positions = await checkpoints.positions();
  const plan = planShards(await api.listShards(), positions);
  const lost = await gone(
    api,
    plan.lost.filter((shardId) => !running.has(shardId)),
  );
  const reason = gapReason(last, streamArn, lost.length + plan.orphans.length > 0);
  if (reason !== undefined) await subscription.onGap({ reason, streamArn });
  for (const shardId of plan.orphans) await checkpoints.write(shardId, { state: 'reading' }, lease?.guard());
  for (const shardId of lost) await checkpoints.write(shardId, { state: 'finished' }, lease?.guard());
  if (last !== streamArn) await checkpoints.beginStream(lease?.guard());
}

/** Which of the shards are gone indeed: a list may lie behind, and what is given up is not read again. */
async function gone(api: StreamApi, shardIds: readonly string[]): Promise<readonly string[]> {
  const opened = await Promise.all(shardIds.map((shardId) => api.openShard(shardId, undefined)));
  return shardIds.filter((_shardId, at) => 'obstacle' in (opened[at] ?? {}));
}

function gapReason(
  last: string | undefined,
  streamArn: string,
  isMissing: boolean,
): 'newStream' | 'trimmed' | undefined {
  // Who reads for the first time has missed nothing that was promised.
  if (last === undefined) return undefined;
  if (last !== streamArn) return 'newStream';
  return isMissing ? 'trimmed' : undefined;
}
