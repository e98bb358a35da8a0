import { useEffect, useMemo, useState } from 'react';
import type { Snapshot } from '../data/workspace-data.ts';

/** The newest message that a person has seen, by conversation. */
type Seen = Readonly<Record<string, string>>;

const keyOf = (person: string): string => `seen ${person}`;

/** What is remembered by this browser; it may keep nothing, and then everything is new. */
function recall(person: string): Seen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Seen) : {};
  } catch {
    return {};
  }
}

function remember(person: string, seen: Seen): void {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(seen));
  } catch {
    // Marks that come back after a reload are no harm.
  }
}

/** The conversations with something new since one last looked, from before the page was opened too. */
export function useUnread({ messages, you }: Snapshot, open: string): ReadonlySet<string> {
  const newest = messages.at(-1)?.ts ?? '0';
  const [seen, setSeen] = useState(() => recall(you));
  useEffect(() => setSeen((before) => ({ ...before, [open]: newest })), [open, newest]);
  useEffect(() => remember(you, seen), [you, seen]);
  return useMemo(() => {
    const fresh = messages.filter(
      ({ channel, ts, user }) => channel !== open && user !== you && Number(ts) > Number(seen[channel] ?? '0'),
    );
    return new Set(fresh.map(({ channel }) => channel));
  }, [messages, you, open, seen]);
}
