import type { Message } from './message.ts';

/** What happened in the workspace, told to whoever watches: the page, or a test that waits. */
export type Change =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'removed'; readonly message: Message }
  | { readonly kind: 'views'; readonly userId: string }
  | { readonly kind: 'home'; readonly userId: string }
  | { readonly kind: 'thread'; readonly channel: string; readonly threadTs: string | undefined }
  | { readonly kind: 'warning'; readonly method: string; readonly text: string }
  | { readonly kind: 'connection' };

type Watcher = (change: Change) => void;

export interface Changes {
  tell(change: Change): void;
  /** Calls the watcher at each change from now on; the result stops it. */
  watch(watcher: Watcher): () => void;
}

/** The one line over which changes are told. */
export function createChanges(): Changes {
  const watchers = new Set<Watcher>();
  return {
    tell: (change) => {
      for (const watcher of watchers) watcher(change);
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
  };
}
