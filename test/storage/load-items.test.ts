import { beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import type { LoadProgress, Repository } from '../../src/storage/repository.ts';
import { agentItem, agentItems } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const fleet = agentItems(130);
const total = fleet.length;

const { engine, proxy } = proxiedEngine();
let repository: Repository;

beforeEach(async () => {
  proxy.reset();
  const { tableName } = await createAgentsTable(engine.client);
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 3 });
  const loading = { attempts: 4, backoff: { baseMs: 1, capMs: 4 } };
  repository = createRepository({ client, dataset: agents, tableName, loading });
});

const sizeOf = (body: Readonly<Record<string, unknown>>): number => {
  const [requests = []] = Object.values(body['RequestItems'] as Record<string, unknown[]>);
  return requests.length;
};

async function stored(): Promise<AnyItem[]> {
  proxy.inject(() => undefined);
  const items: AnyItem[] = [];
  for await (const page of repository.readAll({ attributes: Object.keys(agents.attributes) }))
    items.push(...page.items);
  const ordinal = ({ id }: AnyItem): number => Number(String(id).slice('agent-'.length));
  return items.toSorted((a, b) => ordinal(a) - ordinal(b));
}

describe('load', () => {
  it('writes everything in batches of 25 at most, and tells how far it is', async () => {
    const progress: LoadProgress[] = [];

    await repository.load(fleet, { onProgress: (step) => progress.push(step) });

    expect(proxy.calls.map(({ body }) => sizeOf(body)).toSorted((a, b) => a - b)).toEqual([5, 25, 25, 25, 25, 25]);
    expect(progress.map(({ written }) => written)).toEqual(
      progress.map(({ written }) => written).toSorted((a, b) => a - b),
    );
    expect(progress.at(-1)).toEqual({ written: total, total });
    expect(await stored()).toEqual(fleet);
  });

  it('completes batches that are done in part, and sends only what was left', async () => {
    let sent = 0;
    proxy.inject(({ body, ordinal }) => {
      sent += sizeOf(body);
      return ordinal % 2 === 0 ? { kind: 'unprocessed', processed: 10 } : undefined;
    });

    await repository.load(fleet);

    expect(await stored()).toEqual(fleet);
    expect(sent).toBeLessThan(2 * total);
    expect(proxy.calls.filter(({ operation }) => operation === 'BatchWriteItem').length).toBeGreaterThan(6);
  });

  it('never has more batches on their way than it was told', async () => {
    let active = 0;
    let most = 0;
    const client = createDocumentClient({ region: 'us-west-2', endpoint: engine.endpoint });
    client.middlewareStack.add((next) => async (request) => {
      active += 1;
      most = Math.max(most, active);
      const result = await next(request);
      active -= 1;
      return result;
    });
    const { tableName } = repository;

    await createRepository({ client, dataset: agents, tableName, loading: { concurrency: 3 } }).load(fleet);

    expect(most).toBe(3);
  });

  it('says how many were written when it fails, and completes without duplicates when run again', async () => {
    let accepted = 0;
    proxy.inject(({ body }) => {
      if (accepted >= 50) return { kind: 'throttled' };
      accepted += sizeOf(body);
      return undefined;
    });

    const failure = await repository.load(fleet).catch((error: unknown) => error);

    const afterFailure = await stored();
    expect(failure).toMatchObject({
      code: 'repository.throttled',
      retryable: true,
      message: expect.stringContaining('50 of 130 items were written'),
      details: { written: 50, total },
    });
    expect(afterFailure).toHaveLength(50);
    await repository.load(fleet);
    expect(await stored()).toEqual(fleet);
  });

  it('begins no further batch once one has failed', async () => {
    proxy.inject(() => ({ kind: 'throttled' }));
    const { tableName } = repository;
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
    const oneByOne = createRepository({ client, dataset: agents, tableName, loading: { concurrency: 1 } });

    await expect(oneByOne.load(fleet)).rejects.toMatchObject({ details: { written: 0, total } });

    expect(proxy.calls).toHaveLength(1);
  });

  it('gives up on items that are never processed, and counts those that were', async () => {
    proxy.inject(({ body }) => ({ kind: 'unprocessed', processed: sizeOf(body) === 25 ? 20 : 0 }));

    const failure = await repository.load(agentItems(25)).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'repository.throttled', details: { written: 20, total: 25 } });
    expect(proxy.calls).toHaveLength(4);
    expect(await stored()).toHaveLength(20);
  });

  it('gets over server errors and broken connections', async () => {
    proxy.inject(({ ordinal }) => {
      if (ordinal === 0) return { kind: 'serverError' };
      return ordinal === 5 ? { kind: 'dropped', replyLost: true } : undefined;
    });

    await repository.load(fleet);

    expect(await stored()).toEqual(fleet);
  });

  it('stops between batches when it is told to, and says how far it came', async () => {
    const controller = new AbortController();

    const failure = await repository
      .load(fleet, { signal: controller.signal, onProgress: () => controller.abort() })
      .catch((error: unknown) => error);

    const { details } = failure as { details: { written: number } };
    expect(failure).toMatchObject({ code: 'repository.unavailable', details: { total } });
    expect(details.written).toBeLessThan(total);
    expect((await stored()).length).toBeGreaterThanOrEqual(details.written);
  });

  it('replaces items of the same key', async () => {
    await repository.load([agentItem(1)]);
    await repository.load([agentItem(1, { npsScore: 12 })]);

    expect(await stored()).toEqual([agentItem(1, { npsScore: 12 })]);
  });

  it.each([
    ['a value out of range', { ...agentItem(7), npsScore: 101 }, 'npsScore'],
    ['an attribute missing', { ...agentItem(7), email: undefined }, 'email'],
    ['an attribute that the catalogue lacks', { ...agentItem(7), shoeSize: 44 }, 'shoeSize'],
    ['the key of another', agentItem(1), 'id'],
  ])('writes nothing at all when an item has %s', async (_, item, named) => {
    const failure = await repository.load([agentItem(1), agentItem(2), item]).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      code: 'repository.invalid',
      message: expect.stringMatching(new RegExp(`item 2: .*${named}`)),
      details: { written: 0, total: 3 },
    });
    expect(proxy.calls).toEqual([]);
  });

  it('has nothing to do for no items', async () => {
    await repository.load([]);

    expect(proxy.calls).toEqual([]);
  });
});
