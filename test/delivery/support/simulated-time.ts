import type { Pause } from '../../../src/storage/stream/pause.ts';

/** Time that passes only when nothing else happens: no test waits, and none depends on how fast the machine is. */
export interface SimulatedTime {
  readonly now: () => number;
  readonly pause: Pause;
  /** Keeps time from passing until this is done. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets time pass until the condition holds. @throws after `mostMs` of it */
  until(condition: () => boolean | Promise<boolean>, mostMs?: number): Promise<void>;
  /** Lets this much time pass, in milliseconds. */
  pass(ms: number): Promise<void>;
}

export function createSimulatedTime(startMs: number): SimulatedTime {
  let nowMs = startMs;
  let underWay = 0;
  const timers = new Set<{ readonly at: number; readonly fire: () => void }>();

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (underWay > 0) quiet = 0;
    }
  }

  /** To the next timer, or to `limit` if that comes first. */
  async function advance(limit: number): Promise<void> {
    const next = Math.min(limit, ...[...timers].map(({ at }) => at));
    nowMs = Math.max(nowMs, next);
    for (const timer of [...timers].filter(({ at }) => at <= nowMs)) {
      timers.delete(timer);
      timer.fire();
    }
    await settle();
  }

  return {
    now: () => nowMs,
    pause: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const fire = (): void => {
          timers.delete(timer);
          signal?.removeEventListener('abort', fire);
          resolve();
        };
        const timer = { at: nowMs + Math.max(0, ms), fire };
        timers.add(timer);
        signal?.addEventListener('abort', fire);
      }),
    async track(work) {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
      }
    },
    async until(condition, mostMs = 300_000) {
      const limit = nowMs + mostMs;
      await settle();
      while (!(await condition())) {
        if (nowMs >= limit) throw new Error(`it did not happen within ${mostMs} ms`);
        await advance(limit);
      }
    },
    async pass(ms) {
      const end = nowMs + ms;
      await settle();
      while (nowMs < end) await advance(end);
    },
  };
}
