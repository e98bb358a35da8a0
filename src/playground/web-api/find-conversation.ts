import type { Stand } from '../stand.ts';
import type { Conversation } from '../workspace/conversations.ts';
import { bot } from '../workspace/people.ts';
import { ApiError } from './api-error.ts';

/**
 * A conversation that the app may know of.
 *
 * @throws {ApiError} `channel_not_found`, for private channels that the app is not in too
 */
export function visibleConversation(id: string | undefined, stand: Stand): Conversation {
  const found = stand.workspace.conversation(id);
  if (!found || (found.kind !== 'channel' && !found.members.includes(bot.id))) throw new ApiError('channel_not_found');
  return found;
}

/**
 * A conversation that the app may post to: by id, by name, or the direct messages with a person.
 *
 * @throws {ApiError} `channel_not_found`, `is_archived`, `not_in_channel`
 */
export function writableConversation(target: string, stand: Stand): Conversation {
  const wanted = target.replace(/^#/, '');
  const known = stand.workspace.conversations();
  const match =
    known.find(({ id }) => id === wanted) ??
    known.find(({ kind, members }) => kind === 'im' && members.includes(wanted) && wanted !== bot.id) ??
    known.find(({ name, kind }) => kind !== 'im' && name === wanted);
  const conversation = visibleConversation(match?.id, stand);
  if (conversation.isArchived) throw new ApiError('is_archived');
  if (!conversation.members.includes(bot.id)) throw new ApiError('not_in_channel');
  return conversation;
}
