/** What delivery carries: it knows the form of none of it. */
export type Content = unknown;

/** What a message says, ready to be sent. */
export type Drawn = object;

/** Whether a message is to be posted, or one that is there is to say something else. */
export type Sending = 'post' | 'update';

/** The metadata by which a message of ours is found again. */
export const deliveryEventType = 'vitals_delivery';

export interface Sent {
  readonly ts: string;
  /** The id of the conversation. */
  readonly channel: string;
  /** The outbox entry that the message says it is; a message may stand for one only. */
  readonly entryId: string;
}

/**
 * The way to a channel. Every method but `draw` throws `slack.rate_limited` with `details.retryAfterSeconds`,
 * `slack.unavailable` (it may or may not have been done), or `slack.rejected` with Slack's code in `details.error`.
 * None of them waits or tries again: that is delivery's business.
 */
export interface DeliveryPort {
  /**
   * What a message says, from how things are now; undefined when there is nothing to say any more.
   *
   * Apart from the sending, so that who drew it can make sure just before that it is still theirs to send. What is
   * over by now is shown where it was told, and not told any more where it was not.
   */
  draw(content: Content, entryId: string, sending: Sending): Promise<Drawn | undefined>;
  /**
   * Posts a message that carries `entryId` in its metadata (`event_type` `vitals_delivery`, `event_payload.entry_id`).
   *
   * @param message.channel a conversation or, for the direct messages with them, a person
   * @returns `channel` is the conversation's id
   */
  post(message: {
    readonly channel: string;
    readonly threadTs?: string | undefined;
    readonly entryId: string;
    readonly drawn: Drawn;
  }): Promise<{ readonly ts: string; readonly channel: string }>;
  /** Replaces what a message says. `gone` when there is no such message any more. */
  update(message: {
    readonly channel: string;
    readonly ts: string;
    readonly entryId: string;
    readonly drawn: Drawn;
  }): Promise<'updated' | 'gone'>;
  /** Deletes a message of ours; one that is gone already is fine. */
  remove(message: { readonly channel: string; readonly ts: string }): Promise<void>;
  /**
   * Our own messages in a channel, or in a thread, that are not older than `oldestTs`; in order of time.
   *
   * @param where.oldestTs Slack's `ts`
   */
  sent(where: {
    readonly channel: string;
    readonly threadTs?: string | undefined;
    readonly oldestTs: string;
  }): Promise<readonly Sent[]>;
}
