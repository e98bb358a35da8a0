import { useEffect, useMemo, useState } from 'react';
import { applyChange } from './apply-change.ts';
import { createPageApi, type PageApi } from './page-api.ts';
import type { Change, Snapshot, Warning } from './workspace-data.ts';

export interface LiveWorkspace {
  /** Undefined until the first picture of the workspace is there. */
  readonly snapshot: Snapshot | undefined;
  readonly api: PageApi;
  /** Whether changes arrive; false while the server cannot be reached. */
  readonly isLive: boolean;
  readonly warnings: readonly Warning[];
}

const keptWarnings = 50;

/** The workspace as one person sees it, kept up to date. */
export function useWorkspace(as: string): LiveWorkspace {
  const api = useMemo(() => createPageApi(as), [as]);
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [isLive, setLive] = useState(true);
  const [warnings, setWarnings] = useState<readonly Warning[]>([]);

  useEffect(() => {
    const events = api.events();
    // Changes that come before the picture they belong on wait for it.
    let early: Change[] | undefined = [];
    let closed = false;
    setSnapshot(undefined);
    events.onopen = async () => {
      early = [];
      const fresh = await api.snapshot().catch(() => undefined);
      if (closed || !fresh) return;
      setSnapshot((early ?? []).reduce(applyChange, fresh));
      early = undefined;
      setLive(true);
    };
    events.onerror = () => setLive(false);
    events.onmessage = ({ data }) => {
      const change = JSON.parse(data) as Change;
      if (change.kind === 'warning') setWarnings((before) => [...before, change].slice(-keptWarnings));
      else if (early) early.push(change);
      else setSnapshot((before) => before && applyChange(before, change));
    };
    return () => {
      closed = true;
      events.close();
    };
  }, [api]);

  return { snapshot, api, isLive, warnings };
}
