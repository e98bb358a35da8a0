import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox, type LocalOutbox } from '../../src/delivery/create-outbox.ts';
import type { OutboxPost } from '../../src/delivery/outbox.ts';
import { findReceipt } from '../../src/delivery/receipt.ts';
import { writeTogether } from '../../src/state/write-together.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createStateTable } from './support/state-table.ts';

let engine: TestEngine;
let tableName: string;
let clock: number;
let outbox: LocalOutbox;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  tableName = await createStateTable(engine.client);
  clock = Date.UTC(2026, 0, 5, 9);
  outbox = createOutbox(engine.client, tableName, { now: () => new Date(clock) });
});

const post = (entryId: string, overrides: Partial<OutboxPost> = {}): OutboxPost => ({
  kind: 'post',
  entryId,
  channel: 'C08CSALERTS',
  content: { kind: 'group', groupId: 'g1' },
  ...overrides,
});

async function waiting(): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await engine.client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'outbox' },
      ConsistentRead: true,
    }),
  );
  return Items;
}

describe('createOutbox', () => {
  it('keeps the posts of each channel in their order', async () => {
    await outbox.put(post('second'), '2026-01-05T09:00:00.000Z#0002');
    await outbox.put(post('elsewhere', { channel: 'C08GENERAL1' }), '2026-01-05T09:00:00.000Z#0003');
    await outbox.put(post('first'), '2026-01-05T09:00:00.000Z#0001');

    expect((await waiting()).map(({ entryId }) => entryId)).toEqual(['first', 'second', 'elsewhere']);
    expect(await findReceipt(engine.client, tableName, 'first')).toEqual({ state: 'waiting' });
  });

  it('takes several entries of a channel in one transaction', async () => {
    const items = [
      ...outbox.putting(post('parent'), '2026-01-05T09:00:00.000Z#0001'),
      ...outbox.putting(post('child', { threadOf: 'parent' }), '2026-01-05T09:00:00.000Z#0002'),
      ...outbox.putting({ kind: 'update', of: 'parent', channel: 'C08CSALERTS', content: 1 }, 'unused'),
    ];

    expect(await writeTogether(engine.client, items, { tableName })).toEqual({ written: true });
    expect(await waiting()).toHaveLength(3);
  });

  it('takes a post once, whatever became of it since', async () => {
    await outbox.put(post('only'), '2026-01-05T09:00:00.000Z#0001');
    const again = outbox.putting(post('only'), '2026-01-05T09:05:00.000Z#0001');

    await outbox.put(post('only'), '2026-01-05T09:05:00.000Z#0001');

    expect(await waiting()).toHaveLength(1);
    expect(await writeTogether(engine.client, again, { tableName })).toMatchObject({ written: false });
  });

  it('keeps the last of several updates of a message, and since when it was wanted', async () => {
    const update = { kind: 'update', of: 'parent', channel: 'C08CSALERTS' } as const;
    await outbox.put({ ...update, content: 'older' }, '1');
    const [older] = await waiting();
    clock += 5_000;

    await outbox.put({ ...update, content: 'newer' }, '2');

    const [newer, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(newer).toMatchObject({ content: 'newer', sinceMs: clock - 5_000 });
    expect(newer?.['version']).not.toBe(older?.['version']);
  });

  it('tells who listens that there is something to send', async () => {
    let nudges = 0;
    const stop = outbox.onNudge(() => {
      nudges += 1;
    });

    await outbox.put(post('one'), '1');
    stop();
    await outbox.put(post('two'), '2');

    expect(nudges).toBe(1);
  });
});
