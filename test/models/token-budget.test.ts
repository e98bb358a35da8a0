import { describe, expect, it } from 'vitest';
import { createTokenBudget } from '../../src/models/token-budget.ts';

describe('createTokenBudget', () => {
  it('counts down over a day and begins anew at midnight UTC', async () => {
    let now = '2026-03-01T23:59:59Z';
    const budget = createTokenBudget({ dailyTokens: 100, now: () => new Date(now) });

    await budget.spend(70);
    await budget.spend(50);
    const left = await budget.remaining();
    now = '2026-03-02T00:00:00Z';

    expect(left).toBe(-20);
    expect(await budget.remaining()).toBe(100);
  });
});
