import type { Message } from './message.ts';
import type { Thread } from './threads.ts';
import type { View } from './views.ts';

/** What of the conversations outlasts a restart. */
export interface KeptConversations {
  /** The last timestamp that was given, so that none is given twice; undefined where none was. */
  readonly lastTs: string | undefined;
  /** Who joined since the beginning, by conversation. */
  readonly joined: Readonly<Record<string, readonly string[]>>;
  /** Oldest first within each conversation; none of those that one person alone sees. */
  readonly messages: readonly Message[];
}

/** What of a workspace outlasts a restart. */
export interface KeptWorkspace extends KeptConversations {
  readonly threads: readonly Thread[];
  readonly homes: readonly View[];
}
