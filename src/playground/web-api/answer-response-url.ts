import { z } from 'zod';
import type { Stand } from '../stand.ts';
import { bot } from '../workspace/people.ts';
import type { Origin } from '../workspace/response-urls.ts';
import { ApiError } from './api-error.ts';
import { contentShape, readContent } from './message-content.ts';
import { readArguments } from './read-arguments.ts';

const shape = z.object({
  response_type: z.enum(['ephemeral', 'in_channel']).optional().catch(undefined),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
  ...contentShape,
});

/** A message that an app answers with: at a response URL, or in its answer to a slash command. */
export function applyResponse(given: unknown, origin: Origin, stand: Stand, method: string): void {
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw new ApiError('invalid_payload');
  const input = parsed.data;
  const original = stand.workspace.find(origin.channel, origin.messageTs);
  if (input.delete_original) {
    if (original) stand.workspace.remove(original);
    return;
  }
  const content = readContent(input, stand, method);
  if (input.replace_original && original) {
    stand.workspace.replace({ ...original, ...content, metadata: content.metadata ?? original.metadata, edited: true });
    return;
  }
  stand.workspace.add({
    channel: origin.channel,
    user: bot.id,
    ...content,
    threadTs: input.thread_ts,
    onlyFor: input.response_type === 'in_channel' ? undefined : origin.userId,
  });
}

/** What Slack answers to a post at a response URL. */
export interface ResponseUrlReply {
  readonly status: number;
  readonly body: string;
}

const refusal = (status: number, error: string): ResponseUrlReply => ({
  status,
  body: JSON.stringify({ ok: false, error }),
});

/**
 * Takes a post at a response URL.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function answerResponseUrl(id: string, body: string, contentType: string, stand: Stand): ResponseUrlReply {
  const origin = stand.responseUrls.use(id);
  if ('error' in origin) {
    stand.warn({ method: 'response_url', text: origin.error });
    return refusal(404, origin.error);
  }
  try {
    // Slack takes JSON here whatever its type says.
    const type = body.trimStart().startsWith('{') ? 'application/json' : contentType;
    applyResponse(readArguments(body, type, new URLSearchParams()), origin, stand, 'response_url');
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    stand.warn({ method: 'response_url', text: error.message });
    return error.code === 'no_text' ? refusal(500, 'no_text') : refusal(400, error.code);
  }
}
