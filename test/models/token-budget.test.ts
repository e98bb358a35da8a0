import { describe, expect, it } from 'vitest';
import { createTokenBudget } from '../../src/models/token-budget.ts';

function budgetOn(day: { now: string }) {
  return createTokenBudget({ dailyTokens: 100, now: () => new Date(day.now) });
}

describe('createTokenBudget', () => {
  it('gives what is left, and takes back what was not used', async () => {
    const budget = budgetOn({ now: '2026-03-01T10:00:00Z' });

    const first = await budget.reserve(70);
    const tooMuch = await budget.reserve(31);
    await first?.settle(60);

    expect(tooMuch).toBeUndefined();
    expect(await budget.reserve(41)).toBeUndefined();
    expect(await budget.reserve(40)).toBeDefined();
  });

  it('counts what was used beyond what was set aside', async () => {
    const budget = budgetOn({ now: '2026-03-01T10:00:00Z' });

    await (await budget.reserve(50))?.settle(120);

    expect(await budget.reserve(0)).toBeUndefined();
  });

  it('begins anew at midnight UTC, whatever is settled later', async () => {
    const day = { now: '2026-03-01T23:59:59Z' };
    const budget = budgetOn(day);

    const late = await budget.reserve(100);
    day.now = '2026-03-02T00:00:00Z';
    await late?.settle(100);
    const next = await budget.reserve(100);

    expect(next).toBeDefined();
    expect(await budget.reserve(1)).toBeUndefined();
  });

  it('gives nothing back to a day that is over', async () => {
    const day = { now: '2026-03-01T23:59:59Z' };
    const budget = budgetOn(day);

    const late = await budget.reserve(80);
    day.now = '2026-03-02T00:00:00Z';
    await late?.settle(0);

    expect(await budget.reserve(101)).toBeUndefined();
  });
});
