import type { Method } from './define-method.ts';
import { apiTest } from './methods/api-test.ts';
import { appsConnectionsOpen } from './methods/apps-connections-open.ts';
import { setStatus, setSuggestedPrompts, setTitle } from './methods/assistant-threads.ts';
import { authTest } from './methods/auth-test.ts';
import { chatDelete } from './methods/chat-delete.ts';
import { chatPostEphemeral } from './methods/chat-post-ephemeral.ts';
import { chatPostMessage } from './methods/chat-post-message.ts';
import { chatAppendStream, chatStartStream, chatStopStream } from './methods/chat-stream.ts';
import { chatUpdate } from './methods/chat-update.ts';
import {
  conversationsInfo,
  conversationsJoin,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
} from './methods/conversations.ts';
import { conversationsHistory, conversationsReplies } from './methods/conversations-history.ts';
import { filesCompleteUploadExternal, filesGetUploadUrlExternal } from './methods/files.ts';
import { reactionsAdd } from './methods/reactions-add.ts';
import { usersInfo } from './methods/users-info.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './methods/views.ts';

/** Every method that the stand-in knows; any other is `unknown_method`. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['api.test', apiTest],
  ['apps.connections.open', appsConnectionsOpen],
  ['assistant.threads.setStatus', setStatus],
  ['assistant.threads.setSuggestedPrompts', setSuggestedPrompts],
  ['assistant.threads.setTitle', setTitle],
  ['auth.test', authTest],
  ['chat.appendStream', chatAppendStream],
  ['chat.delete', chatDelete],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.postMessage', chatPostMessage],
  ['chat.startStream', chatStartStream],
  ['chat.stopStream', chatStopStream],
  ['chat.update', chatUpdate],
  ['conversations.history', conversationsHistory],
  ['conversations.info', conversationsInfo],
  ['conversations.join', conversationsJoin],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['conversations.replies', conversationsReplies],
  ['files.completeUploadExternal', filesCompleteUploadExternal],
  ['files.getUploadURLExternal', filesGetUploadUrlExternal],
  ['reactions.add', reactionsAdd],
  ['users.info', usersInfo],
  ['views.open', viewsOpen],
  ['views.publish', viewsPublish],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
]);
