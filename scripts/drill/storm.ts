import { setTimeout as delay } from 'node:timers/promises';
import { linesOf } from './checks.ts';
import type { Stage } from './stage.ts';

export interface Storm {
  /** Milliseconds since 1970. */
  readonly began: number;
  /** The names of those who were put at risk. */
  readonly names: readonly string[];
}

/** Puts the whole cast at risk, one after the other, evenly over a time. */
export async function blow(stage: Stage, overMs: number, say: (text: string) => void): Promise<Storm> {
  const { cast } = stage;
  say(`putting ${cast.length} people at risk over ${Math.round(overMs / 1000)} s`);
  const began = Date.now();
  const waiting: Promise<void>[] = [];
  for (const [index, agent] of cast.entries()) {
    const dueMs = began + (index * overMs) / cast.length;
    if (dueMs > Date.now()) await delay(dueMs - Date.now());
    waiting.push(stage.alarm(agent));
  }
  await Promise.all(waiting);
  return { began, names: cast.map(({ name }) => name) };
}

/**
 * Waits until everyone is on a message and nothing was sent for a while, or until the time is over; whether it was
 * the former.
 */
export async function settled(
  stage: Stage,
  names: readonly string[],
  { withinMs, quietMs }: { readonly withinMs: number; readonly quietMs: number },
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const last = stage.ledger.sendings().at(-1)?.at ?? 0;
    const all = [...linesOf(stage.ledger.standing(), names).values()].every((count) => count > 0);
    if (all && Date.now() - last > quietMs) return true;
    await delay(250);
  }
  return false;
}
