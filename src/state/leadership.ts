import type { Log } from '../log.ts';
import { type Pause, pause as realPause } from '../storage/stream/pause.ts';
import type { HeldLease, Leases } from './leases.ts';

interface LeadershipOptions {
  /** Ends the leadership: the work is told by its own signal, and the lease is given back once it has returned. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** After how long to try again to become the leader, in milliseconds. */
  readonly retryMs?: number;
  readonly pause?: Pause;
}

/**
 * Does what one instance at a time may do, whenever it is this one; returns when the signal has aborted.
 *
 * `work` is started with the lease, and again after it was lost and had, after it returned, and after it failed. It
 * is to return soon once `held.signal` has aborted, which it does with the lease and with `signal`. In the latter
 * case the lease is still held, so that what is under way can be finished.
 */
export async function lead(
  leases: Leases,
  name: string,
  work: (held: HeldLease) => Promise<void>,
  { signal, log, retryMs = 2_000, pause = realPause }: LeadershipOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const held = await leases.acquire(name);
      if (held !== undefined) await workWith(held, work, signal);
    } catch (error) {
      log.error({ err: error, lease: name }, 'work under a lease failed; trying again');
    }
    await pause(retryMs, signal);
  }
}

async function workWith(held: HeldLease, work: (held: HeldLease) => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work({ ...held, signal: AbortSignal.any([held.signal, signal]) });
  } finally {
    await held.release();
  }
}
