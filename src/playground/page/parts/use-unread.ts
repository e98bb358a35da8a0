import { useEffect, useMemo, useState } from 'react';
import type { Snapshot } from '../data/workspace-data.ts';

/** The conversations with something new since one last looked. */
export function useUnread({ messages, you }: Snapshot, open: string): ReadonlySet<string> {
  const newest = messages.at(-1)?.ts ?? '0';
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({});
  const [opened] = useState(newest);
  useEffect(() => setSeen((before) => ({ ...before, [open]: newest })), [open, newest]);
  return useMemo(() => {
    const fresh = messages.filter(
      ({ channel, ts, user }) => channel !== open && user !== you && Number(ts) > Number(seen[channel] ?? opened),
    );
    return new Set(fresh.map(({ channel }) => channel));
  }, [messages, you, open, seen, opened]);
}
