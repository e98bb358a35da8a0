import type { Stand } from '../stand.ts';
import type { Conversation } from '../workspace/conversations.ts';
import { app, type Person, team } from '../workspace/people.ts';

/** What every interaction payload says of where it comes from. */
export function payloadOrigin(person: Person, stand: Stand): Record<string, unknown> {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.id,
    token: stand.verificationToken,
  };
}

/** The name under which payloads show a conversation. */
export function channelName(conversation: Conversation): string {
  if (conversation.kind === 'im') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}
