import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import { type ThreadTopic, topicSchema } from './slack/thread-topic.ts';
import { type Conversations, createConversations } from './state/conversations/conversations.ts';
import { createInbox, type Inbox } from './state/inbox.ts';
import { createThreadMemory, type ThreadMemory } from './state/threads.ts';
import type { Storage } from './storage/open-storage.ts';

/** How long an instance that says nothing keeps an event, in milliseconds. */
export const inboxLeaseMs = 15_000;

/** What the app remembers of its conversations, shared by all instances. */
export interface Memory {
  readonly inbox: Inbox;
  /** What each thread was last about. */
  readonly threads: ThreadMemory<ThreadTopic>;
  readonly conversations: Conversations;
}

export function openMemory(
  { insightsClient: client }: Pick<Storage, 'insightsClient'>,
  { retentionDays, storage: { stateTable } }: Pick<Config, 'retentionDays' | 'storage'>,
): Memory {
  return {
    inbox: createInbox(client, stateTable, { instanceId: randomUUID(), leaseMs: inboxLeaseMs }),
    threads: createThreadMemory<ThreadTopic>(client, stateTable, {
      parse: (value) => {
        const parsed = topicSchema.safeParse(value);
        return parsed.success ? parsed.data : undefined;
      },
    }),
    conversations: createConversations(client, stateTable, { retentionDays }),
  };
}
