import { createContext, useContext } from 'react';
import type { PageApi } from './page-api.ts';
import type { Conversation, Person, Snapshot } from './workspace-data.ts';

/** Who and what a mention in a text may mean. */
export interface Mentions {
  readonly users: { id: string; name: string }[];
  readonly channels: { id: string; name: string }[];
}

/** What stays the same while messages come and go, so that the messages on the page need not be drawn anew. */
export interface Surroundings {
  readonly api: PageApi;
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
  readonly mentions: Mentions;
  /** Shows a sentence for a while. */
  readonly tell: (text: string) => void;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);
export const SnapshotContext = createContext<Snapshot | undefined>(undefined);

/** What does not change with every message. */
export function useSurroundings(): Surroundings {
  const value = useContext(SurroundingsContext);
  if (!value) throw new Error('there is no workspace around this component');
  return value;
}

/** The workspace as it is now. */
export function useSnapshot(): Snapshot {
  const value = useContext(SnapshotContext);
  if (!value) throw new Error('there is no workspace around this component');
  return value;
}
