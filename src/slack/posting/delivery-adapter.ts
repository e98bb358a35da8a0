import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import {
  type Content,
  type DeliveryPort,
  type Drawn,
  deliveryEventType,
  type Sending,
} from '../../delivery/delivery-port.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { Message } from './message.ts';
import type { Patience } from './patiently.ts';
import { readSent } from './read-sent.ts';
import { sendFitting } from './send-fitting.ts';
import { translateSlackError } from './translate-error.ts';

interface DeliveryAdapterOptions {
  /**
   * A client for this alone, with Slack's retrying switched off: a rate limit of one channel would otherwise hold up
   * every other call.
   */
  readonly client: WebClient;
  /** What a message says now; undefined when there is nothing to say any more. */
  readonly render: (content: Content, entryId: string, sending: Sending) => Promise<Message | undefined>;
  readonly log: Log;
}

/** Whoever delivers decides when to try again. */
const once: Patience = { withinMs: -1, repeatable: false };
const quiet = { unfurl_links: false, unfurl_media: false };

const postedSchema = z.object({ ts: z.string(), channel: z.string() });

/** The way to Slack's channels for what is in the outbox. */
export function createDeliveryAdapter({ client, render, log }: DeliveryAdapterOptions): DeliveryPort {
  const call = async (method: string, body: Readonly<Record<string, unknown>>): Promise<unknown> => {
    try {
      return await client.apiCall(method, { ...body });
    } catch (error) {
      throw translateSlackError(error);
    }
  };
  /** In the fullest form that Slack takes. */
  const say = async (method: string, drawn: Drawn, body: Readonly<Record<string, unknown>>): Promise<unknown> => {
    let reply: unknown;
    const send = async ({ text, blocks = [] }: Message): Promise<void> => {
      // Blocks that an update leaves out would stay as they were.
      reply = await call(method, { text, blocks, ...body });
    };
    // What is sent was drawn by `render`.
    await sendFitting(drawn as Message, once, send, log);
    return reply;
  };

  return {
    draw: render,
    async post({ channel, threadTs, entryId, drawn }) {
      // What was drawn by `render`. A simpler form of it is to be seen by as many.
      const { broadcast = false } = drawn as Message;
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs, ...(broadcast && { reply_broadcast: true }) };
      const body = { channel, ...thread, ...quiet, metadata: metadataOf(entryId) };
      return postedSchema.parse(await say('chat.postMessage', drawn, body));
    },
    async update({ channel, ts, entryId, drawn }) {
      try {
        await say('chat.update', drawn, { channel, ts, metadata: metadataOf(entryId) });
        return 'updated';
      } catch (error) {
        if (isMissing(error)) return 'gone';
        throw error;
      }
    },
    async remove({ channel, ts }) {
      try {
        await call('chat.delete', { channel, ts });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    sent: (where) => readSent(call, where),
  };
}

function metadataOf(entryId: string) {
  return { event_type: deliveryEventType, event_payload: { entry_id: entryId } };
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.details['error'] === 'message_not_found';
}
