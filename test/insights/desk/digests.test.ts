import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { createDigestSchedule } from '../../../src/insights/desk/digest-schedule.ts';
import { createDigests } from '../../../src/insights/desk/digests.ts';
import { createMovers } from '../../../src/insights/desk/movers.ts';
import type { DigestPlan, Mover } from '../../../src/insights/digest.ts';
import { createAuditLog } from '../../../src/state/audit-log.ts';
import { createSamples } from '../../../src/state/samples.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { agentItem } from '../../support/agent-items.ts';
import { createAgentsTable } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { openStage, type Stage } from '../routing/support/stage.ts';

const hour = 3_600_000;
const reason = { metric: 'churnRisk', value: 82 };
const mover: Mover = { dataset: 'agents', entityId: 'agent-1', name: 'Dana Whitfield', reason };
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
  const movers = async () => ({ worse: [mover], better: [] });
  const auditLog = createAuditLog(engine.client, tableName);
  const digests = createDigests({
    client: engine.client,
    tableName,
    auditLog,
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
  return { digests, tick, auditLog };
}

const daily: DigestPlan = { channel: 'C0DAILY', every: 'day', at: '09:00', zone: 'Europe/Berlin' };
const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'command' };
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

describe('a digest that comes late', () => {
  it('tells of the days that it was for, and not who has moved by now', async () => {
    const { digests } = await open();
    await stage.fire('in-time');
    await stage.advance(day);
    const until = stage.now().toISOString();
    await stage.advance(hour);
    await stage.fire('too-late');
    await stage.advance(2 * day);

    const late = await digests.digest({ days: 2, until });

    expect(late).toMatchObject({ to: until, fired: { total: 1, first: [{ facts: { entityId: 'in-time' } }] } });
    expect(late.movers).toEqual({ worse: [], better: [] });
    expect((await digests.digest({ days: 2 })).movers.worse).toEqual([mover]);
  });

  it('is outdated once the channel was sent the next one', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-02T06:00:00.000Z');
    await digests.savePlan(daily, by);
    const [first, second] = ['2026-03-02T08:00:00.000Z', '2026-03-03T08:00:00.000Z'] as const;
    const outdated = (until: string) => digests.isOutdated({ channel: 'C0DAILY', until });

    await tick(first);
    const before = await outdated(first);
    await tick(second);

    expect([before, await outdated(first), await outdated(second)]).toEqual([false, true, false]);
  });
});

describe('plans', () => {
  it('are one a channel, and take the place of the one of the configuration', async () => {
    const { digests } = await open(weekly);
    expect(await digests.plans()).toEqual([weekly]);

    await digests.savePlan(daily, by);
    await digests.savePlan({ ...weekly, at: '10:00' }, by);

    expect(await digests.plans()).toEqual([daily, { ...weekly, at: '10:00' }]);
    expect([await digests.removePlan('C0DAILY', by), await digests.removePlan('C0DAILY', by)]).toEqual([true, false]);
  });

  it('are in the audit with who made and removed them, and nothing that changed nothing', async () => {
    const { digests, auditLog } = await open();

    await digests.savePlan(weekly, by);
    await digests.removePlan('C0WEEK', { ...by, userId: 'U0EVE' });
    await digests.removePlan('C0WEEK', by);

    const notes = await auditLog.notesFor('digest#C0WEEK', { limit: 10 });
    expect(notes.map(({ action, userId, details }) => [action, userId, details])).toEqual(
      expect.arrayContaining([
        ['save', 'U0DANA', { every: 'week', at: '09:00', weekday: 1, zone: 'UTC' }],
        ['remove', 'U0EVE', {}],
      ]),
    );
    expect(notes).toHaveLength(2);
  });

  it('are refused in a zone that there is not', async () => {
    const { digests } = await open();

    await expect(digests.savePlan({ ...daily, zone: 'Mars/Base' }, by)).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});

describe('the schedule', () => {
  it('sends a daily digest once a local day, from its time on, also when summer time begins', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-28T06:00:00.000Z');
    await digests.savePlan(daily, by);

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
      ['C0DAILY', { kind: 'digest', days: 1, channel: 'C0DAILY', until: '2026-03-28T08:00:00.000Z' }],
      ['C0DAILY', { kind: 'digest', days: 1, channel: 'C0DAILY', until: '2026-03-29T07:00:00.000Z' }],
    ]);
  });

  it('sends a weekly one on its weekday, later on that day if nothing ran at its time', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-01T12:00:00.000Z');
    await digests.savePlan(weekly, by);

    const sent = [await tick('2026-03-01T23:59:00.000Z'), await tick('2026-03-02T17:00:00.000Z')];

    expect([...sent, await tick('2026-03-03T09:00:00.000Z')]).toEqual([0, 1, 0]);
    expect(stage.sent[0]?.content).toMatchObject({ kind: 'digest', days: 7, until: '2026-03-02T17:00:00.000Z' });
  });

  it.each([
    ['that is made after its time of day', undefined],
    ['of the configuration, when the app starts after its time of day', daily],
  ])('begins a plan %s on the next day', async (_, configured) => {
    const { digests, tick } = await open(configured);
    stage.setClock('2026-03-02T12:00:00.000Z');
    if (configured === undefined) await digests.savePlan(daily, by);

    const sent = [await tick('2026-03-02T12:00:00.000Z'), await tick('2026-03-02T18:00:00.000Z')];

    expect([...sent, await tick('2026-03-03T08:00:00.000Z')]).toEqual([0, 0, 1]);
  });

  it('does not send a digest again that another instance sent', async () => {
    const { digests, tick } = await open();
    stage.setClock('2026-03-02T06:00:00.000Z');
    await digests.savePlan(daily, by);
    await tick('2026-03-02T08:00:00.000Z');
    const { tableName, now, outbox } = stage;
    const another = createDigestSchedule({ client: engine.client, tableName, digests, outbox, log, now });

    expect(await another.tick(await stage.lease())).toBe(0);
  });
});

describe('movers', () => {
  const past = (id: string, metric: string, value: number) => ({
    id,
    days: [{ day: '2026-02-23', values: { [metric]: value } }],
  });

  it('are those whose attention metric moved most, in either direction, over all datasets', async () => {
    await open();
    const { client } = engine;
    const money = [100, 200, 300, 400, 500, 600, 700, 5_000];
    const people = money.map((revenueAtRisk, ordinal) => agentItem(ordinal, { revenueAtRisk }));
    const students = [90, 40, 80].map((health_score, ordinal) => student(`stu_${ordinal}`, health_score));
    const repository = await createAgentsTable(client, people);
    await ensureTable(client, tableDefinition(entities), 'entities-1');
    const others = createRepository({ client, dataset: entities, tableName: 'entities-1' });
    await others.load(students);
    const samples = createSamples(client, stage.tableName, { now: stage.now });
    await samples.keep('agents', [
      ...money
        .slice(0, 7)
        .map((value, ordinal) => past(`agent-${ordinal}`, 'revenueAtRisk', value - 10 * (ordinal + 1))),
      past('agent-7', 'revenueAtRisk', 9_000),
    ]);
    await samples.keep('entities', [past('stu_0', 'health_score', 90), past('stu_1', 'health_score', 88)]);

    const movers = await createMovers({ repositories: [repository, others], samples, now: stage.now })({ days: 7 });

    expect(movers.worse.map(({ entityId }) => entityId)).toEqual(['stu_1', 'agent-6', 'agent-5', 'agent-4', 'agent-3']);
    expect(movers.worse[0]).toEqual({
      dataset: 'entities',
      entityId: 'stu_1',
      name: 'stu_1',
      reason: { metric: 'health_score', value: 40, before: { value: 88, days: 7 } },
    });
    expect(movers.better).toMatchObject([
      { name: 'Dana Whitfield 7', reason: { metric: 'revenueAtRisk', value: 5_000, before: { value: 9_000 } } },
    ]);
  });
});

function student(entity_id: string, health_score: number) {
  return {
    entity_id,
    entity_type: 'student',
    sessions_7d: 2,
    sessions_14d: 5,
    sessions_30d: 12,
    ib_calls_7d: 1,
    ib_calls_14d: 3,
    avg_rating: 4.5,
    health_score,
    last_updated: '2026-03-01T10:30:00Z',
  };
}
