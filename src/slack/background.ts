import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { InFlight } from './in-flight.ts';

/** Work that nobody waits for. */
export interface Background {
  /** Does it when nobody is being answered, one piece after another; what fails is in the log under these words. */
  add(work: () => Promise<unknown>, failure: string, log: Log): void;
  /** From now on waits for no quiet moment: the app is about to end. */
  hurry(): void;
}

interface BackgroundOptions {
  readonly inFlight: Pick<InFlight, 'track' | 'begun'>;
  /** Whether someone is being answered just now. */
  readonly isBusy: () => boolean;
}

/** For how long nothing must come and nobody be answered before work is done. */
const quietMs = 25;
/** How long a piece waits for that at most, and how long where very many wait. */
const patienceMs = { usual: 3000, pressed: 100 } as const;
const many = 200;
const mostWaiting = 2000;

/**
 * Work that must not delay an answer or an ack, above all where many come at once.
 *
 * A shutdown waits for it. Under a load that leaves no time for it for long, what is too much is dropped.
 */
export function createBackground({ inFlight, isBusy }: BackgroundOptions): Background {
  let last: Promise<unknown> = Promise.resolve();
  let added = 0;
  let waiting = 0;
  let isHurried = false;
  /** How much had come when it was quiet last. */
  let quietSince = -1;

  const arrivals = (): number => inFlight.begun() - added;
  const isQuiet = (): boolean => !isBusy() && arrivals() === quietSince;

  async function calm(): Promise<void> {
    const until = Date.now() + (waiting > many ? patienceMs.pressed : patienceMs.usual);
    while (!isHurried && !isQuiet() && Date.now() < until) {
      const before = arrivals();
      await sleep(quietMs);
      if (!isBusy() && arrivals() === before) quietSince = before;
    }
  }

  return {
    add(work, failure, log) {
      if (waiting >= mostWaiting) return log.error({ waiting }, `${failure}: there is no time for it`);
      added += 1;
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
    hurry() {
      isHurried = true;
    },
  };
}
