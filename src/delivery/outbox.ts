import type { TransactItem } from '../state/write-together.ts';
import type { Content } from './delivery-port.ts';

/** A message that is to be posted once. */
export interface OutboxPost {
  readonly kind: 'post';
  /** Names the message for good; it is in the message's metadata. */
  readonly entryId: string;
  readonly channel: string;
  /** The entry whose message is the parent of the thread; it is in the outbox before this one. */
  readonly threadOf?: string;
  readonly content: Content;
}

/** A message that is to say something else. Of several that wait for one message, only the last is sent. */
export interface OutboxUpdate {
  readonly kind: 'update';
  /** The entry whose message it is. */
  readonly of: string;
  readonly channel: string;
  readonly content: Content;
}

export type OutboxEntry = OutboxPost | OutboxUpdate;

/** Where messages are put that must reach a channel, whatever happens. */
export interface Outbox {
  /**
   * The writes that put an entry in: for the transaction of whatever the message is about. Entries of one channel are
   * sent in the order of `order`, a text that grows (an ISO time and an ordinal).
   *
   * Two writes for a post, one for an update. An entry is put once, for good: a transaction with a post whose
   * `entryId` was put before is refused. A transaction can hold one update a message.
   */
  putting(entry: OutboxEntry, order: string): readonly TransactItem[];
  /** Puts an entry in by itself; one that was put before is left as it is. @throws {AppError} `repository.*` */
  put(entry: OutboxEntry, order: string): Promise<void>;
  /** What delivery should look at now instead of at its next round: called after a transaction of one's own. */
  nudge(): void;
}

/** A channel that takes no messages: archived, or the app is not in it. */
export interface ParkedChannel {
  readonly channel: string;
  /** Slack's code, such as `not_in_channel` or `is_archived`. */
  readonly error: string;
  /** ISO time since when. */
  readonly since: string;
  /** How many entries wait. */
  readonly waiting: number;
}
