import { z } from 'zod';
import { bot, findPerson } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { writableConversation } from '../find-conversation.ts';
import { contentShape, readContent } from '../message-content.ts';

const shape = z.object({
  channel: z.string().min(1),
  user: z.string().min(1),
  thread_ts: z.string().optional(),
  ...contentShape,
});

/** @see https://docs.slack.dev/reference/methods/chat.postEphemeral */
export const chatPostEphemeral = defineMethod(shape, (input, stand) => {
  const conversation = writableConversation(input.channel, stand);
  if (!findPerson(input.user)) throw new ApiError('user_not_found');
  if (!conversation.members.includes(input.user)) throw new ApiError('user_not_in_channel');
  const { text, blocks } = readContent(input, stand, 'chat.postEphemeral');
  const message = stand.workspace.add({
    channel: conversation.id,
    user: bot.id,
    text,
    blocks,
    threadTs: input.thread_ts,
    onlyFor: input.user,
  });
  return { message_ts: message.ts };
});
