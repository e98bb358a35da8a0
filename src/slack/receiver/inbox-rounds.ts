import type { Log } from '../../log.ts';
import type { InboxSweep } from './inbox-sweep.ts';

export interface InboxRounds {
  /** Begins the first round, and from then on one each time that a lease may have run out. */
  open(): void;
  close(): void;
}

interface InboxRoundsOptions {
  readonly leaseMs: number;
  readonly log: Log;
}

/** How far back a round looks once nothing older can be left. */
const recentMs = 2 * 3_600_000;

/**
 * The rounds of a running app through its inbox.
 *
 * They look back a day until nothing old can be left: what an instance held that has just ended is free after the
 * time of a lease, and so is what was found and has failed again. Afterwards nothing older can turn up that was
 * not seen while it was new.
 */
export function createInboxRounds(sweep: Pick<InboxSweep, 'round'>, { leaseMs, log }: InboxRoundsOptions): InboxRounds {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isOldLeft = true;
  /** From when on nobody can hold an old event any more; of `performance.now()`. */
  let freeFrom = 0;

  async function look(): Promise<void> {
    const startedAt = performance.now();
    const found = await sweep.round(isOldLeft ? undefined : recentMs);
    if (found > 0) freeFrom = performance.now() + leaseMs;
    else if (startedAt >= freeFrom) isOldLeft = false;
  }

  async function next(): Promise<void> {
    // A long round is not to be taken for one that begins now.
    if (isRunning) return;
    isRunning = true;
    try {
      await look();
    } catch (error) {
      log.error({ err: error }, 'the inbox cannot be looked through');
    } finally {
      isRunning = false;
    }
  }

  return {
    open() {
      freeFrom = performance.now() + leaseMs;
      void next();
      timer = setInterval(() => void next(), leaseMs);
      timer.unref();
    },
    close() {
      clearInterval(timer);
    },
  };
}
