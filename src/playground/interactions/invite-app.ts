import type { Stand } from '../stand.ts';
import type { Conversation } from '../workspace/conversations.ts';
import { app, bot, type Person, team } from '../workspace/people.ts';

/**
 * Somebody invites the app to a channel, which is told of it.
 *
 * @returns what the person is told
 * @see https://docs.slack.dev/reference/events/member_joined_channel
 */
export function inviteApp(person: Person, conversation: Conversation, whom: string, stand: Stand): string {
  if (whom.toLowerCase() !== `@${app.name.toLowerCase()}`) return `Only @${app.name} can be invited in this workspace.`;
  if (conversation.kind === 'im') return 'Nobody can be invited to a direct message.';
  if (conversation.members.includes(bot.id)) return `${app.name} is in this channel already.`;
  stand.workspace.join(conversation.id, bot.id);
  void stand.events.send({
    type: 'member_joined_channel',
    user: bot.id,
    channel: conversation.id,
    channel_type: conversation.kind === 'private' ? 'G' : 'C',
    team: team.id,
    inviter: person.id,
  });
  return `${app.name} is in this channel now.`;
}
