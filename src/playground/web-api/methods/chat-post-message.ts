import { z } from 'zod';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod, flag } from '../define-method.ts';
import { writableConversation } from '../find-conversation.ts';
import { contentShape, readContent } from '../message-content.ts';
import { messagePayload } from '../payloads.ts';

const shape = z.object({
  channel: z.string().min(1),
  thread_ts: z.string().optional(),
  reply_broadcast: flag.optional(),
  ...contentShape,
});

/** @see https://docs.slack.dev/reference/methods/chat.postMessage */
export const chatPostMessage = defineMethod(shape, (input, stand) => {
  const conversation = writableConversation(input.channel, stand);
  const content = readContent(input, stand, 'chat.postMessage');
  const parent = stand.workspace.find(conversation.id, input.thread_ts);
  if (input.thread_ts && (!parent || parent.onlyFor)) throw new ApiError('thread_not_found');
  const threadTs = parent?.threadTs ?? parent?.ts;
  const message = stand.workspace.add({
    channel: conversation.id,
    user: bot.id,
    ...content,
    threadTs,
    broadcast: input.reply_broadcast ?? false,
  });
  stand.threads.set(conversation.id, threadTs, { status: '' });
  return {
    channel: conversation.id,
    ts: message.ts,
    message: { ...messagePayload(message), ...(message.metadata ? { metadata: message.metadata } : {}) },
  };
});
