import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StreamRecord } from './stream-record.ts';

/** A write, or a check, that is part of a transaction. */
export type GuardItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The lease of a shard: what the reader needs of a `HeldLease`. */
export interface ShardLease {
  /** Aborts when the lease is lost. */
  readonly signal: AbortSignal;
  isHeld(): boolean;
  /** The check that makes a transaction fail when another instance has the shard by now. */
  guard(): GuardItem;
  release(): Promise<void>;
}

export interface ShardLeases {
  /** The lease; undefined when another instance holds it. */
  acquire(name: string): Promise<ShardLease | undefined>;
}

/** How far a shard has been handled. */
export type ShardPosition =
  /** Everything up to this sequence number; nothing at all when there is none. */
  | { readonly state: 'reading'; readonly after?: string }
  /** To its very end: its children may be read. */
  | { readonly state: 'finished' };

/**
 * Where the positions of one subscription in one table's stream are kept.
 *
 * A read model may keep them with its own data: then it writes a position together with what `handle` wrote, and
 * `write` is only the confirmation. All of it throws `repository.*`, and `repository.conflict` when a guard fails.
 */
export interface StreamCheckpoints {
  /** The stream that was read last; undefined when none ever was. A table's next stream has another ARN. */
  lastStream(): Promise<string | undefined>;
  /** Remembers that this stream is read from now on, and that whatever was missed before it is dealt with. */
  beginStream(guard?: GuardItem): Promise<void>;
  /** Of the shards of this stream, by shard id. */
  positions(): Promise<ReadonlyMap<string, ShardPosition>>;
  read(shardId: string): Promise<ShardPosition | undefined>;
  write(shardId: string, position: ShardPosition, guard?: GuardItem): Promise<void>;
}

/** A change that could not be dealt with, and why. */
export interface DeadLetter {
  readonly subscription: string;
  readonly streamArn: string;
  readonly record: StreamRecord;
  readonly error: unknown;
  /** How often it was tried. */
  readonly tries: number;
}

export interface DeadLetterBox {
  /** Put twice, after a crash, it is there once. @throws {AppError} `repository.*` */
  put(letter: DeadLetter): Promise<void>;
}
