import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { patiently } from '../posting/patiently.ts';

const eventType = 'vitals_answer';

/**
 * What a message carries that answers an event, for `chat.postMessage`: by it the answer is found again.
 *
 * @see https://docs.slack.dev/messaging/message-metadata
 */
export function answerMetadata(eventId: string) {
  return { event_type: eventType, event_payload: { event_id: eventId } } as const;
}

/** A message that someone wrote, as an event told of it. */
export interface WrittenEvent {
  readonly event_id: string;
  readonly event: { readonly channel: string; readonly ts: string; readonly thread_ts?: string | undefined };
}

export type AnsweredCheck = (event: WrittenEvent) => Promise<boolean>;

const answerSchema = z.object({
  metadata: z.object({ event_type: z.literal(eventType), event_payload: z.object({ event_id: z.string() }) }),
});

/** A thread that grew by more than this since the question is not read to its end. */
const mostPages = 5;
const pageSize = 200;

/**
 * Asks Slack whether an event was answered in its thread: after a crash between an answer and its mark, or where
 * Slack's own word on a post was lost.
 *
 * Needs the history of the conversation to be readable: `im:history`, and `channels:history`, `groups:history`
 * and `mpim:history` for mentions.
 *
 * The function throws `slack.*`.
 */
export function createAnsweredCheck(client: WebClient): AnsweredCheck {
  return async ({ event_id: eventId, event }) => {
    const isAnswer = (message: unknown): boolean => {
      const read = answerSchema.safeParse(message);
      return read.success && read.data.metadata.event_payload.event_id === eventId;
    };
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const request = {
        channel: event.channel,
        ts: event.thread_ts ?? event.ts,
        oldest: event.ts,
        include_all_metadata: true,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const found = await patiently(() => client.conversations.replies(request), { withinMs: 5_000, repeatable: true });
      if (found.messages?.some(isAnswer)) return true;
      cursor = found.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return false;
    }
    return false;
  };
}
