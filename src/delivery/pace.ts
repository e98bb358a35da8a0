import { type Desk, rest } from './desk.ts';

/** Keeps the messages of one channel apart. */
export interface Pace {
  /** Waits until the next message may go. @throws {TurnOver} */
  wait(): Promise<void>;
  /** Takes note that one has gone, or may have, by now; when that is, in milliseconds since 1970. */
  note(): number;
}

/**
 * The time counts from when Slack has answered: from one request to the next, a slow one would bring two messages
 * closer together than they were sent.
 *
 * @param lastSentMs when the last message went, milliseconds since 1970, by the clock of whoever sent it
 * @param leastMs how far apart two messages are at least
 */
export function createPace(desk: Desk, lastSentMs: number, leastMs: number): Pace {
  let last = lastSentMs;
  return {
    // The other's clock may be ahead of ours, which is no reason to wait for longer.
    wait: () => rest(desk, Math.min(leastMs, last + leastMs - desk.now())),
    note() {
      last = desk.now();
      return last;
    },
  };
}
