import { z } from 'zod';
import { limitOf } from '../../limits.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';

const thread = { channel_id: z.string().min(1), thread_ts: z.string().min(1) };

/** @see https://docs.slack.dev/reference/methods/assistant.threads.setStatus */
export const setStatus = defineMethod(
  z.object({ ...thread, status: z.string(), loading_messages: z.unknown().optional() }),
  ({ channel_id, thread_ts, status }, stand) => {
    const { id } = visibleConversation(channel_id, stand);
    stand.threads.set(id, thread_ts, { status });
    return {};
  },
);

/** @see https://docs.slack.dev/reference/methods/assistant.threads.setTitle */
export const setTitle = defineMethod(z.object({ ...thread, title: z.string().min(1) }), (input, stand) => {
  const { id } = visibleConversation(input.channel_id, stand);
  stand.threads.set(id, input.thread_ts, { title: input.title });
  return {};
});

const prompt = z.object({ title: z.string().min(1), message: z.string().min(1) });

/** @see https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
export const setSuggestedPrompts = defineMethod(
  z.object({
    channel_id: thread.channel_id,
    thread_ts: z.string().optional(),
    title: z.string().optional(),
    prompts: z.array(prompt),
  }),
  (input, stand) => {
    const { id } = visibleConversation(input.channel_id, stand);
    const { min, max } = limitOf('suggestedPrompts');
    if (input.prompts.length < min || input.prompts.length > max) {
      throw new ApiError('invalid_arguments', [`[ERROR] no more than ${max} items allowed [json-pointer:/prompts]`]);
    }
    if (input.thread_ts) {
      stand.warn({
        method: 'assistant.threads.setSuggestedPrompts',
        text: 'with thread_ts an app with an agent view shows no prompts, and no error tells of it',
      });
      return {};
    }
    stand.threads.set(id, undefined, { promptsTitle: input.title ?? '', prompts: input.prompts });
    return {};
  },
);
