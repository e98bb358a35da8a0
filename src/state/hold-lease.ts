import { AppError } from '../errors/app-error.ts';
import type { Log } from '../log.ts';
import type { Pause } from '../storage/stream/pause.ts';
import type { Hold, LeaseItems } from './lease-item.ts';
import type { HeldLease } from './leases.ts';

interface Clocks {
  readonly now: () => Date;
  readonly monotonic: () => number;
  readonly pause: Pause;
}

interface Holding {
  readonly hold: Hold;
  readonly items: LeaseItems;
  readonly leaseMs: number;
  /** The monotonic clock and the time of day from before the lease was taken. */
  readonly since: number;
  readonly sinceNow: number;
  readonly clocks: Clocks;
  readonly log: Log;
}

/** A lease that was just taken, kept alive until it is released or lost. */
export function holdLease({ hold, items, leaseMs, since, sinceNow, clocks, log }: Holding): HeldLease {
  const { now, monotonic, pause } = clocks;
  const ended = new AbortController();
  let renewed = { since, sinceNow };

  function end(why: string): void {
    if (ended.signal.aborted) return;
    if (why !== 'released') log.warn({ lease: hold.name, fence: hold.fence, why }, 'lease lost');
    ended.abort(new AppError('repository.conflict', `the lease ${hold.name} is ${why}`, { details: { ...hold, why } }));
  }

  /** The time of day counts too: the monotonic clock may stand still while a machine sleeps. */
  function leftMs(): number {
    const passed = Math.max(monotonic() - renewed.since, now().getTime() - renewed.sinceNow);
    return leaseMs - passed;
  }

  function isHeld(): boolean {
    if (!ended.signal.aborted && leftMs() <= 0) end('not renewed in time');
    return !ended.signal.aborted;
  }

  async function renew(signal: AbortSignal): Promise<boolean> {
    const started = { since: monotonic(), sinceNow: now().getTime() };
    try {
      const isOurs = await items.renew(hold, started.sinceNow + leaseMs, signal);
      if (!isOurs) end('taken by another instance');
      else if (isHeld()) renewed = started;
      return isOurs;
    } catch (error) {
      if (!ended.signal.aborted) log.warn({ err: error, lease: hold.name }, 'a lease was not renewed; trying again');
      return false;
    }
  }

  /** A request that hangs must neither be the last one nor keep us from noticing that the time is over. */
  async function renewInTime(): Promise<boolean> {
    const attempt = new AbortController();
    const giveUp = () => attempt.abort();
    ended.signal.addEventListener('abort', giveUp);
    const limit = pause(Math.min(leaseMs / 3, leftMs()), attempt.signal).then(() => false);
    const wasRenewed = await Promise.race([renew(attempt.signal), limit]);
    giveUp();
    ended.signal.removeEventListener('abort', giveUp);
    return wasRenewed;
  }

  async function keep(): Promise<void> {
    let wasRenewed = true;
    while (isHeld()) {
      await pause(wasRenewed ? leaseMs / 3 : leaseMs / 20, ended.signal);
      if (isHeld()) wasRenewed = await renewInTime();
    }
  }
  void keep();

  return {
    name: hold.name,
    fence: hold.fence,
    signal: ended.signal,
    isHeld,
    guard() {
      if (isHeld()) return items.guard(hold);
      throw new AppError('repository.conflict', `the lease ${hold.name} is not held any more`, {
        details: { ...hold },
        cause: ended.signal.reason,
      });
    },
    async release() {
      end('released');
      try {
        await items.release(hold);
      } catch (error) {
        log.warn({ err: error, lease: hold.name }, 'a lease was not given back; it runs out by itself');
      }
    },
  };
}
