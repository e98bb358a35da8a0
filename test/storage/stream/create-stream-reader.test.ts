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
import type { Change, StreamGap, StreamSubscription } from '../../../src/storage/stream/change.ts';
import type { ChangeSource } from '../../../src/storage/stream/change-source.ts';
import { createStreamReader, type StreamReaderOptions } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { eventually } from '../../support/manual-clock.ts';

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

interface Subscriber {
  readonly changes: Change[];
  readonly gaps: StreamGap[];
  readonly subscription: StreamSubscription;
}

function subscriber(overrides: Partial<StreamSubscription> = {}): Subscriber {
  const changes: Change[] = [];
  const gaps: StreamGap[] = [];
  const subscription: StreamSubscription = {
    name: 'rules',
    mode: 'exclusive',
    async handle(batch) {
      changes.push(...batch);
    },
    async onGap(gap) {
      gaps.push(gap);
    },
    ...overrides,
  };
  return { changes, gaps, subscription };
}

function start(subscription: StreamSubscription, overrides: Partial<StreamReaderOptions> = {}): ChangeSource {
  const reader = createStreamReader({
    streams,
    streamArn,
    subscription,
    leases: createLeases(engine.client, stateName, { instanceId: `instance-${started.length}`, leaseMs: 600, log }),
    checkpoints: createCheckpoints(engine.client, stateName, { streamArn, subscription: subscription.name }),
    deadLetters: createDeadLetters(engine.client, stateName),
    log,
    pollMs: 10,
    lookMs: 20,
    ...overrides,
  });
  started.push(reader);
  reader.start();
  return reader;
}

async function put(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await engine.client.send(new PutCommand({ TableName: tableName, Item: { id, score: 1 } }));
}

const idsOf = (changes: readonly Change[]): unknown[] => changes.map(({ keys }) => keys['id']);

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
});
