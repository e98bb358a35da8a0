import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { InFlight } from './in-flight.ts';

/** Work that nobody waits for. */
export interface Background {
  /** Does it when nobody is being answered, one piece after another; what fails is in the log under these words. */
  add(work: () => Promise<unknown>, failure: string, log: Log): void;
}

interface BackgroundOptions {
  readonly inFlight: Pick<InFlight, 'track'>;
  /** Whether someone is being answered just now. */
  readonly isBusy: () => boolean;
}

/** How often it is looked whether there is time, and how long one piece of work waits for it at most. */
const pollMs = 20;
const patienceMs = 3000;
const mostWaiting = 2000;

/**
 * Work that must not delay an answer or an ack, above all where many come at once.
 *
 * A shutdown waits for it. Under a load that leaves no time for it for long, what is too much is dropped.
 */
export function createBackground({ inFlight, isBusy }: BackgroundOptions): Background {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function calm(): Promise<void> {
    const until = Date.now() + patienceMs;
    while (isBusy() && Date.now() < until) await sleep(pollMs);
  }

  return {
    add(work, failure, log) {
      if (waiting >= mostWaiting) return log.error({ waiting }, `${failure}: there is no time for it`);
      waiting += 1;
      const before = last;
      last = inFlight.track(async () => {
        try {
          await before;
          await calm();
          await work();
        } catch (error) {
          log.warn({ err: error }, failure);
        } finally {
          waiting -= 1;
        }
      });
    },
  };
}
