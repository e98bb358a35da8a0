import { createContext, useContext } from 'react';
import type { PageApi } from './page-api.ts';
import type { Snapshot } from './workspace-data.ts';

/** Who and what a mention in a text may mean. The same object while nothing of it changes. */
export interface Mentions {
  readonly users: { id: string; name: string }[];
  readonly channels: { id: string; name: string }[];
}

export interface WorkspaceContextValue {
  readonly snapshot: Snapshot;
  readonly api: PageApi;
  readonly mentions: Mentions;
  /** Shows a sentence for a while. */
  readonly tell: (text: string) => void;
}

export const WorkspaceContext = createContext<WorkspaceContextValue | undefined>(undefined);

/** The open workspace. */
export function useOpenWorkspace(): WorkspaceContextValue {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error('there is no workspace around this component');
  return value;
}
