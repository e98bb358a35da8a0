import { z } from 'zod';
import { type Block, withIds } from '../../blocks/block-tree.ts';
import { limitOf } from '../../limits.ts';
import type { Stand } from '../../stand.ts';
import type { Message } from '../../workspace/message.ts';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { defineMethod } from '../define-method.ts';
import { visibleConversation, writableConversation } from '../find-conversation.ts';
import { contentShape, readContent } from '../message-content.ts';
import { messagePayload } from '../payloads.ts';

const streamText = z.string().optional();

function checkText(markdown: string): void {
  if (markdown.length > limitOf('markdownTotal').max) throw new ApiError('msg_too_long');
}

/** What is streamed shows as one markdown block, above the blocks that come when the stream stops. */
function streamed(markdown: string, blocks: readonly Block[] = []): Pick<Message, 'text' | 'blocks'> {
  const first: readonly Block[] = markdown === '' ? [] : [{ type: 'markdown', text: markdown }];
  return { text: markdown, blocks: withIds([...first, ...blocks]) };
}

function streamingMessage(input: { readonly channel: string; readonly ts: string }, stand: Stand): Message {
  const conversation = visibleConversation(input.channel, stand);
  const message = stand.workspace.find(conversation.id, input.ts);
  if (!message || message.onlyFor) throw new ApiError('message_not_found');
  if (message.user !== bot.id) throw new ApiError('message_not_owned_by_app');
  if (!message.isStreaming) throw new ApiError('message_not_in_streaming_state');
  return message;
}

/** @see https://docs.slack.dev/reference/methods/chat.startStream */
export const chatStartStream = defineMethod(
  z.object({
    channel: z.string().min(1),
    thread_ts: z.string().min(1),
    markdown_text: streamText,
    recipient_user_id: z.string().optional(),
    recipient_team_id: z.string().optional(),
  }),
  (input, stand) => {
    const conversation = writableConversation(input.channel, stand);
    if (conversation.kind !== 'im' && !input.recipient_user_id) throw new ApiError('missing_recipient_user_id');
    if (conversation.kind !== 'im' && !input.recipient_team_id) throw new ApiError('missing_recipient_team_id');
    const parent = stand.workspace.find(conversation.id, input.thread_ts);
    if (!parent || parent.onlyFor) throw new ApiError('thread_not_found');
    const markdown = input.markdown_text ?? '';
    checkText(markdown);
    const message = stand.workspace.add({
      channel: conversation.id,
      user: bot.id,
      ...streamed(markdown),
      threadTs: parent.threadTs ?? parent.ts,
      isStreaming: true,
    });
    return { channel: conversation.id, ts: message.ts };
  },
);

const place = { channel: z.string().min(1), ts: z.string().min(1) };

/** @see https://docs.slack.dev/reference/methods/chat.appendStream */
export const chatAppendStream = defineMethod(
  z.object({ ...place, markdown_text: z.string().min(1) }),
  (input, stand) => {
    const message = streamingMessage(input, stand);
    const markdown = `${message.text}${input.markdown_text}`;
    checkText(markdown);
    stand.workspace.replace({ ...message, ...streamed(markdown) });
    return { channel: message.channel, ts: message.ts };
  },
);

/** @see https://docs.slack.dev/reference/methods/chat.stopStream */
export const chatStopStream = defineMethod(
  z.object({ ...place, markdown_text: streamText, blocks: contentShape.blocks, metadata: contentShape.metadata }),
  (input, stand) => {
    const message = streamingMessage(input, stand);
    const markdown = `${message.text}${input.markdown_text ?? ''}`;
    checkText(markdown);
    const { blocks, metadata } = readContent({ ...input, text: markdown }, stand, 'chat.stopStream');
    const stopped = { ...message, ...streamed(markdown, blocks), metadata, isStreaming: false };
    stand.workspace.replace(stopped);
    stand.threads.set(message.channel, message.threadTs, { status: '' });
    return { channel: message.channel, ts: message.ts, message: messagePayload(stopped) };
  },
);
