import type { Changes } from './change.ts';
import type { Clock } from './clock.ts';
import { type Conversation, channelNamed, conversations as initialConversations } from './conversations.ts';
import type { Message } from './message.ts';

/** How many messages a conversation keeps; older ones are forgotten. */
const keptMessages = 500;

export type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Message>;

/** Conversations and their messages, in memory. */
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
}

/** A timestamp in Slack's form, later than all given before. */
function createTimestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

/** A fresh workspace with its fixed conversations, more channels where they are wanted, and no messages. */
export function createWorkspace(changes: Changes, clock: Clock, moreChannels: readonly string[] = []): Workspace {
  const all = [...initialConversations, ...moreChannels.map(channelNamed)];
  const conversations = new Map(all.map((one) => [one.id, one]));
  const messages = new Map<string, Message[]>();
  const nextTimestamp = createTimestamps(clock);
  const of = (channel: string): Message[] => {
    const list = messages.get(channel) ?? [];
    messages.set(channel, list);
    return list;
  };

  return {
    conversation: (id) => conversations.get(id ?? ''),
    conversations: () => [...conversations.values()],
    join(id, userId) {
      const found = conversations.get(id);
      if (!found || found.members.includes(userId)) return;
      conversations.set(id, { ...found, members: [...found.members, userId] });
      changes.tell({ kind: 'connection' });
    },
    add(fields) {
      const message: Message = {
        blocks: [],
        threadTs: undefined,
        broadcast: false,
        onlyFor: undefined,
        metadata: undefined,
        reactions: [],
        edited: false,
        isStreaming: false,
        ts: nextTimestamp(),
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
  };
}
