import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertFacts } from '../../../src/insights/alert-facts.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { factsOf, routeOf } from './support/facts.ts';
import { openStage, toldAlerts } from './support/stage.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

describe('a storm of alerts', () => {
  it.each([
    { what: '200 of them within a minute in at most 20 messages', all: 200, every: 5, size: 17, most: 20 },
    { what: 'those that fill the messages of the first flush to the last line', all: 70, every: 7, size: 7, most: 9 },
  ])('puts $what, each on one line, all of them by the second flush', async ({ all, every, size, most }) => {
    const stage = await openStage(engine.client, [routeOf()]);
    const fired: string[] = [];

    for (let second = 0; second < 70; second += every) {
      const batch: AlertFacts[] = [];
      for (let ordinal = 0; ordinal < size && fired.length < all; ordinal += 1) {
        const number = fired.length;
        const at = new Date(stage.now().getTime() + ordinal).toISOString();
        const facts = factsOf(`agent-${number}`, { at, moneyAtRisk: (number * 7919) % 100_000 });
        batch.push(facts);
        fired.push(facts.alertId);
      }
      await stage.tell(...batch.map((facts) => ({ kind: 'fired', facts }) as const));
      await stage.advance(every * 1_000);
    }
    for (let second = 70; second < 130; second += 15) await stage.advance(15_000);

    const told = await toldAlerts(stage);
    expect(told.toSorted()).toEqual(fired.toSorted());
    expect(fired).toHaveLength(all);
    expect(stage.sent.length).toBeLessThanOrEqual(most);
    const lastPost = stage.sent.filter(({ kind }) => kind === 'post').at(-1);
    expect(Date.parse(lastPost?.at ?? '') - Date.parse('2026-03-02T10:00:00.000Z')).toBeLessThanOrEqual(95_000);
    await stage.close();
  });
});
