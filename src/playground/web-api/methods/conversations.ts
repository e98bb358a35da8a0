import { z } from 'zod';
import { bot, findPerson } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { count, defineMethod, flag } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';
import { paginate } from '../paginate.ts';
import { conversationPayload } from '../payloads.ts';

const kinds: Readonly<Record<string, string>> = { channel: 'public_channel', private: 'private_channel', im: 'im' };
const paged = { limit: count.min(1).max(1000).default(100), cursor: z.string().optional() };

/** @see https://docs.slack.dev/reference/methods/conversations.info */
export const conversationsInfo = defineMethod(z.object({ channel: z.string().min(1) }), ({ channel }, stand) => ({
  channel: conversationPayload(visibleConversation(channel, stand)),
}));

const listShape = z.object({
  ...paged,
  types: z.string().default('public_channel'),
  exclude_archived: flag.default(false),
});

/** @see https://docs.slack.dev/reference/methods/conversations.list */
export const conversationsList = defineMethod(listShape, (input, stand) => {
  const types = new Set(input.types.split(',').map((type) => type.trim()));
  const unknown = [...types].some((type) => ![...Object.values(kinds), 'mpim'].includes(type));
  if (unknown) throw new ApiError('invalid_types');
  const listed = stand.workspace
    .conversations()
    .filter(({ kind, members }) => types.has(kinds[kind] ?? '') && (kind === 'channel' || members.includes(bot.id)))
    .filter(({ isArchived }) => !(input.exclude_archived && isArchived));
  const { page, nextCursor } = paginate(listed, input.limit, input.cursor);
  return { channels: page.map(conversationPayload), response_metadata: { next_cursor: nextCursor } };
});

/** @see https://docs.slack.dev/reference/methods/conversations.members */
export const conversationsMembers = defineMethod(z.object({ ...paged, channel: z.string().min(1) }), (input, stand) => {
  const { members } = visibleConversation(input.channel, stand);
  const { page, nextCursor } = paginate(members, input.limit, input.cursor);
  return { members: page, response_metadata: { next_cursor: nextCursor } };
});

/** @see https://docs.slack.dev/reference/methods/conversations.open */
export const conversationsOpen = defineMethod(
  z.object({ users: z.string().optional(), channel: z.string().optional() }),
  ({ users, channel }, stand) => {
    if (channel) return { channel: conversationPayload(visibleConversation(channel, stand)) };
    if (!users) throw new ApiError('users_list_not_supplied');
    const person = findPerson(users);
    if (!person) throw new ApiError(users.includes(',') ? 'method_not_supported_for_channel_type' : 'user_not_found');
    const direct = stand.workspace
      .conversations()
      .find(({ kind, members }) => kind === 'im' && members.includes(person.id) && !person.isBot);
    if (!direct) throw new ApiError('cannot_dm_bot');
    return { channel: conversationPayload(direct) };
  },
);

/** @see https://docs.slack.dev/reference/methods/conversations.join */
export const conversationsJoin = defineMethod(z.object({ channel: z.string().min(1) }), ({ channel }, stand) => {
  const conversation = visibleConversation(channel, stand);
  if (conversation.kind !== 'channel') throw new ApiError('method_not_supported_for_channel_type');
  if (conversation.isArchived) throw new ApiError('is_archived');
  stand.workspace.join(conversation.id, bot.id);
  return { channel: conversationPayload(visibleConversation(channel, stand)) };
});
