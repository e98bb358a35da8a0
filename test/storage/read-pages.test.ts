import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { namesOfKind } from '../../src/catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { ReadPage, Repository } from '../../src/storage/repository.ts';
import { agentItem, agentItems } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { type DynamoDbProxy, startDynamoDbProxy } from '../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const everything = Object.keys(agents.attributes);
const fleet = agentItems(130);

let engine: TestEngine;
let proxy: DynamoDbProxy;
let repository: Repository;
let proxied: Repository;

beforeAll(async () => {
  engine = await startTestEngine();
  proxy = await startDynamoDbProxy(engine.endpoint);
  repository = await createAgentsTable(engine.client, fleet);
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 3 });
  proxied = createRepository({ client, dataset: agents, tableName: repository.tableName });
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(() => proxy.reset());

async function collect(pages: AsyncIterable<ReadPage>): Promise<ReadPage[]> {
  const all: ReadPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

const itemsOf = (pages: readonly ReadPage[]): AnyItem[] => pages.flatMap(({ items }) => items);
const byId = (items: readonly AnyItem[]): AnyItem[] =>
  items.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));

describe('readAll', () => {
  it.each([
    ['one page', {}],
    ['pages of 7', { pageSize: 7 }],
    ['three segments at once', { parallel: 3 }],
    ['four segments at once in pages of 5', { parallel: 4, pageSize: 5 }],
  ])('gives every item once and whole in %s', async (_, options) => {
    const pages = await collect(repository.readAll({ attributes: everything, ...options }));

    expect(byId(itemsOf(pages))).toEqual(byId(fleet));
    expect(pages.every(({ unreadable, readUnits }) => unreadable === 0 && readUnits >= 0)).toBe(true);
    expect(pages.reduce((sum, { readUnits }) => sum + readUnits, 0)).toBeGreaterThan(0);
  });

  it('keeps to the page size', async () => {
    const pages = await collect(repository.readAll({ attributes: ['npsScore'], pageSize: 50 }));

    expect(pages.map(({ items }) => items.length).filter((size) => size > 0)).toEqual([50, 50, 30]);
  });

  it('sets a limit by itself, so that one page never is a whole table', async () => {
    await collect(proxied.readAll({ attributes: ['npsScore'] }));

    expect(proxy.calls.map(({ body }) => body['Limit'])).toEqual([1_000]);
  });

  it('reads the key and the attributes that are asked for, reserved words among them, and no others', async () => {
    const pages = await collect(repository.readAll({ attributes: ['name', 'revenue'] }));

    const [first] = byId(itemsOf(pages));
    expect(first).toEqual({ id: 'agent-1', name: 'Dana Whitfield 1', revenue: 8_001 });
  });

  it('leaves out values that the catalogue lacks and counts their items', async () => {
    const own = await createAgentsTable(engine.client, [agentItem(1)]);
    const strange = { ...agentItem(2), experienceLevel: 'legendary', npsScore: 250, revenue: 12345678901234567890n };
    await engine.client.send(new PutCommand({ TableName: own.tableName, Item: strange }));
    await engine.client.send(new PutCommand({ TableName: own.tableName, Item: { id: 'agent-3', npsScore: 40 } }));

    const attributes = ['experienceLevel', 'npsScore', 'revenue'];
    const [page] = await collect(own.readAll({ attributes }));

    expect(byId(page?.items ?? [])).toEqual([
      { id: 'agent-1', experienceLevel: 'established', npsScore: 64, revenue: 8_001 },
      { id: 'agent-2' },
      { id: 'agent-3', npsScore: 40 },
    ]);
    expect(page?.unreadable).toBe(2);
  });

  it('reads on after DynamoDB asked to slow down', async () => {
    proxy.inject(({ ordinal }) => (ordinal < 2 ? { kind: 'throttled' } : undefined));

    const pages = await collect(proxied.readAll({ attributes: ['npsScore'] }));

    expect(itemsOf(pages)).toHaveLength(fleet.length);
    expect(proxy.calls).toHaveLength(3);
  });

  it('says that it is throttled when that does not end', async () => {
    proxy.inject(() => ({ kind: 'throttled' }));

    await expect(collect(proxied.readAll({ attributes: ['npsScore'] }))).rejects.toMatchObject({
      code: 'repository.throttled',
      retryable: true,
    });
  });

  it.each([
    ['server errors', { kind: 'serverError' }],
    ['broken connections', { kind: 'dropped' }],
  ] as const)('says that the store is unavailable after %s without end', async (_, fault) => {
    proxy.inject(() => fault);

    await expect(collect(proxied.readAll({ attributes: ['npsScore'], parallel: 3 }))).rejects.toMatchObject({
      code: 'repository.unavailable',
      retryable: true,
    });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    proxy.inject(({ ordinal }) => {
      if (ordinal === 2) controller.abort();
      return undefined;
    });

    const reading = collect(proxied.readAll({ attributes: ['npsScore'], pageSize: 10, signal: controller.signal }));

    await expect(reading).rejects.toMatchObject({ code: 'repository.unavailable' });
    expect(proxy.calls).toHaveLength(3);
  });

  it('says which table is missing', async () => {
    const missing = createRepository({ client: engine.client, dataset: agents, tableName: 'Nowhere' });

    await expect(collect(missing.readAll({ attributes: ['npsScore'] }))).rejects.toMatchObject({
      code: 'repository.missing_table',
      details: { tableName: 'Nowhere' },
    });
  });

  it('refuses attributes, page sizes and segment counts that make no sense', async () => {
    for (const options of [
      { attributes: ['shoeSize'] },
      { attributes: [], pageSize: 0 },
      { attributes: [], parallel: 0 },
    ]) {
      await expect(async () => collect(repository.readAll(options))).rejects.toMatchObject({ code: 'input.invalid' });
    }
  });
});

describe('readSegment', () => {
  const members = namesOfKind(agents, 'segment').flatMap((segment) => {
    const attribute = agents.attributes[segment as 'experienceLevel'];
    return Object.keys(attribute.values).map((value) => [segment, value] as const);
  });

  it.each(members)('gives by index what a filter of the full read gives: %s %s', async (segment, value) => {
    const all = itemsOf(await collect(repository.readAll({ attributes: everything })));

    const page = await repository.readSegment(segment, value, { attributes: everything });

    const expected = byId(all.filter((item) => item[segment] === value));
    expect(expected.length).toBeGreaterThan(0);
    expect(page.items).toEqual(expected);
    expect(page.cursor).toBeUndefined();
  });

  it('gives the same by pages as at once, in the order of the key', async () => {
    const attributes = ['name', 'experienceLevel'];
    const whole = await repository.readSegment('experienceLevel', 'rookie', { attributes });
    const paged: AnyItem[] = [];
    let cursor: string | undefined;
    do {
      const options = { attributes, pageSize: 4, ...(cursor === undefined ? {} : { cursor }) };
      const page = await repository.readSegment('experienceLevel', 'rookie', options);
      paged.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(paged).toEqual(whole.items);
    expect(paged).toEqual(byId(paged));
  });

  it('refuses a cursor of another list', async () => {
    const { cursor = '' } = await repository.readSegment('experienceLevel', 'rookie', { attributes: [], pageSize: 2 });

    expect(cursor).not.toBe('');
    for (const [segment, value] of [
      ['experienceLevel', 'veteran'],
      ['spendLevel', 'lessThan1k'],
    ] as const) {
      await expect(repository.readSegment(segment, value, { attributes: [], cursor })).rejects.toMatchObject({
        code: 'input.invalid',
      });
    }
  });

  it('says that the table lacks the index', async () => {
    await ensureTable(engine.client, stateTable, 'NoIndexes');
    const without = createRepository({ client: engine.client, dataset: agents, tableName: 'NoIndexes' });

    await expect(without.readSegment('experienceLevel', 'rookie', { attributes: [] })).rejects.toMatchObject({
      code: 'repository.missing_table',
      details: { index: 'ExperienceLevelIndex' },
    });
  });
});
