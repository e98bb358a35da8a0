import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createCheckpoints } from '../../../src/state/checkpoints.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { createDeadLetters } from '../../../src/state/dead-letters.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import type { StreamSubscription } from '../../../src/storage/stream/change.ts';
import type { ChangeSource } from '../../../src/storage/stream/change-source.ts';
import { createStreamReader, type StreamReaderOptions } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { createManualClock, eventually } from '../../support/manual-clock.ts';
import { idsOf, subscriber } from '../../support/stream-subscriber.ts';

const log = pino({ level: 'silent' });
const things = { name: 'things', nameVariable: 'THINGS', partitionKey: 'id', indexes: [] };

let engine: TestEngine;
let streams: DynamoDBStreamsClient;
let tableName: string;
let stateName: string;
let streamArn: string;
let started: ChangeSource[];

beforeAll(async () => {
  engine = await startTestEngine();
  streams = createStreamsClient({ region: 'us-west-2', endpoint: engine.endpoint });
});
afterAll(async () => {
  streams.destroy();
  await engine.stop();
});

beforeEach(async () => {
  tableName = freshTableName();
  stateName = freshTableName();
  started = [];
  await ensureTable(engine.client, things, tableName);
  await ensureTable(engine.client, stateTable, stateName);
  streamArn = await switchOnStream(engine.client, tableName);
});
afterEach(async () => {
  await Promise.all(started.map((reader) => reader.stop()));
});

function start(subscription: StreamSubscription, overrides: Partial<StreamReaderOptions> = {}): ChangeSource {
  const reader = createStreamReader({
    streams,
    streamArn,
    subscription,
    leases: createLeases(engine.client, stateName, { instanceId: `instance-${started.length}`, log }),
    checkpoints: createCheckpoints(engine.client, stateName, { streamArn, subscription: subscription.name }),
    deadLetters: createDeadLetters(engine.client, stateName),
    log,
    pollMs: 10,
    lookMs: 40,
    ...overrides,
  });
  started.push(reader);
  reader.start();
  return reader;
}

async function put(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await engine.client.send(new PutCommand({ TableName: tableName, Item: { id, score: 1 } }));
}

describe('createStreamReader, over the embedded engine', () => {
  it('tells what happened to each item, with what it was and is, in order', async () => {
    const { changes, subscription } = subscriber();
    const item = { id: 'a', score: 1.5, tags: new Set(['x']), note: null, nested: { list: [1, true] } };

    start(subscription);
    await engine.client.send(new PutCommand({ TableName: tableName, Item: item }));
    await engine.client.send(new PutCommand({ TableName: tableName, Item: { ...item, score: 2 } }));
    await engine.client.send(new DeleteCommand({ TableName: tableName, Key: { id: 'a' } }));
    await eventually(() => changes.length === 3);

    expect(changes.map(({ kind, keys, before, after }) => ({ kind, keys, before, after }))).toEqual([
      { kind: 'insert', keys: { id: 'a' }, before: undefined, after: item },
      { kind: 'modify', keys: { id: 'a' }, before: item, after: { ...item, score: 2 } },
      { kind: 'remove', keys: { id: 'a' }, before: { ...item, score: 2 }, after: undefined },
    ]);
    expect(Math.abs((changes[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('goes on where it was stopped, with nothing twice and nothing missing', async () => {
    const { changes, gaps, subscription } = subscriber();
    const first = start(subscription);
    await put('a', 'b');
    await eventually(() => changes.length === 2);
    await first.stop();
    await put('c');

    start(subscription);
    await put('d');
    await eventually(() => changes.length >= 4);

    expect(idsOf(changes)).toEqual(['a', 'b', 'c', 'd']);
    expect(gaps).toEqual([]);
  });

  it('waits for what is being handled when it is stopped, and keeps the position behind it', async () => {
    let finish: () => void = () => undefined;
    let signal: AbortSignal | undefined;
    const { subscription } = subscriber({
      handle: (_changes, delivery) => {
        signal = delivery.signal;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    const reader = start(subscription);
    await put('a');
    await eventually(() => signal);
    const stopped = reader.stop();
    expect(signal?.aborted).toBe(true);
    finish();
    await stopped;

    const later = subscriber();
    start(later.subscription);
    await put('b');
    await eventually(() => later.changes.length > 0);

    expect(idsOf(later.changes)).toEqual(['b']);
  });

  it('tells each of several exclusive readers nothing that another one was told', async () => {
    const [first, second] = [subscriber(), subscriber()];
    start(first.subscription);
    start(second.subscription);

    await put('a', 'b', 'c', 'd', 'e', 'f');
    await eventually(() => first.changes.length + second.changes.length >= 6);

    const told = [first, second].map(({ changes }) => idsOf(changes));
    expect(told).toContainEqual([]);
    expect(told.flat()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('tells each broadcast reader every change, without a lease', async () => {
    const tellingAll = [subscriber({ mode: 'broadcast', name: 'one' }), subscriber({ mode: 'broadcast', name: 'two' })];
    for (const { subscription } of tellingAll) start(subscription, { leases: undefined });

    await put('a', 'b');
    await eventually(() => tellingAll.every(({ changes }) => changes.length === 2));

    expect(tellingAll.map(({ changes }) => idsOf(changes))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('keeps a reader that was stalled and overtaken from moving the checkpoint back, or handling more', async () => {
    const [stalledClock, clock] = [createManualClock(), createManualClock()];
    const leasesOf = (instanceId: string, ofInstance: ReturnType<typeof createManualClock>) =>
      createLeases(engine.client, stateName, { instanceId, leaseMs: 9_000, log, ...ofInstance });
    let goOn: () => void = () => undefined;
    const stalled: string[] = [];
    const { subscription } = subscriber({
      async handle(changes) {
        stalled.push(...changes.map(({ keys }) => String(keys['id'])));
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      },
    });
    const stalledReader = start(subscription, { leases: leasesOf('stalled', stalledClock) });
    await put('a');
    await eventually(() => stalled.length === 1);

    const next = subscriber();
    start(next.subscription, { leases: leasesOf('next', clock) });
    await put('b');
    await eventually(() => {
      clock.advance(500);
      return next.changes.length === 2;
    });
    const checkpoints = createCheckpoints(engine.client, stateName, { streamArn, subscription: 'rules' });
    await eventually(
      () => checkpoints.positions(),
      (positions) => [...positions.values()].some((position) => position.state === 'reading' && position.after === '2'),
    );
    goOn();
    await stalledReader.stop();

    expect(stalled).toEqual(['a']);
    expect([...(await checkpoints.positions()).values()]).toEqual([{ state: 'reading', after: '2' }]);
  });

  it('reads a table that was made anew from the beginning, after telling so once', async () => {
    const { changes, gaps, subscription } = subscriber();
    const first = start(subscription);
    await put('a');
    await eventually(() => changes.length === 1);
    await first.stop();
    await engine.client.send(new DeleteTableCommand({ TableName: tableName }));
    await ensureTable(engine.client, things, tableName);
    const formerArn = streamArn;
    streamArn = await switchOnStream(engine.client, tableName);
    await put('b');

    const second = start(subscription);
    await eventually(() => idsOf(changes).includes('b'));
    await second.stop();
    start(subscription);
    await put('c');
    await eventually(() => idsOf(changes).includes('c'));

    expect(streamArn).not.toBe(formerArn);
    expect(gaps).toEqual([{ reason: 'newStream', streamArn }]);
  });

  it('tells how far it lies behind', async () => {
    let finish: () => void = () => undefined;
    const { subscription } = subscriber({
      handle: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    });
    const ahead = Date.now() + 3_600_000;
    const reader = start(subscription, { now: () => new Date(ahead) });
    const before = reader.lag();
    await put('a');

    const waiting = await eventually(
      () => reader.lag(),
      (lag) => lag !== undefined && lag > 0,
    );
    finish();
    await eventually(() => reader.lag() === 0);

    expect(before).toBeUndefined();
    expect(Math.round((waiting ?? 0) / 60_000)).toBe(60);
  });

  it('begins with what is made from then on where that is asked for, and later where it was', async () => {
    const { changes, subscription } = subscriber({ mode: 'broadcast', startAt: 'newest' });
    await put('before');
    const first = start(subscription);
    await eventually(() => first.currentTo() !== undefined);

    await put('a');
    await eventually(() => changes.length === 1);
    await first.stop();
    await put('b');
    start(subscription);
    await eventually(() => changes.length === 2);

    expect(idsOf(changes)).toEqual(['a', 'b']);
  });

  it('is current to a moment only once what was made before is handled', async () => {
    let finish: () => void = () => undefined;
    const { subscription } = subscriber({
      handle: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    });
    await put('a');
    const madeAt = Date.now();
    const reader = start(subscription);

    const whileHandled = await eventually(() => reader.currentTo());
    finish();
    const later = await eventually(
      () => reader.currentTo(),
      (to) => to !== undefined && to >= madeAt,
    );

    expect(whileHandled).toBeLessThan(madeAt);
    expect(later).toBeLessThanOrEqual(Date.now());
  });

  it('refuses an exclusive subscription that comes without leases', () => {
    const { subscription } = subscriber();

    expect(() => start(subscription, { leases: undefined })).toThrowError(AppError);
  });
});
