import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { deliveryEventType } from '../../delivery/delivery-port.ts';
import type { Log } from '../../log.ts';
import type { Message } from './message.ts';
import { type Patience, patiently } from './patiently.ts';
import { sendFitting } from './send-fitting.ts';
import { type StreamedAnswer, streamAnswer } from './stream-answer.ts';
import { fromStatus, rateLimited, unavailable } from './translate-error.ts';

/** What a message carries unseen, by which it is found again. */
export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface PostOptions {
  readonly thread?: string | undefined;
  /** Whether a doubled message is better than none. */
  readonly repeatable: boolean;
  readonly metadata?: MessageMetadata | undefined;
}

/** A modal or a Home, as the block builders make them. */
export interface AnyView {
  readonly type: 'modal' | 'home';
}

export interface ResponseOptions {
  readonly visibleTo: 'asker' | 'channel';
  /** Takes the place of the message whose button was pressed. */
  readonly replace?: boolean;
  readonly thread?: string | undefined;
}

/**
 * Everything that the app says to Slack.
 *
 * Each message is sent in the fullest form that Slack takes; each call waits out rate limits and Slack's
 * own faults for as long as a person may be kept waiting.
 * Every method throws `slack.rejected`, `slack.rate_limited` or `slack.unavailable` when that did not help.
 */
export interface SlackPort {
  /** Through a `response_url`: five times within 30 minutes, also where the app is not a member. */
  respond(responseUrl: string, message: Message, options: ResponseOptions): Promise<void>;
  /** A message that everyone in the conversation sees. */
  post(channel: string, message: Message, options: PostOptions): Promise<void>;
  /** A message in a conversation that one person sees. */
  whisper(channel: string, userId: string, message: Message, thread?: string): Promise<void>;
  /** Streams an answer, and returns whether it is there; if not, nothing of it is. */
  stream(answer: StreamedAnswer): Promise<boolean>;
  /** Says in a thread with the app what it is doing; an empty text takes that back, as every message does. */
  setStatus(thread: AgentThreadKey, status: string): Promise<void>;
  /** What a thread with the app is called in the list of them. */
  setTitle(thread: AgentThreadKey, title: string): Promise<void>;
  /** What someone may begin with in their conversation with the app; at most four. */
  suggestPrompts(channel: string, prompts: readonly SuggestedPrompt[]): Promise<void>;
  /** The entry of the outbox that the first message of a thread was; undefined where it is none of ours. */
  entryOf(thread: AgentThreadKey): Promise<string | undefined>;
  /** A modal. The trigger is good for three seconds, so this gives up before they are over. */
  openView(triggerId: string, view: AnyView): Promise<void>;
  updateView(viewId: string, view: AnyView): Promise<void>;
  publishHome(userId: string, view: AnyView): Promise<void>;
}

export interface AgentThreadKey {
  readonly channel: string;
  readonly threadTs: string;
}

export interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

interface SlackPortOptions {
  readonly client: WebClient;
  readonly log: Log;
  readonly fetch?: typeof globalThis.fetch;
}

const answerMs = 20_000;
const replyMs = 10_000;
const triggerMs = 2000;
/** What stands beside the answers is not worth waiting for. */
const aside: Patience = { withinMs: 0, repeatable: false };
const quiet = { unfurl_links: false, unfurl_media: false };

const ofEntrySchema = z.object({
  messages: z.tuple(
    [
      z.object({
        metadata: z.object({
          event_type: z.literal(deliveryEventType),
          event_payload: z.object({ entry_id: z.string() }),
        }),
      }),
    ],
    z.unknown(),
  ),
});

export function createSlackPort({ client, log, fetch = globalThis.fetch }: SlackPortOptions): SlackPort {
  const answer: Patience = { withinMs: answerMs, repeatable: true };
  const say = (message: Message, patience: Patience, send: (message: Message) => Promise<unknown>) =>
    sendFitting(message, patience, send, log);
  const call = async (method: string, body: Record<string, unknown>, patience: Patience): Promise<void> => {
    await patiently(() => client.apiCall(method, body), patience);
  };

  return {
    respond: (responseUrl, message, { visibleTo, replace = false, thread }) =>
      say(message, answer, (form) =>
        postJson(fetch, responseUrl, {
          ...form,
          ...quiet,
          response_type: visibleTo === 'channel' ? 'in_channel' : 'ephemeral',
          replace_original: replace,
          ...(thread === undefined ? {} : { thread_ts: thread }),
        }),
      ),
    post: (channel, message, { thread, repeatable, metadata }) =>
      say(message, { ...answer, repeatable }, (form) =>
        client.apiCall('chat.postMessage', { channel, ...form, ...quiet, thread_ts: thread, metadata }),
      ),
    whisper: (channel, user, message, thread) =>
      say(message, answer, (form) =>
        client.apiCall('chat.postEphemeral', { channel, user, ...form, thread_ts: thread }),
      ),
    stream: (streamed) => streamAnswer(client, streamed, log),
    setStatus: ({ channel, threadTs }, status) =>
      call('assistant.threads.setStatus', { channel_id: channel, thread_ts: threadTs, status }, aside),
    setTitle: ({ channel, threadTs }, title) =>
      call('assistant.threads.setTitle', { channel_id: channel, thread_ts: threadTs, title }, aside),
    suggestPrompts: (channel, prompts) =>
      call('assistant.threads.setSuggestedPrompts', { channel_id: channel, prompts }, aside),
    async entryOf({ channel, threadTs }) {
      const request = { channel, ts: threadTs, limit: 1, include_all_metadata: true };
      const found = await patiently(() => client.apiCall('conversations.replies', request), aside);
      const read = ofEntrySchema.safeParse(found);
      return read.success ? read.data.messages[0].metadata.event_payload.entry_id : undefined;
    },
    openView: (trigger, view) =>
      call('views.open', { trigger_id: trigger, view }, { withinMs: triggerMs, repeatable: false }),
    updateView: (viewId, view) => call('views.update', { view_id: viewId, view }, answer),
    publishHome: (userId, view) => call('views.publish', { user_id: userId, view }, answer),
  };
}

async function postJson(fetch: typeof globalThis.fetch, url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(replyMs),
  }).catch((cause: unknown) => {
    throw unavailable({ reason: 'no connection or no reply in time' }, cause);
  });
  const text = await response.text().catch(() => '');
  if (response.status === 429) throw rateLimited(Number(response.headers.get('retry-after')) || 1);
  if (!response.ok || text.includes('"ok":false')) throw fromStatus(response.status, text.trim());
}
