import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../../log.ts';
import type { HeldLease, Leases } from '../../state/leases.ts';
import { writeTogether } from '../../state/write-together.ts';
import { translated } from '../../storage/translate-error.ts';
import { localTime, plusDays } from '../routing/local-time.ts';

export interface NightlySweepOptions {
  /** Names the sweep among others: that of its dataset. */
  readonly name: string;
  /** Local time of day, `HH:MM`, and the IANA zone in which it is meant. */
  readonly at: string;
  readonly zone: string;
  readonly client: DynamoDBDocumentClient;
  readonly stateTable: string;
  readonly leases: Leases;
  /** The sweep itself. The signal aborts when another instance may have taken over. */
  readonly sweep: (signal: AbortSignal) => Promise<unknown>;
  readonly log: Log;
  readonly now?: () => Date;
  /** How long to wait after a sweep that failed. */
  readonly pauseMs?: number;
}

export interface NightlySweep {
  /** Sweeps if it is time, and nobody does or did; called about each minute. Whether it swept. Never rejects. */
  tick(): Promise<boolean>;
}

/**
 * Whether a sweep of that name was ever finished, by any instance.
 *
 * @throws {AppError} `repository.*`
 */
export async function wasEverSwept(client: DynamoDBDocumentClient, stateTable: string, name: string): Promise<boolean> {
  return (await lastSweep(client, stateTable, name)) !== undefined;
}

/** The day of the last sweep, `YYYY-MM-DD`. */
async function lastSweep(client: DynamoDBDocumentClient, tableName: string, name: string): Promise<string | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: keyOf(name), ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'read last sweep' }, () => client.send(command));
  const day = Item?.['day'];
  return typeof day === 'string' ? day : undefined;
}

function keyOf(name: string) {
  return { pk: `sweep#${name}`, sk: 'last' };
}

/**
 * A sweep once a local day over all instances.
 *
 * A day begins at the time of day that was set: whoever finds that the one that began last was not swept yet sweeps
 * it, also long after its hour or for the first time ever. A sweep that was cut off is done again.
 */
export function createNightlySweep(options: NightlySweepOptions): NightlySweep {
  const { name, at, zone, client, stateTable, leases, sweep, log, now = () => new Date(), pauseMs = 600_000 } = options;
  let isBusy = false;
  let done: string | undefined;
  let pausedUntil = 0;

  function dayBegun(): string {
    const { date, time } = localTime(now(), zone);
    return time >= at ? date : plusDays(date, -1);
  }

  async function isSwept(day: string): Promise<boolean> {
    const last = await lastSweep(client, stateTable, name);
    return last !== undefined && last >= day;
  }

  async function sweepUnder(lease: HeldLease, day: string): Promise<boolean> {
    try {
      // Somebody may have swept it between the first look and the lease.
      if (await isSwept(day)) return false;
      await sweep(lease.signal);
      const item = { ...keyOf(name), day, finishedAt: now().toISOString() };
      const details = { tableName: stateTable, operation: 'record sweep' };
      await writeTogether(client, [{ Put: { TableName: stateTable, Item: item } }, lease.guard()], details);
      return true;
    } finally {
      await lease.release();
    }
  }

  async function sweepIfDue(): Promise<boolean> {
    const day = dayBegun();
    if (done === day) return false;
    if (await isSwept(day)) {
      done = day;
      return false;
    }
    const lease = await leases.acquire(`sweep-${name}`);
    return lease === undefined ? false : sweepUnder(lease, day);
  }

  return {
    async tick() {
      if (isBusy || now().getTime() < pausedUntil) return false;
      isBusy = true;
      try {
        return await sweepIfDue();
      } catch (error) {
        pausedUntil = now().getTime() + pauseMs;
        log.warn({ err: error, sweep: name }, 'a sweep failed and is done again later');
        return false;
      } finally {
        isBusy = false;
      }
    },
  };
}
