import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createInbox, type Inbox, type InboxEvent, type InboxOptions } from '../../src/state/inbox.ts';
import { toInboxKey } from '../../src/state/inbox-item.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const leaseMs = 15_000;
const hour = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00.000Z');

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let inbox: Inbox;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = noon;
  inbox = instance('a');
});

function instance(instanceId: string, options: Partial<InboxOptions> = {}): Inbox {
  return createInbox(engine.client, tableName, { instanceId, leaseMs, now: () => new Date(clock), ...options });
}

const event = (overrides: Partial<InboxEvent> = {}): InboxEvent => ({
  id: 'Ev0A1',
  occurredAt: noon - 1_234,
  payload: { type: 'app_mention', text: 'churn of rookies?', channel: 'C1', ts: '1772366398.766000' },
  ...overrides,
});

async function stored(which: InboxEvent = event()): Promise<Record<string, unknown> | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: toInboxKey(which), ConsistentRead: true });
  return (await engine.client.send(command)).Item;
}

const ids = (keys: readonly { readonly id: string }[]): string[] => keys.map(({ id }) => id);

describe('accept', () => {
  it('knows an event from its second delivery on', async () => {
    const first = await inbox.accept(event());
    const second = await inbox.accept(event());

    expect([first, second]).toEqual(['new', 'known']);
  });

  it('gives an event that arrives everywhere at once to one instance', async () => {
    const instances = ['a', 'b', 'c', 'd'].map((id) => instance(id));

    const outcomes = await Promise.all(instances.flatMap((each) => [each.accept(event()), each.accept(event())]));

    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1);
  });

  it('knows events from before a restart, done or not', async () => {
    await inbox.accept(event({ id: 'Ev-done' }));
    await inbox.finish(event({ id: 'Ev-done' }));
    await inbox.accept(event({ id: 'Ev-running' }));
    clock += 5 * 60_000;

    const restarted = instance('b');

    expect(await restarted.accept(event({ id: 'Ev-done' }))).toBe('known');
    expect(await restarted.accept(event({ id: 'Ev-running' }))).toBe('known');
  });

  it('is new again when the first delivery was lost before it was written', async () => {
    const behindProxy = createInbox(clientOf(proxy, 1), tableName, { instanceId: 'a', leaseMs });
    proxy.inject(() => ({ kind: 'dropped' }));
    await expect(behindProxy.accept(event())).rejects.toMatchObject({ code: 'repository.unavailable' });
    proxy.reset();

    expect(await behindProxy.accept(event())).toBe('new');
  });

  it('recognises its own write when only the reply to it was lost', async () => {
    const behindProxy = createInbox(clientOf(proxy, 2), tableName, { instanceId: 'a', leaseMs });
    proxy.inject(({ ordinal }) => (ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined));

    const outcome = await behindProxy.accept(event());

    expect(proxy.calls).toHaveLength(2);
    expect(outcome).toBe('new');
  });

  it('remembers ids for longer than a day', async () => {
    await inbox.accept(event());

    expect(Number((await stored())?.['ttl']) * 1000).toBeGreaterThan(clock + 24 * hour);
  });
});

describe('finish', () => {
  it('keeps the id and drops what the event was about', async () => {
    await inbox.accept(event());
    expect(JSON.stringify(await stored())).toContain('rookies');

    await inbox.finish(event());

    expect(await stored()).toEqual({
      ...toInboxKey(event()),
      occurredAt: noon - 1_234,
      status: 'done',
      tries: 1,
      ttl: expect.any(Number),
    });
  });

  it('holds against an instance that took the event up meanwhile', async () => {
    await inbox.accept(event());
    clock += leaseMs;
    const other = instance('b');
    await other.start(event());

    await inbox.finish(event());
    clock += leaseMs;

    expect(await other.unfinished()).toEqual([]);
    expect(await other.start(event())).toEqual({ outcome: 'taken' });
  });
});

describe('unfinished', () => {
  it('gives the events whose lease ran out, oldest first', async () => {
    await inbox.accept(event({ id: 'Ev-late', occurredAt: noon - 1_000 }));
    await inbox.accept(event({ id: 'Ev-yesterday', occurredAt: noon - 23 * hour }));
    await inbox.accept(event({ id: 'Ev-done', occurredAt: noon - 2_000 }));
    await inbox.finish(event({ id: 'Ev-done', occurredAt: noon - 2_000 }));
    clock += leaseMs;
    await inbox.accept(event({ id: 'Ev-running', occurredAt: noon }));

    expect(ids(await instance('b').unfinished())).toEqual(['Ev-yesterday', 'Ev-late']);
    expect(ids(await instance('b').unfinished({ withinMs: hour }))).toEqual(['Ev-late']);
  });

  it('gives nothing while every lease runs', async () => {
    await inbox.accept(event());
    clock += leaseMs - 1;

    expect(await instance('b').unfinished()).toEqual([]);
  });

  it('finds an event whose time is ahead of our clock', async () => {
    await inbox.accept(event({ occurredAt: Date.parse('2026-03-01T13:00:01.000Z') }));
    clock += leaseMs;

    expect(ids(await inbox.unfinished())).toEqual(['Ev0A1']);
  });

  it('pages through an hour of many events', async () => {
    const many = Array.from({ length: 1_050 }, (_, at) => event({ id: `Ev${at}` }));
    for (let at = 0; at < many.length; at += 50)
      await Promise.all(many.slice(at, at + 50).map((each) => inbox.accept(each)));
    clock += leaseMs;

    expect(new Set(ids(await inbox.unfinished())).size).toBe(1_050);
  });
});

describe('start', () => {
  it('gives an event that a crash cut short, with all that is needed to answer it', async () => {
    await inbox.accept(event());
    clock += leaseMs;

    const result = await instance('b').start(event());

    expect(result).toEqual({ outcome: 'started', payload: event().payload, attempt: 2 });
  });

  it('gives it to one of many', async () => {
    await inbox.accept(event());
    clock += leaseMs;

    const results = await Promise.all(['b', 'c', 'd', 'e'].map((id) => instance(id).start(event())));

    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['started', 'taken', 'taken', 'taken']);
  });

  it('does not give an event that somebody works on, that is done, or that there is not', async () => {
    await inbox.accept(event());
    const running = await instance('b').start(event());
    await inbox.finish(event());
    clock += leaseMs;

    expect(running).toEqual({ outcome: 'taken' });
    expect(await inbox.start(event())).toEqual({ outcome: 'taken' });
    expect(await inbox.start(event({ id: 'Ev-none' }))).toEqual({ outcome: 'taken' });
    expect(await stored(event({ id: 'Ev-none' }))).toBeUndefined();
  });

  it('recognises its own claim when only the reply to it was lost', async () => {
    await inbox.accept(event());
    const behindProxy = createInbox(clientOf(proxy, 2), tableName, {
      instanceId: 'b',
      leaseMs,
      now: () => new Date(clock + leaseMs),
    });
    proxy.inject(({ operation, ordinal }) =>
      operation === 'UpdateItem' && ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined,
    );

    const result = await behindProxy.start(event());

    expect(result).toEqual({ outcome: 'started', payload: event().payload, attempt: 2 });
  });

  it('parks what was tried too often, once, and never gives it again', async () => {
    await inbox.accept(event());
    for (const attempt of [2, 3]) {
      clock += leaseMs;
      expect(await inbox.start(event())).toMatchObject({ outcome: 'started', attempt });
    }
    clock += leaseMs;

    const results = await Promise.all([inbox.start(event()), instance('b').start(event())]);

    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['parked', 'taken']);
    expect(results).toContainEqual({ outcome: 'parked', payload: event().payload, attempt: 3 });
    expect(await inbox.unfinished()).toEqual([]);
    expect(await inbox.accept(event())).toBe('known');
  });
});

describe('extend', () => {
  it('keeps an event that takes its time', async () => {
    await inbox.accept(event());
    clock += leaseMs - 1;

    const isOurs = await inbox.extend(event());
    clock += leaseMs - 1;

    expect(isOurs).toBe(true);
    expect(await instance('b').start(event())).toEqual({ outcome: 'taken' });
  });

  it('says that an event is not ours any more', async () => {
    await inbox.accept(event());
    clock += leaseMs;
    await instance('b').start(event());

    expect(await inbox.extend(event())).toBe(false);
    await inbox.finish(event());
    expect(await inbox.extend(event())).toBe(false);
  });
});

function clientOf({ endpoint }: Pick<typeof proxy, 'endpoint'>, maxAttempts: number) {
  return createDocumentClient({ region: 'us-west-2', endpoint, maxAttempts });
}
