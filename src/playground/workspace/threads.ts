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

/** A thread, or a whole conversation with the app where `threadTs` is undefined. */
export interface Thread {
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly state: ThreadState;
}

export interface Threads {
  get(channel: string, threadTs: string | undefined): ThreadState;
  set(channel: string, threadTs: string | undefined, state: ThreadState): void;
  all(): readonly Thread[];
  /** What outlasts a restart: not what the app is doing at the moment. */
  kept(): readonly Thread[];
}

/** Status lines, titles and suggested prompts of the conversations with the app. */
export function createThreads(changes: Changes, kept: readonly Thread[] = []): Threads {
  const key = (channel: string, threadTs: string | undefined): string => `${channel} ${threadTs ?? ''}`;
  const states = new Map(kept.map((thread) => [key(thread.channel, thread.threadTs), thread]));
  return {
    get: (channel, threadTs) => states.get(key(channel, threadTs))?.state ?? {},
    set(channel, threadTs, state) {
      const before = states.get(key(channel, threadTs))?.state;
      states.set(key(channel, threadTs), { channel, threadTs, state: { ...before, ...state } });
      changes.tell({ kind: 'thread', channel, threadTs });
    },
    all: () => [...states.values()],
    kept: () =>
      [...states.values()].flatMap(({ channel, threadTs, state: { status: _status, ...state } }) =>
        Object.keys(state).length > 0 ? [{ channel, threadTs, state }] : [],
      ),
  };
}
