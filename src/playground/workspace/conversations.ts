import { bot, people } from './people.ts';

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'im';
  readonly topic: string;
  readonly isArchived: boolean;
  readonly isShared: boolean;
  /** Ids of people, and of the bot where the app is in it. */
  readonly members: readonly string[];
}

const { you, admin, member, guest, stranger } = people;
const staff = [you.id, admin.id, member.id];
const channel = { kind: 'channel' as const, isArchived: false, isShared: false };

/** The ids of the fixed conversations, by name. */
export const conversationIds = {
  general: 'C08GENERAL1',
  csAlerts: 'C08CSALERTS',
  salesOps: 'C08SALESOPS',
  leadership: 'C08LEADERS1',
  archived: 'C08ARCHIVED',
} as const;

const directMessages: readonly Conversation[] = [you, admin, member, guest].map((person) => ({
  id: `D${person.id.slice(1)}`,
  name: person.name,
  kind: 'im',
  topic: '',
  isArchived: false,
  isShared: false,
  members: [person.id, bot.id],
}));

/** The conversations that every fresh workspace begins with. */
export const conversations: readonly Conversation[] = [
  {
    ...channel,
    id: conversationIds.general,
    name: 'general',
    topic: 'Company-wide. Partners from Harbor are here too.',
    isShared: true,
    members: [...staff, guest.id, stranger.id, bot.id],
  },
  {
    ...channel,
    id: conversationIds.csAlerts,
    name: 'cs-alerts',
    topic: 'Who needs a call today',
    members: [...staff, guest.id, bot.id],
  },
  {
    ...channel,
    id: conversationIds.salesOps,
    name: 'sales-ops',
    topic: 'The app is not in this channel',
    members: staff,
  },
  {
    ...channel,
    id: conversationIds.leadership,
    name: 'leadership',
    kind: 'private',
    topic: 'Private; the app cannot see it',
    members: [you.id, admin.id],
  },
  {
    ...channel,
    id: conversationIds.archived,
    name: 'q3-launch',
    topic: 'Done and archived',
    isArchived: true,
    members: [...staff, bot.id],
  },
  ...directMessages,
];

/** One more public channel with the staff and the app in it; its id is made of its name. */
export function channelNamed(name: string): Conversation {
  const id = `C08${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
  return { ...channel, id, name, topic: '', members: [...staff, bot.id] };
}
