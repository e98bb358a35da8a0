import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenBudget } from '../../src/models/token-budget.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createTokenBudget } from '../../src/state/token-budget.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const dailyTokens = 10_000;

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let budget: TokenBudget;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = Date.parse('2026-03-01T23:00:00.000Z');
  budget = instance();
});

function instance(): TokenBudget {
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  return createTokenBudget(client, tableName, { dailyTokens, now: () => new Date(clock) });
}

/** What is left of the day, by the counter itself. */
async function left(): Promise<number> {
  const day = new Date(clock).toISOString().slice(0, 10);
  const command = new GetCommand({ TableName: tableName, Key: { pk: `tokens#${day}`, sk: 'used' } });
  const { Item } = await engine.client.send(command);
  return dailyTokens - Number(Item?.['used'] ?? 0);
}

describe('reserve', () => {
  it('sets tokens aside for every instance, and frees what was not used', async () => {
    const reservation = await budget.reserve(4_000);
    const whileAsked = await left();
    await reservation?.settle(1_234);

    expect(whileAsked).toBe(6_000);
    expect(await left()).toBe(8_766);
  });

  it('never gives more than the day has, however many instances ask at once', async () => {
    const instances = Array.from({ length: 6 }, instance);

    const asked = instances.flatMap((each) => Array.from({ length: 5 }, () => each.reserve(900)));
    const given = (await Promise.all(asked)).filter((reservation) => reservation !== undefined);

    expect(given).toHaveLength(11);
    expect(await left()).toBe(100);
  });

  it('gives the last token, and none after it', async () => {
    await budget.reserve(9_999);

    const results = [await budget.reserve(2), await budget.reserve(1), await budget.reserve(1)];

    expect(results.map((reservation) => reservation !== undefined)).toEqual([false, true, false]);
  });

  it('refuses on a fresh day what is more than the day has', async () => {
    expect(await budget.reserve(10_001)).toBeUndefined();
    expect(await left()).toBe(dailyTokens);
  });

  it('gives again once others have used less than they had set aside', async () => {
    const large = await budget.reserve(9_000);
    const refused = await budget.reserve(2_000);
    await large?.settle(500);

    expect(refused).toBeUndefined();
    expect(await budget.reserve(2_000)).toBeDefined();
  });

  it('counts what took longer than the day for the day on which it began', async () => {
    const reservation = await budget.reserve(4_000);
    clock += 2 * 3_600_000;
    await reservation?.settle(9_000);
    const nextDay = await left();
    clock -= 2 * 3_600_000;

    expect(nextDay).toBe(dailyTokens);
    expect(await left()).toBe(1_000);
  });
});

it('counts what is given back once, also when the reply to it is lost', async () => {
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 3 });
  const reservation = await createTokenBudget(client, tableName, { dailyTokens, now: () => new Date(clock) }).reserve(
    4_000,
  );
  proxy.inject(({ operation, ordinal }) =>
    operation === 'TransactWriteItems' && ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined,
  );

  await reservation?.settle(1_000);

  expect(await left()).toBe(9_000);
  client.destroy();
});

it('says when the store fails', async () => {
  proxy.inject(() => ({ kind: 'serverError' }));

  const results = await Promise.allSettled([budget.reserve(1)]);

  for (const result of results) expect(result).toMatchObject({ reason: { code: 'repository.unavailable' } });
});
