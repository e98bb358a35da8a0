import type { Conversation } from '../workspace/conversations.ts';
import type { SharedFile } from '../workspace/files.ts';
import type { Message } from '../workspace/message.ts';
import { app, bot, type Person, team } from '../workspace/people.ts';

/** A file as the Web API and messages show it. */
export function filePayload({ id, name, title, mimetype, size }: SharedFile): Record<string, unknown> {
  return {
    id,
    name,
    title,
    mimetype,
    filetype: name.split('.').at(-1) ?? '',
    size,
    mode: 'hosted',
    is_external: false,
    user: bot.id,
    user_team: team.id,
  };
}

/** A message as the Web API and interaction payloads show it. */
export function messagePayload(message: Message, replies: readonly Message[] = []): Record<string, unknown> {
  const own = message.user === bot.id;
  return {
    type: 'message',
    user: message.user,
    ...(own
      ? { bot_id: app.botId, app_id: app.id, bot_profile: { id: app.botId, app_id: app.id, name: app.name } }
      : {}),
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files.map(filePayload) } : {}),
    team: team.id,
    ts: message.ts,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(replies.length > 0
      ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }
      : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
  };
}

/** A person as `users.info` shows them. */
export function personPayload(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: false,
    real_name: person.realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    profile: { real_name: person.realName, display_name: person.name, team: person.teamId },
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: person.isOwner,
    is_restricted: person.isRestricted,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    ...(person.isStranger ? { is_stranger: true } : {}),
    updated: 1_767_225_600,
  };
}

/** A conversation as `conversations.info` shows it. */
export function conversationPayload(conversation: Conversation): Record<string, unknown> {
  const common = {
    id: conversation.id,
    created: 1_767_225_600,
    is_archived: conversation.isArchived,
    context_team_id: team.id,
  };
  if (conversation.kind === 'im') {
    return { ...common, is_im: true, user: conversation.members.find((id) => id !== bot.id), is_user_deleted: false };
  }
  return {
    ...common,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: conversation.kind === 'private',
    is_general: conversation.name === 'general',
    is_shared: conversation.isShared,
    is_ext_shared: conversation.isShared,
    is_org_shared: false,
    is_member: conversation.members.includes(bot.id),
    num_members: conversation.members.length,
    topic: { value: conversation.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
