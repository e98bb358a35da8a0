import type { StreamSubscription } from './change.ts';
import { planShards } from './plan-shards.ts';
import type { ListedShard, StreamApi } from './stream-api.ts';
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
  /** Told of the shards whose reading begins with the next change that is made. */
  readonly onNewest: (shardIds: readonly string[]) => void;
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
  const listed = await api.listShards();
  const plan = planShards(listed, positions);
  const lost = await gone(
    api,
    plan.lost.filter((shardId) => !running.has(shardId)),
  );
  if (last === undefined && subscription.startAt === 'newest') {
    const open = openShards(listed);
    for (const { shardId } of listed) {
      if (!open.includes(shardId)) await checkpoints.write(shardId, { state: 'finished' }, lease?.guard());
    }
    settling.onNewest(open);
  }
  const reason = gapReason(last, streamArn, lost.length + plan.orphans.length > 0);
  if (reason !== undefined) await subscription.onGap({ reason, streamArn });
  for (const shardId of plan.orphans) await checkpoints.write(shardId, { state: 'reading' }, lease?.guard());
  for (const shardId of lost) await checkpoints.write(shardId, { state: 'finished' }, lease?.guard());
  if (last !== streamArn) await checkpoints.beginStream(lease?.guard());
}

/** Those that no other shard goes on from. What they say of their end is of no use: the embedded engine's say one. */
function openShards(listed: readonly ListedShard[]): readonly string[] {
  const parents = new Set(listed.map(({ parentId }) => parentId));
  return listed.flatMap(({ shardId }) => (parents.has(shardId) ? [] : [shardId]));
}

/** Which of the shards are gone indeed: a list may lie behind, and what is given up is not read again. */
async function gone(api: StreamApi, shardIds: readonly string[]): Promise<readonly string[]> {
  const opened = await Promise.all(shardIds.map((shardId) => api.openShard(shardId, 'oldest')));
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
