import { z } from 'zod';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';

/** @see https://docs.slack.dev/reference/methods/chat.delete */
export const chatDelete = defineMethod(
  z.object({ channel: z.string().min(1), ts: z.string().min(1) }),
  (input, stand) => {
    const conversation = visibleConversation(input.channel, stand);
    const message = stand.workspace.find(conversation.id, input.ts);
    if (!message || message.onlyFor) throw new ApiError('message_not_found');
    if (message.user !== bot.id) throw new ApiError('cant_delete_message');
    stand.workspace.remove(message);
    return { channel: conversation.id, ts: message.ts };
  },
);
