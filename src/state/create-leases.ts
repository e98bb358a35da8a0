import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../log.ts';
import { type Pause, pause } from '../storage/stream/pause.ts';
import { holdLease } from './hold-lease.ts';
import { createLeaseItems, type Hold, type LeaseItem } from './lease-item.ts';
import type { Leases } from './leases.ts';

export interface LeasesOptions {
  /** A text that no other running instance has. */
  readonly instanceId: string;
  /** How long a holder may be silent before another one takes its place, in milliseconds. */
  readonly leaseMs?: number;
  readonly log: Log;
  readonly now?: () => Date;
  /** A clock in milliseconds that nobody sets; it goes on while the process is stopped. */
  readonly monotonic?: () => number;
  readonly pause?: Pause;
}

const mostWatched = 1_000;

/**
 * Leases in the state table.
 *
 * Whether a holder is gone is judged by its silence alone: its sign of life has to stay the same for the time of a
 * lease on the clock of whoever watches. A time in the item would be compared with the clock of another machine, and
 * one that is ahead would take leases from holders that are well. The price: after a crash everybody waits for the
 * time of a lease from when they first look, also when the crash was long ago. `expiresAt` is for people to read.
 *
 * A holder counts its own time from before each write that renews the lease, so that it knows no later than anybody
 * else that it has lost it. What it has sent off by then may still arrive: that is what `guard` is for.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/shared-throughput-kcl-consumers.html
 */
export function createLeases(client: DynamoDBDocumentClient, tableName: string, options: LeasesOptions): Leases {
  const { instanceId, leaseMs = 10_000, log } = options;
  const { now = () => new Date(), monotonic = () => performance.now() } = options;
  const items = createLeaseItems(client, tableName);
  const watched = new Map<string, { readonly item: LeaseItem; readonly since: number }>();

  /** Whether nobody holds it: nobody ever did, it was given back, or its holder has been silent for too long. */
  function isFree(name: string, item: LeaseItem | undefined): boolean {
    if (item?.holder === undefined) return true;
    const seen = watched.get(name);
    if (seen === undefined || seen.item.fence !== item.fence || seen.item.renewal !== item.renewal) {
      // Shards come and go; whoever is dropped here is watched from the beginning again.
      if (watched.size >= mostWatched) watched.clear();
      watched.set(name, { item, since: monotonic() });
      return false;
    }
    return monotonic() - seen.since >= item.leaseMs;
  }

  async function raised(hold: Hold, expiresAt: number): Promise<boolean> {
    try {
      return await items.raiseFence(hold, expiresAt);
    } catch (error) {
      // Nobody need wait for it to run out; where that fails as well, it does.
      await items.release(hold).catch(() => undefined);
      throw error;
    }
  }

  return {
    async acquire(name) {
      const seen = await items.read(name);
      if (!isFree(name, seen)) return undefined;
      const clocks = { now, monotonic, pause: options.pause ?? pause };
      const since = monotonic();
      const nowMs = now().getTime();
      const taking = { holder: instanceId, token: randomUUID(), leaseMs, expiresAt: nowMs + leaseMs };
      const fence = await items.take(name, seen, taking);
      if (fence === undefined) return undefined;
      watched.delete(name);
      const hold = { name, holder: instanceId, fence };
      // Whoever had it before may not know yet that it is lost.
      if (!(await raised(hold, taking.expiresAt))) return undefined;
      log.debug({ lease: name, fence, from: seen?.holder }, 'lease taken');
      return holdLease({
        hold,
        items,
        leaseMs,
        since,
        sinceNow: nowMs,
        clocks,
        log,
      });
    },
  };
}
