import { z } from 'zod';
import { bot } from '../../workspace/people.ts';
import { ApiError } from '../api-error.ts';
import { count, defineMethod } from '../define-method.ts';
import { visibleConversation } from '../find-conversation.ts';
import { filePayload } from '../payloads.ts';

const uploadShape = z.object({ filename: z.string().min(1), length: count.min(0) });

/** @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export const filesGetUploadUrlExternal = defineMethod(uploadShape, ({ filename, length }, stand) => {
  // Slack takes a length of 0 for none.
  if (length === 0) throw new ApiError('missing_argument');
  const { id, path } = stand.files.issue(filename, length);
  return { upload_url: `${stand.origin()}${path}`, file_id: id };
});

const completeShape = z.object({
  files: z.array(z.object({ id: z.string().min(1), title: z.string().optional() })).min(1),
  channel_id: z.string().optional(),
  initial_comment: z.string().optional(),
  thread_ts: z.string().optional(),
});

/** As Slack words it; the ids of people are not taken. @see https://github.com/slackapi/bolt-js/issues/2115 */
const channelForm = /^[CGDZ][A-Z0-9]{8,}$/;

/** @see https://docs.slack.dev/reference/methods/files.completeUploadExternal */
export const filesCompleteUploadExternal = defineMethod(completeShape, (input, stand) => {
  const { channel_id: channelId } = input;
  if (channelId !== undefined && !channelForm.test(channelId)) {
    const words = `input must match regex pattern: ${channelForm.source} [json-pointer:/channel_id]`;
    throw new ApiError('invalid_arguments', [`[ERROR] ${words}`]);
  }
  const conversation = channelId === undefined ? undefined : visibleConversation(channelId, stand);
  if (conversation?.members.includes(bot.id) === false) throw new ApiError('not_in_channel');
  const parent = conversation && stand.workspace.find(conversation.id, input.thread_ts);
  if (input.thread_ts && !parent) throw new ApiError('thread_not_found');
  const files = input.files.map(({ id, title }) => {
    const file = stand.files.complete(id, title);
    if (file === undefined) throw new ApiError('file_not_found');
    return file;
  });
  if (conversation === undefined) {
    stand.warn({ method: 'files.completeUploadExternal', text: 'without a channel_id nobody sees the file' });
  } else {
    const threadTs = parent?.threadTs ?? parent?.ts;
    const text = input.initial_comment ?? '';
    stand.workspace.add({ channel: conversation.id, user: bot.id, text, threadTs, files });
  }
  return { files: files.map(filePayload) };
});
