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
  // Listed anew: whoever had the lease before may have settled it.
  const plan = planShards(await api.listShards(), await checkpoints.positions());
  const lost = plan.lost.filter((shardId) => !running.has(shardId));
  const reason = gapReason(last, streamArn, lost.length + plan.orphans.length > 0);
  if (reason !== undefined) await subscription.onGap({ reason, streamArn });
  for (const shardId of plan.orphans) await checkpoints.write(shardId, { state: 'reading' }, lease?.guard());
  for (const shardId of lost) await checkpoints.write(shardId, { state: 'finished' }, lease?.guard());
  if (last !== streamArn) await checkpoints.beginStream(lease?.guard());
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
