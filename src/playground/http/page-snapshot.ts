import type { Stand } from '../stand.ts';
import type { Change } from '../workspace/change.ts';
import type { Conversation } from '../workspace/conversations.ts';
import type { Message } from '../workspace/message.ts';
import { app, bot, type Person, people, team } from '../workspace/people.ts';
import { sees } from '../workspace/visibility.ts';

function pageMessage(message: Message, stand: Stand): Record<string, unknown> {
  const { ts, channel, user, text, blocks, files, threadTs, broadcast, onlyFor, reactions, edited } = message;
  return {
    ts,
    channel,
    user,
    text,
    blocks,
    files: files.map((file) => ({ ...file, isKept: stand.files.content(file.id) !== undefined })),
    threadTs,
    broadcast,
    isEphemeral: onlyFor !== undefined,
    reactions,
    edited,
  };
}

function pageConversation(conversation: Conversation): Record<string, unknown> {
  const { id, name, kind, topic, isArchived, members } = conversation;
  return { id, name, kind, topic, isArchived, hasApp: members.includes(bot.id), memberCount: members.length };
}

/** Everything that the page shows to this person. */
export function pageSnapshot(person: Person, stand: Stand): Record<string, unknown> {
  const conversations = stand.workspace.conversations().filter(({ members }) => members.includes(person.id));
  return {
    team,
    app: { name: app.name, botUserId: bot.id, commands: stand.commands, examples: stand.examples },
    people: [...Object.values(people), bot],
    you: person.id,
    isConnected: stand.line.isConnected(),
    conversations: conversations.map(pageConversation),
    messages: conversations
      .flatMap(({ id }) => stand.workspace.messages(id))
      .filter((message) => sees(person, message, stand.workspace))
      // In the order in which they came, over all conversations: the page takes the last one for the newest.
      .toSorted((one, other) => Number(one.ts) - Number(other.ts))
      .map((message) => pageMessage(message, stand)),
    views: stand.views.stack(person.id),
    home: stand.views.home(person.id) ?? null,
    threads: stand.threads.all().filter(({ channel }) => conversations.some(({ id }) => id === channel)),
  };
}

/** A change as the page of this person hears of it, or undefined where it is not for them. */
export function pageChange(change: Change, person: Person, stand: Stand): Record<string, unknown> | undefined {
  switch (change.kind) {
    case 'message':
      return sees(person, change.message, stand.workspace)
        ? { kind: 'message', message: pageMessage(change.message, stand) }
        : undefined;
    case 'removed':
      return sees(person, change.message, stand.workspace)
        ? { kind: 'removed', channel: change.message.channel, ts: change.message.ts }
        : undefined;
    case 'views':
      return change.userId === person.id ? { kind: 'views', views: stand.views.stack(person.id) } : undefined;
    case 'home':
      return change.userId === person.id ? { kind: 'home', home: stand.views.home(person.id) ?? null } : undefined;
    case 'thread': {
      const { channel, threadTs } = change;
      const isMember = stand.workspace.conversation(channel)?.members.includes(person.id);
      return isMember ? { kind: 'thread', channel, threadTs, state: stand.threads.get(channel, threadTs) } : undefined;
    }
    case 'warning':
      return { ...change };
    case 'connection':
      return { kind: 'connection', isConnected: stand.line.isConnected() };
  }
}
