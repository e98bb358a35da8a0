import { setTimeout as delay } from 'node:timers/promises';

/** Waits; tests put a clock of their own in its place. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits that long, or until the signal aborts; it never rejects. */
export const pause: Pause = async (ms, signal) => {
  await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
};
