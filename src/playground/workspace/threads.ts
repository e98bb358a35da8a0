import type { Changes } from './change.ts';

export interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

/** What an app shows about a conversation with it, beside the messages. */
export interface ThreadState {
  readonly status?: string;
  readonly title?: string;
  readonly promptsTitle?: string;
  readonly prompts?: readonly SuggestedPrompt[];
}

export interface Threads {
  get(channel: string, threadTs: string | undefined): ThreadState;
  set(channel: string, threadTs: string | undefined, state: ThreadState): void;
  all(): readonly { readonly channel: string; readonly threadTs: string | undefined; readonly state: ThreadState }[];
}

/** Status lines, titles and suggested prompts of the conversations with the app. */
export function createThreads(changes: Changes): Threads {
  const states = new Map<string, { channel: string; threadTs: string | undefined; state: ThreadState }>();
  const key = (channel: string, threadTs: string | undefined): string => `${channel} ${threadTs ?? ''}`;
  return {
    get: (channel, threadTs) => states.get(key(channel, threadTs))?.state ?? {},
    set(channel, threadTs, state) {
      const before = states.get(key(channel, threadTs))?.state;
      states.set(key(channel, threadTs), { channel, threadTs, state: { ...before, ...state } });
      changes.tell({ kind: 'thread', channel, threadTs });
    },
    all: () => [...states.values()],
  };
}
