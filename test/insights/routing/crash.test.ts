import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from './support/facts.ts';
import { mortalClient } from './support/mortal-client.ts';
import { openStage, type Stage, toldAlerts } from './support/stage.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

const minute = 60_000;
const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'button' };

/** Alerts over two channels that are told, change, are acknowledged, passed on, resolved and open again. */
async function live(advance: (stage: Stage, ms: number) => Promise<void>): Promise<Stage> {
  const escalation = { afterMs: 5 * minute, targets: ['C0LEADS'] };
  const veterans = { segments: { experienceLevel: ['veteran'] } };
  const stage = await openStage(engine.client, [
    routeOf({ escalation }),
    routeOf({ routeId: 'veterans', channel: 'C0VETERAN', matchers: veterans }),
  ]);
  const [lead = '', second = '', ...others] = await stage.fire(
    ...Array.from({ length: 13 }, (_, number) => [`agent-${number}`, { moneyAtRisk: 1_000 - number }] as const),
    ['veteran', { segments: { experienceLevel: 'veteran' } }],
    ['agent-1', { predictionType: 'high_revenue_at_risk' }],
  );
  await advance(stage, 2 * minute);
  await stage.desk.acknowledge(lead, by);
  await stage.desk.snooze(second, new Date(stage.now().getTime() + minute).toISOString(), by);
  const headline = { metric: 'churnRisk', value: 90 };
  const at = stage.now().toISOString();
  await stage.tell({ kind: 'changed', alertId: others[0] ?? '', at, riskScore: 90, headline, reasons: [] });
  await stage.resolve(others.at(-1) ?? '');
  await stage.resolve(others[1] ?? '');
  const again = { alertId: others[1] ?? '', at: new Date(stage.now().getTime() + 1).toISOString(), riskScore: 84 };
  await stage.tell({ kind: 'reopened', ...again, headline, reasons: [] });
  await advance(stage, 10 * minute);
  return stage;
}

/** Each instance ends at its next transaction, and another one goes on. */
const crashing = (isCarriedOut: boolean) => async (stage: Stage, ms: number) => {
  let lives = 0;
  const held = await stage.lease();
  await stage.advance(ms, async () => {
    for (;;) {
      lives += 1;
      const transactions = isCarriedOut ? 1 : 1 + (lives % 3);
      const mortal = mortalClient(engine.client, { transactions, isCarriedOut });
      stage.replaceRouter(mortal.client);
      const isBusy = await stage
        .router()
        .round(held)
        .catch(() => true);
      if (!mortal.isDead() && !isBusy) return;
    }
  });
  expect(lives).toBeGreaterThan(5);
};

const summary = async (stage: Stage) => ({
  told: (await toldAlerts(stage)).toSorted(),
  posts: stage.sent
    .filter(({ kind }) => kind === 'post')
    .map(({ channel, content }) => `${channel} ${content.kind}`)
    .toSorted(),
  alerts: (await stage.desk.unresolved()).map(({ facts, status, escalations }) => [facts.alertId, status, escalations]),
  outcomes: await stage.desk.outcomes({ days: 7 }),
});

describe('a leader that ends', () => {
  it('at any transaction, before it or right after it, loses nothing and says nothing twice', async () => {
    const whole = await live((stage, ms) => stage.advance(ms));

    const [after, before] = [await live(crashing(true)), await live(crashing(false))];

    const expected = await summary(whole);
    expect(await summary(after)).toEqual(expected);
    expect(await summary(before)).toEqual(expected);
    // All of them in the one channel, the veteran in the other one, too.
    expect(expected.told).toHaveLength(15 + 1);
    for (const { sent } of [after, before]) {
      const entries = sent.filter(({ kind }) => kind === 'post').map(({ entryId }) => entryId);
      expect(new Set(entries).size).toBe(entries.length);
    }
    await Promise.all([whole, after, before].map((stage) => stage.close()));
  });
});
