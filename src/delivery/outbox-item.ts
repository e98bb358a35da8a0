import { z } from 'zod';
import type { OutboxPost, OutboxUpdate } from './outbox.ts';

/**
 * All that waits lies in one partition, by channel, so that one look tells who has something to send; posts of a
 * channel come before its updates. A workspace takes some hundred messages a minute: far below what a partition does.
 */
export const outboxPartition = 'outbox';

const postSchema = z.object({
  kind: z.literal('post'),
  sk: z.string(),
  channel: z.string(),
  entryId: z.string(),
  threadOf: z.string().optional(),
  content: z.unknown(),
  /** How many attempts there were of which nobody knows whether Slack carried them out. */
  uncertain: z.number().default(0),
  /** When the first attempt was made, in milliseconds since 1970. */
  firstAttemptMs: z.number().optional(),
});

const updateSchema = z.object({
  kind: z.literal('update'),
  sk: z.string(),
  channel: z.string(),
  of: z.string(),
  content: z.unknown(),
  /** Another one with each write: what is sent is removed only if nothing newer has come. */
  version: z.string(),
  /** Since when the message has had to say something else, in milliseconds since 1970. */
  sinceMs: z.number(),
});

/** A post that waits, or of which it is not known whether it was sent. */
export type WaitingPost = Readonly<z.infer<typeof postSchema>>;
/** The one update that waits for a message. */
export type WaitingUpdate = Readonly<z.infer<typeof updateSchema>>;

export function toPostItem(post: OutboxPost, order: string): Record<string, unknown> {
  const { kind, channel, entryId, threadOf, content } = post;
  const sk = `${postsPrefix(channel)}${order}#${entryId}`;
  return {
    pk: outboxPartition,
    sk,
    kind,
    channel,
    entryId,
    ...(threadOf === undefined ? {} : { threadOf }),
    content,
    uncertain: 0,
  };
}

export function toUpdateKey({ channel, of }: Pick<OutboxUpdate, 'channel' | 'of'>) {
  return { pk: outboxPartition, sk: `${updatesPrefix(channel)}${of}` };
}

export function postsPrefix(channel: string): string {
  return `${channel}#p#`;
}

export function updatesPrefix(channel: string): string {
  return `${channel}#u#`;
}

/** Greater than every key of a channel, and smaller than those of the channels after it. */
export function endOfChannel(channel: string): string {
  return `${channel}#~`;
}

/** The channel of an entry, by its sort key. */
export function channelOf(sk: string): string {
  return sk.split('#', 1)[0] ?? sk;
}

/** Undefined for an item in a form that is not known. */
export const fromPostItem = (item: unknown): WaitingPost | undefined => postSchema.safeParse(item).data;
export const fromUpdateItem = (item: unknown): WaitingUpdate | undefined => updateSchema.safeParse(item).data;
