import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDigestSchedule } from '../../../src/insights/desk/digest-schedule.ts';
import { createDigests } from '../../../src/insights/desk/digests.ts';
import type { DigestPlan } from '../../../src/insights/digest.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { openStage, type Stage } from '../routing/support/stage.ts';

const hour = 3_600_000;
const day = 24 * hour;
const log = pino({ level: 'silent' });

let engine: TestEngine;
let stage: Stage;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterEach(async () => {
  await stage.close();
});
afterAll(async () => {
  await engine.stop();
});

async function open(configured?: DigestPlan) {
  stage = await openStage(engine.client, []);
  const { tableName, now, outbox } = stage;
  const movers = async () => ({ worse: [], better: [] });
  const digests = createDigests({
    client: engine.client,
    tableName,
    movers,
    log,
    now,
    ...(configured === undefined ? {} : { configured }),
  });
  const schedule = createDigestSchedule({ client: engine.client, tableName, digests, outbox, log, now });
  const tick = async (at: string): Promise<number> => {
    stage.setClock(at);
    const sent = await schedule.tick(await stage.lease());
    await stage.deliver();
    return sent;
  };
  return { digests, tick };
}

const daily: DigestPlan = { channel: 'C0DAILY', every: 'day', at: '09:00', zone: 'Europe/Berlin' };
const weekly: DigestPlan = { channel: 'C0WEEK', every: 'week', weekday: 1, at: '09:00', zone: 'UTC' };

describe('a digest', () => {
  it('tells what fired and was resolved within its days, each day once, and what is at risk now', async () => {
    const { digests } = await open();
    await stage.fire(['long-ago', { moneyAtRisk: 5 }]);
    await stage.advance(3 * day);
    const [poor = ''] = await stage.fire(
      ['poor', { moneyAtRisk: 10 }],
      ['rich', { moneyAtRisk: 900 }],
      ['rich', { moneyAtRisk: 800, predictionType: 'low_engagement' }],
    );
    await stage.advance(day);
    await stage.resolve(poor);
    await stage.advance(hour);

    const digest = await digests.digest({ days: 2 });

    expect(digest).toMatchObject({
      from: '2026-03-04T11:00:00.000Z',
      to: '2026-03-06T11:00:00.000Z',
      moneyAtRisk: 905,
      unresolved: 3,
      byDay: [
        { day: '2026-03-04', fired: 0, resolved: 0 },
        { day: '2026-03-05', fired: 3, resolved: 0 },
        { day: '2026-03-06', fired: 0, resolved: 1 },
      ],
    });
    expect(digest.fired.total).toBe(3);
    expect(digest.fired.first.map(({ now }) => now.moneyAtRisk)).toEqual([900, 800, 10]);
    expect(digest.resolved.first.map(({ facts }) => facts.alertId)).toEqual([poor]);
    expect(digest.outcomes.map(({ predictionType, fired }) => [predictionType, fired])).toEqual([
      ['high_churn_risk', 2],
      ['low_engagement', 1],
    ]);
  });
});

describe('plans', () => {
  it('are one a channel, and take the place of the one of the configuration', async () => {
    const { digests } = await open(weekly);
    expect(await digests.plans()).toEqual([weekly]);

    await digests.savePlan(daily);
    await digests.savePlan({ ...weekly, at: '10:00' });

    expect(await digests.plans()).toEqual([daily, { ...weekly, at: '10:00' }]);
    expect([await digests.removePlan('C0DAILY'), await digests.removePlan('C0DAILY')]).toEqual([true, false]);
  });

  it('are refused in a zone that there is not', async () => {
    const { digests } = await open();

    await expect(digests.savePlan({ ...daily, zone: 'Mars/Base' })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('the schedule', () => {
  it('sends a daily digest once a local day, from its time on, also when summer time begins', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-28T06:00:00.000Z');
    await digests.savePlan(daily);

    const sent = [
      await tick('2026-03-28T07:59:59.000Z'),
      await tick('2026-03-28T08:00:00.000Z'),
      await tick('2026-03-28T08:00:30.000Z'),
      await tick('2026-03-29T06:59:00.000Z'),
      await tick('2026-03-29T07:00:00.000Z'),
      await tick('2026-03-29T20:00:00.000Z'),
    ];

    expect(sent).toEqual([0, 1, 0, 0, 1, 0]);
    expect(stage.sent.map(({ channel, content }) => [channel, content])).toEqual([
      ['C0DAILY', { kind: 'digest', days: 1 }],
      ['C0DAILY', { kind: 'digest', days: 1 }],
    ]);
  });

  it('sends a weekly one on its weekday, later on that day if nothing ran at its time', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-01T12:00:00.000Z');
    await digests.savePlan(weekly);

    const sent = [await tick('2026-03-01T23:59:00.000Z'), await tick('2026-03-02T17:00:00.000Z')];

    expect([...sent, await tick('2026-03-03T09:00:00.000Z')]).toEqual([0, 1, 0]);
    expect(stage.sent[0]?.content).toEqual({ kind: 'digest', days: 7 });
  });

  it.each([
    ['that is made after its time of day', undefined],
    ['of the configuration, when the app starts after its time of day', daily],
  ])('begins a plan %s on the next day', async (_, configured) => {
    const { digests, tick } = await open(configured);
    stage.setClock('2026-03-02T12:00:00.000Z');
    if (configured === undefined) await digests.savePlan(daily);

    const sent = [await tick('2026-03-02T12:00:00.000Z'), await tick('2026-03-02T18:00:00.000Z')];

    expect([...sent, await tick('2026-03-03T08:00:00.000Z')]).toEqual([0, 0, 1]);
  });

  it('does not send a digest again that another instance sent', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-02T06:00:00.000Z');
    await digests.savePlan(daily);
    await tick('2026-03-02T08:00:00.000Z');
    const { tableName, now, outbox } = stage;
    const another = createDigestSchedule({ client: engine.client, tableName, digests, outbox, log, now });

    expect(await another.tick(await stage.lease())).toBe(0);
  });
});
