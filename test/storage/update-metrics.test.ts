import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import type { MetricChange, Repository } from '../../src/storage/repository.ts';
import { agentItem } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { type DynamoDbProxy, startDynamoDbProxy } from '../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem } from '../support/entities-table.ts';

let engine: TestEngine;
let proxy: DynamoDbProxy;
let repository: Repository;

beforeAll(async () => {
  engine = await startTestEngine();
  proxy = await startDynamoDbProxy(engine.endpoint);
  const { tableName } = await createAgentsTable(engine.client);
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
  repository = createRepository({ client, dataset: agents, tableName });
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(async () => {
  proxy.reset();
  await repository.load([agentItem(1, { npsScore: 64, churnRisk: 20, averageResponseTime: 4.6 })]);
});

const nps = (from: number, to: number): MetricChange => ({ metric: 'npsScore', from, to });
const writes = (): number => proxy.calls.filter(({ operation }) => operation === 'UpdateItem').length;

describe('update', () => {
  it('sets what changed and gives back the whole item', async () => {
    const item = await repository.update('agent-1', [
      nps(64, 72),
      { metric: 'averageResponseTime', from: 4.6, to: 2.25 },
    ]);

    const expected = agentItem(1, { npsScore: 72, churnRisk: 20, averageResponseTime: 2.25 });
    expect(item).toEqual(expected);
    expect(await repository.find('agent-1')).toEqual(expected);
  });

  it('changes nothing when one of the values is not what the person saw, and says which', async () => {
    const update = repository.update('agent-1', [{ metric: 'churnRisk', from: 20, to: 35 }, nps(60, 72)]);

    await expect(update).rejects.toMatchObject({
      code: 'repository.conflict',
      details: { metric: 'npsScore', expected: 60, actual: 64 },
    });
    expect(await repository.find('agent-1')).toMatchObject({ churnRisk: 20, npsScore: 64 });
  });

  it('is a conflict too when a value that should stay is not what the person saw', async () => {
    const update = repository.update('agent-1', [{ metric: 'churnRisk', from: 25, to: 25 }, nps(64, 72)]);

    await expect(update).rejects.toMatchObject({ code: 'repository.conflict', details: { metric: 'churnRisk' } });
    expect(await repository.find('agent-1')).toMatchObject({ npsScore: 64 });
  });

  it.each([
    ['different', [71, 72]],
    ['the same', [72, 72]],
  ])('lets exactly one of two win that set %s values at once', async (_, [first = 0, second = 0]) => {
    for (let round = 0; round < 10; round += 1) {
      await repository.load([agentItem(1, { npsScore: 64 })]);

      const results = await Promise.allSettled([
        repository.update('agent-1', [nps(64, first)]),
        repository.update('agent-1', [nps(64, second)]),
      ]);

      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = results.find(({ status }) => status === 'rejected');
      expect(lost).toMatchObject({ reason: { code: 'repository.conflict' } });
      const winner = results.findIndex(({ status }) => status === 'fulfilled');
      expect(await repository.find('agent-1')).toMatchObject({ npsScore: [first, second][winner] });
    }
  });

  it.each([
    ['changed', [nps(64, 72)]],
    ['confirmed', [nps(64, 64)]],
  ])('makes no item when there is none to be %s', async (_, changes) => {
    await expect(repository.update('agent-404', changes)).rejects.toMatchObject({ code: 'repository.not_found' });

    expect(await repository.find('agent-404')).toBeUndefined();
  });

  it('writes nothing when every value stays, and gives back the item', async () => {
    const item = await repository.update('agent-1', [nps(64, 64)]);

    expect(item).toMatchObject({ id: 'agent-1', npsScore: 64 });
    expect(writes()).toBe(0);
    await expect(repository.update('agent-1', [nps(10, 10)])).rejects.toMatchObject({ code: 'repository.conflict' });
  });

  it.each([
    ['above the range', [nps(64, 101)]],
    ['below the range', [nps(64, -1)]],
    ['a fraction where whole numbers are kept', [nps(64, 70.5)]],
    ['no number', [nps(64, Number.NaN)]],
    ['no number before', [nps(Number.NaN, 70)]],
    ['no metric', [{ metric: 'experienceLevel', from: 1, to: 2 }]],
    ['an inherited property', [{ metric: 'constructor', from: 1, to: 2 }]],
    ['named twice', [nps(64, 70), nps(64, 71)]],
    ['nothing', []],
  ])('refuses a change that is %s before it asks the store', async (_, changes) => {
    proxy.reset();

    await expect(repository.update('agent-1', changes)).rejects.toMatchObject({ code: 'repository.invalid' });
    expect(proxy.calls).toEqual([]);
  });

  it('takes a value that was out of range before to one that is valid', async () => {
    await setStored('npsScore', '250');

    expect(await repository.update('agent-1', [nps(250, 90)])).toMatchObject({ npsScore: 90 });
  });

  it('compares by what a person can see where more digits are stored', async () => {
    await setStored('averageResponseTime', '4.3333333333333333333333333333333333333');
    const { averageResponseTime: seen } = (await repository.find('agent-1')) ?? {};

    const item = await repository.update('agent-1', [{ metric: 'averageResponseTime', from: Number(seen), to: 2 }]);

    expect(item).toMatchObject({ averageResponseTime: 2 });
  });

  it('says that there is no number any more', async () => {
    await setStored('npsScore', undefined);

    await expect(repository.update('agent-1', [nps(64, 72)])).rejects.toMatchObject({
      code: 'repository.conflict',
      details: { metric: 'npsScore', expected: 64, actual: undefined },
    });
  });

  it('is applied when only the reply to its first request was lost', async () => {
    proxy.inject(({ operation, ordinal }) =>
      operation === 'UpdateItem' && ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined,
    );

    const item = await repository.update('agent-1', [nps(64, 72)]);

    expect(item).toEqual(agentItem(1, { npsScore: 72, churnRisk: 20, averageResponseTime: 4.6 }));
    expect(writes()).toBe(2);
  });

  it('asks again after it was told to slow down', async () => {
    proxy.inject(({ operation, ordinal }) =>
      operation === 'UpdateItem' && ordinal === 0 ? { kind: 'throttled' } : undefined,
    );

    expect(await repository.update('agent-1', [nps(64, 72)])).toMatchObject({ npsScore: 72 });
  });
});

describe('update of an item that two keys name', () => {
  const health = (from: number, to: number): MetricChange => ({ metric: 'health_score', from, to });
  let metrics: Repository;

  beforeEach(async () => {
    metrics = await createEntitiesTable(engine.client, [entityItem(), entityItem({ entity_id: 'stu_4533' })]);
  });

  it('sets what changed in that item alone, by its id', async () => {
    const item = await metrics.update('stu_4532', [health(72, 64), { metric: 'ib_calls_14d', from: 3, to: 3 }]);

    expect(item).toEqual(entityItem({ health_score: 64 }));
    expect(await metrics.find('stu_4532')).toEqual(item);
    expect(await metrics.find('stu_4533')).toMatchObject({ health_score: 72 });
  });

  it('is a conflict when the value changed meanwhile', async () => {
    await expect(metrics.update('stu_4532', [health(70, 64)])).rejects.toMatchObject({
      code: 'repository.conflict',
      details: { metric: 'health_score', expected: 70, actual: 72 },
    });
  });

  it.each([
    ['changed', health(72, 64)],
    ['confirmed', health(72, 72)],
  ])('makes no item when there is none to be %s', async (_, change) => {
    await expect(metrics.update('stu_404', [change])).rejects.toMatchObject({ code: 'repository.not_found' });

    expect(await metrics.find('stu_404')).toBeUndefined();
  });
});

async function setStored(metric: string, digits: string | undefined): Promise<void> {
  const Key = { id: { S: 'agent-1' } };
  const TableName = repository.tableName;
  await engine.client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: digits === undefined ? 'REMOVE #metric' : 'SET #metric = :value',
      ExpressionAttributeNames: { '#metric': metric },
      ...(digits === undefined ? {} : { ExpressionAttributeValues: { ':value': { N: digits } } }),
    }),
  );
  const { Item } = await engine.client.send(new GetItemCommand({ TableName, Key }));
  expect(Item?.[metric]?.N).toBe(digits);
}
