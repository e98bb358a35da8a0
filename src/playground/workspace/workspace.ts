import type { Changes } from './change.ts';
import type { Clock } from './clock.ts';
import { type Conversation, channelNamed, conversations as initialConversations } from './conversations.ts';
import type { KeptConversations } from './kept.ts';
import type { Message } from './message.ts';

/** How many messages a conversation keeps; older ones are forgotten. */
const keptMessages = 500;

export type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Message>;

/** Conversations and their messages. */
export interface Workspace {
  conversation(id: string | undefined): Conversation | undefined;
  conversations(): readonly Conversation[];
  join(id: string, userId: string): void;
  add(message: NewMessage): Message;
  replace(message: Message): void;
  remove(message: Message): void;
  /** Oldest first; with those in threads and those for one person only. */
  messages(channel: string): readonly Message[];
  find(channel: string, ts: string | undefined): Message | undefined;
  kept(): KeptConversations;
}

interface Timestamps {
  /** In Slack's form, later than all given before. */
  next(): string;
  last(): string | undefined;
}

function createTimestamps(clock: Clock, given: string | undefined): Timestamps {
  let text = given;
  let last = Number(given?.replace('.', '') ?? 0);
  return {
    next() {
      last = Math.max(last + 1, clock() * 1000);
      text = `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
      return text;
    },
    last: () => text,
  };
}

/** The members with those who joined, each once. */
function withMembers(conversation: Conversation, joined: readonly string[]): Conversation {
  return { ...conversation, members: [...new Set([...conversation.members, ...joined])] };
}

export interface WorkspaceOptions {
  /** Names of more channels. */
  readonly channels?: readonly string[] | undefined;
  /** What the workspace held before it was started again. */
  readonly kept?: KeptConversations | undefined;
}

/** A workspace with its fixed conversations and more where they are wanted; without messages unless some were kept. */
export function createWorkspace(
  changes: Changes,
  clock: Clock,
  { channels = [], kept }: WorkspaceOptions = {},
): Workspace {
  const joined = new Map(Object.entries(kept?.joined ?? {}));
  const all = [...initialConversations, ...channels.map(channelNamed)];
  const conversations = new Map(all.map((one) => [one.id, withMembers(one, joined.get(one.id) ?? [])]));
  const messages = new Map<string, Message[]>();
  const timestamps = createTimestamps(clock, kept?.lastTs);
  const of = (channel: string): Message[] => {
    const list = messages.get(channel) ?? [];
    messages.set(channel, list);
    return list;
  };
  for (const message of kept?.messages ?? []) of(message.channel).push(message);

  return {
    conversation: (id) => conversations.get(id ?? ''),
    conversations: () => [...conversations.values()],
    join(id, userId) {
      const found = conversations.get(id);
      if (!found || found.members.includes(userId)) return;
      conversations.set(id, withMembers(found, [userId]));
      joined.set(id, [...(joined.get(id) ?? []), userId]);
      changes.tell({ kind: 'connection' });
    },
    add(fields) {
      const message: Message = {
        blocks: [],
        files: [],
        threadTs: undefined,
        broadcast: false,
        onlyFor: undefined,
        metadata: undefined,
        reactions: [],
        edited: false,
        isStreaming: false,
        ts: timestamps.next(),
        ...fields,
      };
      const list = of(message.channel);
      list.push(message);
      if (list.length > keptMessages) list.shift();
      changes.tell({ kind: 'message', message });
      return message;
    },
    replace(message) {
      const list = of(message.channel);
      const index = list.findIndex(({ ts }) => ts === message.ts);
      if (index === -1) return;
      list[index] = message;
      changes.tell({ kind: 'message', message });
    },
    remove(message) {
      messages.set(
        message.channel,
        of(message.channel).filter(({ ts }) => ts !== message.ts),
      );
      changes.tell({ kind: 'removed', message });
    },
    messages: (channel) => [...of(channel)],
    find: (channel, ts) => of(channel).find((message) => message.ts === ts),
    kept: () => ({
      lastTs: timestamps.last(),
      joined: Object.fromEntries(joined),
      messages: [...messages.values()].flat().filter(({ onlyFor }) => onlyFor === undefined),
    }),
  };
}
