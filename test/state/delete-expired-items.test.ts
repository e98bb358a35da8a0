import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { putAll } from '../../src/state/batches.ts';
import { deleteExpiredItems } from '../../src/state/delete-expired-items.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const { engine, proxy } = proxiedEngine();
const now = (): Date => new Date('2026-03-20T12:00:00.000Z');
const nowSeconds = now().getTime() / 1_000;
const day = 86_400;
let tableName: string;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
});

async function keep(...items: readonly Record<string, unknown>[]): Promise<void> {
  await putAll({ client: engine.client, tableName, operation: 'keep' }, items);
}

async function kept(): Promise<readonly string[]> {
  const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: tableName }));
  return Items.map(({ sk }) => String(sk)).toSorted();
}

describe('deleteExpiredItems', () => {
  it('deletes what has been expired for a day, and nothing else', async () => {
    await keep(
      { pk: 'thread#1', sk: 'over', ttl: nowSeconds - day - 1 },
      { pk: 'thread#1', sk: 'over since yesterday', ttl: nowSeconds - day },
      { pk: 'thread#1', sk: 'to come', ttl: nowSeconds + day },
      { pk: 'thread#1', sk: 'without end' },
      { pk: 'inbox', sk: 'not a time', ttl: '17' },
    );

    const deleted = await deleteExpiredItems(engine.client, tableName, { now });

    expect(deleted).toBe(1);
    expect(await kept()).toEqual(['not a time', 'over since yesterday', 'to come', 'without end']);
  });

  it('goes through all pages, and stops when it is told to', async () => {
    const old = (at: number) => ({ pk: 'old', sk: String(at), ttl: nowSeconds - 2 * day });
    await keep(...Array.from({ length: 600 }, (_, at) => old(at)));

    const stopped = deleteExpiredItems(engine.client, tableName, { now, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow('aborted');
    const deleted = await deleteExpiredItems(engine.client, tableName, { now });

    expect(deleted).toBe(600);
    expect(await kept()).toEqual([]);
  });

  it('leaves alone what was given more time after it was found', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    const item = { pk: 'samples#agents', sk: 'agent-1', ttl: nowSeconds - 2 * day };
    await keep(item);
    let renewal: Promise<unknown> | undefined;
    proxy.inject(({ operation }) => {
      if (operation !== 'DeleteItem') return undefined;
      renewal = engine.client.send(new PutCommand({ TableName: tableName, Item: { ...item, ttl: nowSeconds + day } }));
      return { kind: 'slow', ms: 100 };
    });

    const deleted = await deleteExpiredItems(client, tableName, { now });
    await renewal;
    client.destroy();

    const { pk, sk } = item;
    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }));
    expect(deleted).toBe(0);
    expect(Item).toMatchObject({ ttl: nowSeconds + day });
  });
});
