import { setTimeout as delay } from 'node:timers/promises';
import type { Pause } from '../../src/storage/stream/pause.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock {
  readonly now: () => Date;
  readonly monotonic: () => number;
  readonly pause: Pause;
  /** Lets that many milliseconds pass, and ends the pauses that are over by then. */
  advance(ms: number): void;
}

interface Waiting {
  readonly until: number;
  end(): void;
}

export function createManualClock(start = '2026-03-01T10:00:00.000Z'): ManualClock {
  const startMs = Date.parse(start);
  const waiting = new Set<Waiting>();
  let passed = 0;
  return {
    now: () => new Date(startMs + passed),
    monotonic: () => passed,
    pause: (ms, signal) =>
      new Promise((resolve) => {
        const entry: Waiting = {
          until: passed + ms,
          end() {
            waiting.delete(entry);
            resolve();
          },
        };
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', () => entry.end(), { once: true });
        waiting.add(entry);
        return undefined;
      }),
    advance(ms) {
      passed += ms;
      for (const entry of waiting) if (entry.until <= passed) entry.end();
    },
  };
}

/** Waits until something is as it should be, a few milliseconds at a time. */
export async function eventually<Result>(
  look: () => Result | Promise<Result>,
  isReady: (found: Result) => boolean = Boolean,
  limitMs = 10_000,
): Promise<Result> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (isReady(found)) return found;
    if (Date.now() > deadline) throw new Error(`it did not come about within ${limitMs} ms: ${JSON.stringify(found)}`);
    await delay(5);
  }
}
