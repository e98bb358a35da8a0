import { z } from 'zod';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';

const shape = z.object({ channel: z.string().min(1), timestamp: z.string().min(1), name: z.string().min(1) });

/** @see https://docs.slack.dev/reference/methods/reactions.add */
export const reactionsAdd = defineMethod(shape, ({ channel, timestamp, name }, stand) => {
  const conversation = visibleConversation(channel, stand);
  const message = stand.workspace.find(conversation.id, timestamp);
  if (!message || message.onlyFor) throw new ApiError('message_not_found');
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new ApiError('invalid_name');
  const before = message.reactions.find((reaction) => reaction.name === name);
  if (before?.users.includes(bot.id)) throw new ApiError('already_reacted');
  const others = message.reactions.filter((reaction) => reaction.name !== name);
  const reactions = [...others, { name, users: [...(before?.users ?? []), bot.id] }];
  stand.workspace.replace({ ...message, reactions });
  return {};
});
