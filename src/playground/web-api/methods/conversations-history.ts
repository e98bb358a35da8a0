import { z } from 'zod';
import type { Stand } from '../../stand.ts';
import type { Message } from '../../workspace/message.ts';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { count, defineMethod, flag } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';
import { paginate } from '../paginate.ts';
import { messagePayload } from '../payloads.ts';

const window = {
  channel: z.string().min(1),
  limit: count.min(1).max(999).default(100),
  cursor: z.string().optional(),
  oldest: z.coerce.string().optional(),
  latest: z.coerce.string().optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
};

interface Window {
  readonly channel: string;
  readonly oldest?: string | undefined;
  readonly latest?: string | undefined;
  readonly inclusive: boolean;
}

/** Everything that is no ephemeral message, oldest first. */
function readable(channel: string, stand: Stand): readonly Message[] {
  const conversation = visibleConversation(channel, stand);
  if (!conversation.members.includes(bot.id)) throw new ApiError('not_in_channel');
  return stand.workspace.messages(conversation.id).filter(({ onlyFor }) => onlyFor === undefined);
}

function within({ ts }: Message, { oldest, latest, inclusive }: Window): boolean {
  const at = Number(ts);
  const from = Number(oldest ?? 0);
  const to = Number(latest ?? Number.POSITIVE_INFINITY);
  return (at > from && at < to) || (inclusive && (at === from || at === to));
}

function payload(message: Message, all: readonly Message[], withMetadata: boolean): Record<string, unknown> {
  const replies = all.filter(({ threadTs }) => threadTs === message.ts);
  const metadata = message.metadata && (withMetadata ? message.metadata : { event_type: message.metadata.event_type });
  return { ...messagePayload(message, replies), ...(metadata ? { metadata } : {}) };
}

/** @see https://docs.slack.dev/reference/methods/conversations.history */
export const conversationsHistory = defineMethod(z.object(window), (input, stand) => {
  const all = readable(input.channel, stand);
  const listed = all
    .filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast)
    .filter((message) => within(message, input))
    .reverse();
  const { page, nextCursor } = paginate(listed, input.limit, input.cursor);
  return {
    messages: page.map((message) => payload(message, all, input.include_all_metadata)),
    has_more: nextCursor !== '',
    pin_count: 0,
    response_metadata: { next_cursor: nextCursor },
  };
});

/** @see https://docs.slack.dev/reference/methods/conversations.replies */
export const conversationsReplies = defineMethod(
  z.object({ ...window, ts: z.coerce.string().min(1) }),
  (input, stand) => {
    const all = readable(input.channel, stand);
    const start = all.find(({ ts }) => ts === input.ts);
    if (!start) throw new ApiError('thread_not_found');
    const rootTs = start.threadTs ?? start.ts;
    const replies = all.filter((message) => message.threadTs === rootTs && within(message, input));
    const { page, nextCursor } = paginate(
      [...all.filter(({ ts }) => ts === rootTs), ...replies],
      input.limit,
      input.cursor,
    );
    return {
      messages: page.map((message) => payload(message, all, input.include_all_metadata)),
      has_more: nextCursor !== '',
      response_metadata: { next_cursor: nextCursor },
    };
  },
);
