import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SampleDay, valueDaysAgo } from '../../src/state/sample-days.ts';
import { createSamples, type Samples } from '../../src/state/samples.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { type DynamoDbProxy, startDynamoDbProxy } from '../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;
let proxy: DynamoDbProxy;
let tableName: string;
let samples: Samples;

beforeAll(async () => {
  engine = await startTestEngine();
  proxy = await startDynamoDbProxy(engine.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  samples = createSamples(engine.client, tableName, { now: () => new Date('2026-03-20T12:00:00.000Z') });
});

const dayAt = (ordinal: number): string =>
  new Date(Date.parse('2026-02-01') + ordinal * 86_400_000).toISOString().slice(0, 10);
const days = (count: number, churnRisk = 50): SampleDay[] =>
  Array.from({ length: count }, (_, at) => ({ day: dayAt(at), values: { churnRisk: churnRisk + at } }));

describe('keepDay', () => {
  it('keeps what was true when a day began, one day after the other', async () => {
    await samples.keepDay('agents', 'agent-1', '2026-03-19', { churnRisk: 61 });
    const kept = await samples.keepDay('agents', 'agent-1', '2026-03-20', { churnRisk: 64, revenueAtRisk: 900 });

    expect(kept).toEqual([
      { day: '2026-03-19', values: { churnRisk: 61 } },
      { day: '2026-03-20', values: { churnRisk: 64, revenueAtRisk: 900 } },
    ]);
    expect(await samples.read('agents', 'agent-1')).toEqual(kept);
  });

  it('believes the first who tells of a day, and none who tells of a day before it', async () => {
    await samples.keepDay('agents', 'agent-1', '2026-03-20', { churnRisk: 61 });

    const again = await samples.keepDay('agents', 'agent-1', '2026-03-20', { churnRisk: 70 });
    const earlier = await samples.keepDay('agents', 'agent-1', '2026-03-19', { churnRisk: 55 });

    expect(again).toEqual([{ day: '2026-03-20', values: { churnRisk: 61 } }]);
    expect(earlier).toEqual(again);
  });

  it('lets the oldest days go, so that an item stays small and ends some time', async () => {
    const all = days(31);
    await samples.keep('agents', [{ id: 'agent-1', days: all }]);

    const kept = await samples.keepDay('agents', 'agent-1', dayAt(31), { churnRisk: 81 });

    expect(kept).toHaveLength(31);
    expect(kept[0]).toEqual(all[1]);
    expect(await samples.read('agents', 'agent-1')).toEqual(kept);
    const key = { pk: 'samples#agents', sk: 'agent-1' };
    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: key }));
    expect(Item?.['ttl']).toBe(Date.parse('2026-03-20T12:00:00.000Z') / 1_000 + 90 * 86_400);
    expect(JSON.stringify(Item).length).toBeLessThan(4_096);
  });
});

describe('keep', () => {
  it('gives many members a past, also when DynamoDB leaves some of a batch', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    proxy.inject(({ operation, ordinal }) =>
      operation === 'BatchWriteItem' && ordinal === 0 ? { kind: 'unprocessed', processed: 3 } : undefined,
    );
    const members = Array.from({ length: 120 }, (_, at) => ({ id: `agent-${at}`, days: days(3, at) }));

    await createSamples(client, tableName).keep('agents', members);

    client.destroy();
    const kept = await samples.readMany('agents', [...members.map(({ id }) => id), 'agent-unknown']);
    expect(kept.size).toBe(120);
    expect(kept.get('agent-7')).toEqual(days(3, 7));
  });

  it('keeps the newest days of a long past, in order', async () => {
    await samples.keep('entities', [{ id: 'stu_1', days: days(40).reverse() }]);

    const kept = await samples.read('entities', 'stu_1');

    expect(kept).toEqual(days(40).slice(-31));
    expect(await samples.read('agents', 'stu_1')).toEqual([]);
  });
});

describe('valueDaysAgo', () => {
  const now = Date.parse('2026-03-20T12:00:00.000Z');
  const past: SampleDay[] = [
    { day: '2026-03-10', values: { churnRisk: 50 } },
    { day: '2026-03-15', values: { churnRisk: 60 } },
    { day: '2026-03-20', values: { churnRisk: 70 } },
  ];

  it.each([
    ['is of that very day', 5, { value: 60, days: 5 }],
    ['is of the newest day before, since nothing moved in between', 7, { value: 50, days: 7 }],
    ['is of the first day where that is younger, and says so', 14, { value: 50, days: 10 }],
  ])('%s', (_what, back, expected) => {
    expect(valueDaysAgo(past, 'churnRisk', { now, days: back })).toEqual(expected);
  });

  it('is not known from today alone, nor of a metric that is not kept', () => {
    expect(valueDaysAgo(past.slice(2), 'churnRisk', { now, days: 7 })).toBeUndefined();
    expect(valueDaysAgo(past, 'npsScore', { now, days: 7 })).toBeUndefined();
  });
});
