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
  it('puts 200 of them within a minute in at most 20 messages, each on one line, the most urgent first', async () => {
    const stage = await openStage(engine.client, [routeOf()]);
    const fired: string[] = [];

    for (let second = 0; second < 60; second += 5) {
      const batch: AlertFacts[] = [];
      for (let ordinal = 0; ordinal < 17 && fired.length < 200; ordinal += 1) {
        const number = fired.length;
        const at = new Date(stage.now().getTime() + ordinal).toISOString();
        const facts = factsOf(`agent-${number}`, { at, moneyAtRisk: (number * 7919) % 100_000 });
        batch.push(facts);
        fired.push(facts.alertId);
      }
      await stage.tell(...batch.map((facts) => ({ kind: 'fired', facts }) as const));
      await stage.advance(5_000);
    }
    for (let second = 60; second < 120; second += 15) await stage.advance(15_000);

    const told = await toldAlerts(stage);
    expect(told.toSorted()).toEqual(fired.toSorted());
    expect(fired).toHaveLength(200);
    expect(stage.sent.length).toBeLessThanOrEqual(20);
    const lastPost = stage.sent.filter(({ kind }) => kind === 'post').at(-1);
    expect(Date.parse(lastPost?.at ?? '') - Date.parse('2026-03-02T10:00:00.000Z')).toBeLessThanOrEqual(95_000);
    await stage.close();
  });
});
