import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeases } from '../../src/state/create-leases.ts';
import { lead } from '../../src/state/leadership.ts';
import type { HeldLease, Leases } from '../../src/state/leases.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { writeTogether } from '../../src/state/write-together.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { createManualClock, eventually, type ManualClock } from '../support/manual-clock.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const leaseMs = 9_000;
const log = pino({ level: 'silent' });
const { engine, proxy } = proxiedEngine();
let tableName: string;
let held: HeldLease[];

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  held = [];
  await ensureTable(engine.client, stateTable, tableName);
});
afterEach(async () => {
  await Promise.all(held.map((lease) => lease.release()));
});

/** An instance with a clock of its own. */
function instance(clock: ManualClock, client = engine.client): Leases {
  const leases = createLeases(client, tableName, { instanceId: randomUUID(), leaseMs, log, ...clock });
  return {
    async acquire(name) {
      const lease = await leases.acquire(name);
      if (lease !== undefined) held.push(lease);
      return lease;
    },
  };
}

async function holding(leases: Leases): Promise<HeldLease> {
  const lease = await leases.acquire('dispatch');
  if (lease === undefined) throw new Error('somebody else has the lease');
  return lease;
}

async function storedRenewal(): Promise<unknown> {
  const key = { pk: 'lease#dispatch', sk: 'lease' };
  const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return Item?.['renewal'];
}

async function writesUnder(lease: HeldLease): Promise<boolean> {
  const write = { Put: { TableName: tableName, Item: { pk: 'work', sk: 'done' } } };
  return (await writeTogether(engine.client, [write, lease.guard()], {})).written;
}

describe('createLeases', () => {
  it('gives a lease to one of those who ask at once', async () => {
    const clock = createManualClock();
    const instances = [1, 2, 3, 4].map(() => instance(clock));

    const leases = await Promise.all(instances.map((leases) => leases.acquire('dispatch')));

    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('gives a released lease to the next one at once, with a higher fence', async () => {
    const clock = createManualClock();
    const first = await holding(instance(clock));

    await first.release();
    const second = await holding(instance(clock));

    expect([first.isHeld(), second.isHeld()]).toEqual([false, true]);
    expect(second.fence).toBe(first.fence + 1);
    expect(() => first.guard()).toThrowError(/not held any more/);
  });

  it('keeps a lease for as long as its holder gives signs of life', async () => {
    const clock = createManualClock();
    const first = await holding(instance(clock));
    const other = instance(clock);

    for (let third = 0; third < 6; third += 1) {
      const before = await storedRenewal();
      clock.advance(leaseMs / 3);
      await eventually(storedRenewal, (now) => now !== before);
      expect(await other.acquire('dispatch')).toBeUndefined();
    }

    expect(first.isHeld()).toBe(true);
    expect(await writesUnder(first)).toBe(true);
  });

  it('takes a lease from a holder that was silent for its time, and fences what the holder still does', async () => {
    const [stalled, clock] = [createManualClock(), createManualClock()];
    const first = await holding(instance(stalled));
    const other = instance(clock);

    expect(await other.acquire('dispatch')).toBeUndefined();
    clock.advance(leaseMs - 1);
    expect(await other.acquire('dispatch')).toBeUndefined();
    clock.advance(1);
    const second = await other.acquire('dispatch');

    expect(second?.fence).toBe(first.fence + 1);
    // It has not noticed yet, for its clock stood still.
    expect(first.isHeld()).toBe(true);
    expect(await writesUnder(first)).toBe(false);
  });

  it('fences a former holder whichever guard it comes with', async () => {
    const [stalled, clock] = [createManualClock(), createManualClock()];
    const first = await holding(instance(stalled));
    const other = instance(clock);
    await other.acquire('dispatch');
    clock.advance(leaseMs);

    await holding(other);
    const late = await Promise.all(Array.from({ length: 16 }, () => writesUnder(first)));

    expect(late).not.toContain(true);
  });

  it('spreads its guards over items that are not the one that is renewed', async () => {
    const lease = await holding(instance(createManualClock()));

    const checked = new Set(Array.from({ length: 40 }, () => lease.guard().ConditionCheck?.Key?.['sk']));

    expect(checked.size).toBe(8);
    expect(checked).not.toContain('lease');
  });

  it('leaves nothing behind of one who took a lease and ended before it could be made use of', async () => {
    const [stalled, clock] = [createManualClock(), createManualClock()];
    const first = await holding(instance(stalled));
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
    const dying = instance(clock, client);
    const other = instance(clock);
    await dying.acquire('dispatch');
    clock.advance(leaseMs);
    // Nothing of what comes after the lease itself is carried out.
    proxy.inject(({ operation, ordinal }) =>
      operation === 'TransactWriteItems' || (operation === 'UpdateItem' && ordinal > 0)
        ? { kind: 'dropped' }
        : undefined,
    );

    await expect(dying.acquire('dispatch')).rejects.toMatchObject({ code: 'repository.unavailable' });
    const early = await other.acquire('dispatch');
    clock.advance(leaseMs);
    const third = await holding(other);

    expect(early).toBeUndefined();
    expect(third.fence).toBe(first.fence + 2);
    expect(await writesUnder(third)).toBe(true);
    expect(await Promise.all(Array.from({ length: 8 }, () => writesUnder(first)))).not.toContain(true);
    client.destroy();
  });

  it('lets a process that was stopped and goes on know at once, before any of its timers', async () => {
    const clock = createManualClock();
    // Its timers come late, as they do when everything that was due comes at the same time.
    const lease = await holding(instance({ ...clock, pause: () => new Promise(() => undefined) }));

    clock.advance(60_000);

    expect(lease.isHeld()).toBe(false);
    expect(lease.signal.aborted).toBe(true);
    expect(() => lease.guard()).toThrowError(/not held any more/);
  });

  it('lets a machine that slept know by the time of day', async () => {
    const clock = createManualClock();
    const lease = await holding(instance({ ...clock, monotonic: () => 0 }));

    clock.advance(leaseMs);

    expect(lease.isHeld()).toBe(false);
  });

  it('does not take a lease because its own clock is ahead', async () => {
    await holding(instance(createManualClock('2026-03-01T10:00:00Z')));
    const ahead = instance(createManualClock('2026-03-01T12:00:00Z'));

    expect(await ahead.acquire('dispatch')).toBeUndefined();
    expect(await ahead.acquire('dispatch')).toBeUndefined();
  });

  it('does not give a lease to the same instance again after a crash before its time is over', async () => {
    const clock = createManualClock();
    const leases = () => createLeases(engine.client, tableName, { instanceId: 'same', leaseMs, log, ...clock });
    const beforeCrash = await leases().acquire('dispatch');
    const afterCrash = leases();

    const early = await afterCrash.acquire('dispatch');
    await beforeCrash?.release();

    expect(early).toBeUndefined();
  });

  it('aborts when the database is silent until the time is over', async () => {
    const clock = createManualClock();
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
    const lease = await holding(instance(clock, client));
    proxy.inject(({ operation }) => (operation === 'UpdateItem' ? { kind: 'slow', ms: 200 } : undefined));

    for (let step = 0; step < 20 && !lease.signal.aborted; step += 1) {
      clock.advance(leaseMs / 20);
      await new Promise(setImmediate);
    }

    expect(lease.signal.aborted).toBe(true);
    expect(proxy.calls.filter(({ operation }) => operation === 'UpdateItem').length).toBeGreaterThan(1);
    client.destroy();
  });

  it('is forgotten when nobody has held it for 30 days', async () => {
    const clock = createManualClock();
    await holding(instance(clock));
    const key = { pk: 'lease#dispatch', sk: 'lease' };
    const before = await storedRenewal();

    clock.advance(leaseMs / 3);
    await eventually(storedRenewal, (now) => now !== before);

    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: key }));
    expect(Item?.['ttl']).toBe(Date.parse('2026-03-31T10:00:12Z') / 1000);
  });

  it('outlives a renewal that fails', async () => {
    const clock = createManualClock();
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
    const lease = await holding(instance(clock, client));
    const before = await storedRenewal();
    let failures = 0;
    proxy.inject(({ operation }) => {
      if (operation !== 'UpdateItem' || failures > 0) return undefined;
      failures += 1;
      return { kind: 'serverError' };
    });

    clock.advance(leaseMs / 3);
    await eventually(() => failures === 1);
    await eventually(
      () => {
        clock.advance(leaseMs / 100);
        return storedRenewal();
      },
      (now) => now !== before,
    );
    clock.advance(leaseMs / 2);

    expect(lease.isHeld()).toBe(true);
    client.destroy();
  });

  it('knows a lease as its own when only the reply was lost', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 3 });
    proxy.inject(({ operation, ordinal }) =>
      operation === 'UpdateItem' && ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined,
    );

    const lease = await instance(createManualClock(), client).acquire('dispatch');

    expect(lease === undefined ? undefined : await writesUnder(lease)).toBe(true);
    client.destroy();
  });
});

describe('lead', () => {
  it('has one instance at a time do the work, and the next one when the first is stopped', async () => {
    const clock = createManualClock();
    const stops = [new AbortController(), new AbortController()];
    const doing: number[] = [];
    const done = stops.map(({ signal }, which) =>
      lead(
        instance(clock),
        'dispatch',
        async (lease) => {
          doing.push(which);
          await new Promise((resolve) => lease.signal.addEventListener('abort', resolve));
        },
        { signal, log, retryMs: 10 },
      ),
    );

    const [first = 0] = await eventually(
      () => doing,
      ({ length }) => length === 1,
    );
    stops[first]?.abort();
    await done[first];
    await eventually(() => doing.length === 2);
    for (const stop of stops) stop.abort();
    await Promise.all(done);

    expect(doing).toEqual([first, 1 - first]);
  });

  it('begins again after the work failed, and after the lease was lost', async () => {
    const clock = createManualClock();
    const stop = new AbortController();
    const fences: number[] = [];
    const done = lead(
      instance(clock),
      'dispatch',
      async (lease) => {
        fences.push(lease.fence);
        if (fences.length === 1) throw new Error('no luck');
        clock.advance(leaseMs);
        if (lease.isHeld() || fences.length === 3) stop.abort();
      },
      { signal: stop.signal, log, retryMs: 1 },
    );

    await eventually(async () => {
      clock.advance(leaseMs);
      return fences.length === 3;
    });
    await done;

    expect(fences.toSorted((a, b) => a - b)).toEqual(fences);
    expect(new Set(fences).size).toBe(3);
  });
});
