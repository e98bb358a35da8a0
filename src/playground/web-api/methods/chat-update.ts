import { z } from 'zod';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';
import { contentShape, readContent } from '../message-content.ts';
import { messagePayload } from '../payloads.ts';

const shape = z.object({ channel: z.string().min(1), ts: z.string().min(1), ...contentShape });

/** @see https://docs.slack.dev/reference/methods/chat.update */
export const chatUpdate = defineMethod(shape, (input, stand) => {
  const conversation = visibleConversation(input.channel, stand);
  const message = stand.workspace.find(conversation.id, input.ts);
  if (!message || message.onlyFor) throw new ApiError('message_not_found');
  if (message.user !== bot.id) throw new ApiError('cant_update_message');
  const content = readContent(input, stand, 'chat.update', 'updateText');
  const updated = { ...message, ...content, metadata: content.metadata ?? message.metadata, edited: true };
  stand.workspace.replace(updated);
  return { channel: conversation.id, ts: updated.ts, text: updated.text, message: messagePayload(updated) };
});
