import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenBudget } from '../../src/models/token-budget.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createTokenBudget, type SharedTokenBudget } from '../../src/state/token-budget.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const dailyTokens = 10_000;

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let budget: SharedTokenBudget;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = Date.parse('2026-03-01T23:00:00.000Z');
  budget = instance();
});

function instance(): SharedTokenBudget {
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  return createTokenBudget(client, tableName, { dailyTokens, now: () => new Date(clock) });
}

describe('reserve', () => {
  it('sets tokens aside for every instance, and frees what was not used', async () => {
    const reservation = await budget.reserve(4_000);
    const whileAsked = await instance().remaining();
    await reservation?.settle(1_234);

    expect(whileAsked).toBe(6_000);
    expect(await instance().remaining()).toBe(8_766);
  });

  it('never gives more than the day has, however many instances ask at once', async () => {
    const instances = Array.from({ length: 6 }, instance);

    const asked = instances.flatMap((each) => Array.from({ length: 5 }, () => each.reserve(900)));
    const given = (await Promise.all(asked)).filter((reservation) => reservation !== undefined);

    expect(given).toHaveLength(11);
    expect(await instance().remaining()).toBe(100);
  });

  it('gives the last token, and none after it', async () => {
    await budget.reserve(9_999);

    const results = [await budget.reserve(2), await budget.reserve(1), await budget.reserve(1)];

    expect(results.map((reservation) => reservation !== undefined)).toEqual([false, true, false]);
  });

  it('refuses on a fresh day what is more than the day has', async () => {
    expect(await budget.reserve(10_001)).toBeUndefined();
    expect(await budget.remaining()).toBe(dailyTokens);
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
    const nextDay = await budget.remaining();
    clock -= 2 * 3_600_000;

    expect(nextDay).toBe(dailyTokens);
    expect(await instance().remaining()).toBe(1_000);
  });
});

describe('spend', () => {
  it('counts over instances, below zero if need be', async () => {
    await Promise.all(Array.from({ length: 12 }, () => instance().spend(1_000)));

    expect(await budget.remaining()).toBe(-2_000);
  });

  it('is what the port of the model asks for', async () => {
    const port: TokenBudget = budget;

    await port.spend(250);

    expect(await port.remaining()).toBe(9_750);
  });
});

describe('remaining', () => {
  it('looks no further while there are plenty, and sees its own spending at once', async () => {
    await budget.remaining();
    await budget.spend(1_000);
    const before = proxy.calls.length;

    const left = [await budget.remaining(), await budget.remaining()];

    expect(left).toEqual([9_000, 9_000]);
    expect(proxy.calls).toHaveLength(before);
  });

  it('looks again after a while', async () => {
    await budget.remaining();
    await instance().spend(3_000);
    clock += 5_000;

    expect(await budget.remaining()).toBe(7_000);
  });

  it('looks each time when there is little left', async () => {
    await budget.spend(8_500);
    await instance().spend(1_000);

    expect(await budget.remaining()).toBe(500);
  });

  it('starts anew with the day', async () => {
    await budget.spend(9_000);
    clock += 3_600_000;

    expect(await budget.remaining()).toBe(dailyTokens);
  });
});

it('says when the store fails', async () => {
  proxy.inject(() => ({ kind: 'serverError' }));

  const results = await Promise.allSettled([budget.reserve(1), budget.remaining(), budget.spend(1)]);

  for (const result of results) expect(result).toMatchObject({ reason: { code: 'repository.unavailable' } });
});
