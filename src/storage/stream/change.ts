import type { RawItem } from '../item-reader.ts';

/** One change of one item, as a stream tells it. */
export interface Change {
  /** The event's id: the same change told twice has the same. */
  readonly id: string;
  readonly sequenceNumber: string;
  readonly kind: 'insert' | 'modify' | 'remove';
  readonly keys: RawItem;
  /** The item before and after, unread; absent where there was or is none. */
  readonly before?: RawItem;
  readonly after?: RawItem;
  /** When it was made, in milliseconds since 1970, to the second. */
  readonly at: number;
}

/** Why changes are missing: they were trimmed before they were read, or another stream took the place of this one. */
export interface StreamGap {
  readonly reason: 'trimmed' | 'newStream';
  readonly streamArn: string;
}

/**
 * Who is told of a table's changes.
 *
 * `exclusive`: of all instances one is told of each change, by a lease a shard; its checkpoints are shared.
 * `broadcast`: this instance is told of every change, and keeps its own position through `position`.
 *
 * Changes of one item come in order; a change may come again after a crash. A checkpoint moves only after `handle`
 * has returned.
 */
export interface StreamSubscription {
  /** Names its checkpoints and leases: letters, digits and dashes. */
  readonly name: string;
  readonly mode: 'exclusive' | 'broadcast';
  /**
   * Where the first reading of a stream ever begins: `oldest` (when left out) at the oldest change that it still
   * knows of, `newest` at those that are made from then on, for whoever reads the table beside it.
   */
  readonly startAt?: 'oldest' | 'newest';
  /**
   * Deals with changes of one shard, in order.
   *
   * When it throws, the same changes come again, after a while and one by one; a change that fails five times goes
   * to the dead letters with its images, and the shard goes on. An error that is `retryable` (an `AppError`) is
   * nobody's fault: its change is tried for as long as it takes.
   *
   * Whoever cuts its work short because `delivery.signal` aborted throws: what it returns from counts as done.
   */
  handle(changes: readonly Change[], delivery: ChangeDelivery): Promise<void>;
  /** Changes are missing: whoever needs them all reads the table. The stream goes on when this has returned. */
  onGap(gap: StreamGap): Promise<void>;
}

export interface ChangeDelivery {
  /** The shard that the changes are of; empty where Lambda keeps the positions. */
  readonly shardId: string;
  /** Aborts when this instance may not go on with the shard: its lease is lost, or it stops. */
  readonly signal: AbortSignal;
}
