import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../../src/state/audit-log.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from '../routing/support/facts.ts';
import { openStage, type Stage } from '../routing/support/stage.ts';

const day = 24 * 3_600_000;
const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'button' };

let engine: TestEngine;
let stage: Stage;

beforeAll(async () => {
  engine = await startTestEngine();
});
beforeEach(async () => {
  stage = await openStage(engine.client, [routeOf({ repeatIntervalMs: 365 * day })]);
});
afterEach(async () => {
  await stage.close();
});
afterAll(async () => {
  await engine.stop();
});

const actionsOn = async (alertId: string) => {
  const notes = await createAuditLog(engine.client, stage.tableName).notesFor(`alert#${alertId}`, { limit: 20 });
  return notes.map(({ action, userId, details }) => [action, userId, details]);
};

async function fired(...names: readonly string[]): Promise<readonly string[]> {
  const alertIds = await stage.fire(...names);
  await stage.settle();
  return alertIds;
}

describe('acknowledging', () => {
  it('says who takes care of an alert, once, and is in the audit', async () => {
    const [alertId = ''] = await fired('agent-1');

    const first = await stage.desk.acknowledge(alertId, by);
    const second = await stage.desk.acknowledge(alertId, { ...by, userId: 'U0EVE' });

    const acknowledged = { by: 'U0DANA', at: stage.now().toISOString() };
    expect(first).toMatchObject({ outcome: 'done', alert: { status: 'acknowledged', owner: 'U0DANA', acknowledged } });
    expect(second).toEqual(first);
    expect(await actionsOn(alertId)).toEqual([['acknowledge', 'U0DANA', {}]]);
  });

  it('of several at once by several people loses none of what else they do', async () => {
    const [alertId = ''] = await fired('agent-1');
    const people = ['U1', 'U2', 'U3', 'U4'];

    await Promise.all([
      stage.desk.acknowledge(alertId, by),
      ...people.map((userId) => stage.desk.giveFeedback(alertId, userId !== 'U4', { ...by, userId })),
    ]);

    const alert = await stage.desk.find(alertId);
    expect(alert).toMatchObject({ status: 'acknowledged', useful: { U1: true, U2: true, U3: true, U4: false } });
  });

  it('a group acknowledges those of it that are open', async () => {
    const [, second = ''] = await fired('agent-1', 'agent-2', 'agent-3');
    await stage.desk.acknowledge(second, by);
    const [post] = stage.sent;
    const groupId = post?.content.kind === 'group' ? post.content.groupId : '';

    expect(await stage.desk.acknowledgeGroup(groupId, { ...by, userId: 'U0EVE' })).toBe(2);

    const view = await stage.desk.group(groupId);
    expect(view?.members.map(({ acknowledged }) => acknowledged?.by).toSorted()).toEqual(['U0DANA', 'U0EVE', 'U0EVE']);
    expect(await stage.desk.acknowledgeGroup(groupId, by)).toBe(0);
  });

  it('is not possible for what is resolved, or not there', async () => {
    const [alertId = ''] = await fired('agent-1');
    await stage.resolve(alertId);
    await stage.settle();

    expect(await stage.desk.acknowledge(alertId, by)).toEqual({ outcome: 'closed' });
    expect(await stage.desk.acknowledge('high_churn_risk_nobody_1', by)).toEqual({ outcome: 'gone' });
    expect(await actionsOn(alertId)).toEqual([]);
  });
});

describe('assigning, snoozing and judging', () => {
  it('show on the alert and in the audit', async () => {
    const [alertId = ''] = await fired('agent-1');

    await stage.desk.assign(alertId, 'U0EVE', by);
    await stage.desk.assign(alertId, undefined, by);
    await stage.desk.snooze(alertId, '2026-03-03T10:00:00Z', by);
    await stage.desk.giveFeedback(alertId, false, by);

    const alert = await stage.desk.find(alertId);
    expect(alert).toMatchObject({
      status: 'snoozed',
      snoozed: { by: 'U0DANA', until: '2026-03-03T10:00:00.000Z' },
      useful: { U0DANA: false },
    });
    expect(alert).not.toHaveProperty('owner');
    expect((await actionsOn(alertId)).map(([action, , details]) => [action, details])).toEqual(
      expect.arrayContaining([
        ['assign', { to: 'U0EVE' }],
        ['assign', { from: 'U0EVE' }],
        ['snooze', { until: '2026-03-03T10:00:00.000Z' }],
        ['feedback', { isUseful: false }],
      ]),
    );
  });

  it('tells a new owner directly, once an assignment, and nobody who took it themselves', async () => {
    const [alertId = ''] = await fired('agent-1');

    await stage.desk.assign(alertId, 'U0EVE', by);
    await stage.desk.assign(alertId, 'U0EVE', by);
    await stage.desk.assign(alertId, 'U0DANA', by);
    await stage.desk.assign(alertId, undefined, by);
    await stage.desk.assign(alertId, 'U0EVE', by);
    await stage.deliver();

    const content = { kind: 'assigned', alertId, by: 'U0DANA', to: 'U0EVE' };
    const told = stage.sent.filter((sent) => sent.content.kind === 'assigned');
    expect(told.map((sent) => [sent.channel, sent.content])).toEqual([
      ['U0EVE', content],
      ['U0EVE', content],
    ]);
    expect(new Set(told.map(({ entryId }) => entryId)).size).toBe(2);
  });

  it.each(['2026-03-02T09:59:59Z', '2028-03-02T10:00:00Z', 'tomorrow'])('refuses a snooze until %s', async (until) => {
    const [alertId = ''] = await fired('agent-1');

    await expect(stage.desk.snooze(alertId, until, by)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('of one alert shows in its message within the next round, in one update', async () => {
    const [alertId = ''] = await fired('agent-1');
    stage.sent.length = 0;

    await stage.desk.assign(alertId, 'U0DANA', by);
    await stage.desk.acknowledge(alertId, by);
    await stage.settle();

    expect(stage.sent.map(({ kind, content }) => [kind, content.kind])).toEqual([['update', 'group']]);
  });
});

describe('unresolved alerts', () => {
  it('come in order of revenue at risk, then risk, with their figures as they are now', async () => {
    const [, poor = ''] = await stage.fire(
      ['riskier', { moneyAtRisk: 500, riskScore: 95 }],
      ['poor', { moneyAtRisk: 1 }],
      ['safer', { moneyAtRisk: 500, riskScore: 85 }],
      ['unknown', { moneyAtRisk: undefined }],
    );
    await stage.settle();
    const headline = { metric: 'churnRisk', value: 90 };
    const at = stage.now().toISOString();
    await stage.tell({
      kind: 'changed',
      alertId: poor,
      at,
      riskScore: 84,
      headline,
      reasons: [],
      moneyAtRisk: 9_000,
    });
    await stage.settle();

    const alerts = await stage.desk.unresolved();

    expect(alerts.map(({ facts, now }) => [facts.entityId, now.moneyAtRisk])).toEqual([
      ['poor', 9_000],
      ['riskier', 500],
      ['safer', 500],
      ['unknown', undefined],
    ]);
  });
});

describe('the alerts that are not resolved', () => {
  it('are found by whose they are and how they are, however little money is at stake', async () => {
    const [mine = '', snoozed = '', rich = ''] = await stage.fire(
      ['mine', { moneyAtRisk: 0 }],
      ['snoozed', { moneyAtRisk: 1 }],
      ['rich', { moneyAtRisk: 9_000 }],
      ['resolved', { moneyAtRisk: 9_000 }],
    );
    await stage.settle();
    await stage.desk.assign(mine, 'U0EVE', by);
    await stage.desk.snooze(snoozed, new Date(stage.now().getTime() + day).toISOString(), by);
    await stage.resolve(
      (await stage.desk.unresolved()).find(({ facts }) => facts.name.includes('resolved'))?.facts.alertId ?? '',
    );
    await stage.settle();
    const found = async (query: Parameters<typeof stage.desk.unresolved>[0]) =>
      (await stage.desk.unresolved(query)).map(({ facts }) => facts.alertId);

    expect(await found({ owner: 'U0EVE', limit: 1 })).toEqual([mine]);
    expect(await found({ snoozedBy: by.userId })).toEqual([snoozed]);
    expect(await found({ unowned: true, limit: 1 })).toEqual([rich]);
    expect(await found({ unowned: true, statuses: ['open'] })).toEqual([rich]);
    expect(await stage.desk.countUnresolved({ unowned: true })).toBe(2);
    await stage.advance(day);
    expect(await found({ snoozedBy: by.userId })).toEqual([]);
    expect(await found({ statuses: ['open'] })).toEqual([rich, snoozed, mine]);
    await stage.desk.acknowledge(rich, by);
    expect(await found({ owner: by.userId, statuses: ['acknowledged'] })).toEqual([rich]);
  });
});

describe('outcomes', () => {
  it('count what fired, was acknowledged, recovered within 14 days or did not, and what people said', async () => {
    const [soon = '', late = '', never = '', open = ''] = await fired('soon', 'late', 'never', 'open');
    for (const alertId of [soon, late, never]) await stage.desk.acknowledge(alertId, by);
    await stage.desk.giveFeedback(soon, true, by);
    await stage.desk.giveFeedback(late, true, by);
    await stage.desk.giveFeedback(late, false, by);
    await stage.desk.giveFeedback(open, false, { ...by, userId: 'U0EVE' });
    const began = await stage.desk.outcomes({ days: 30 });

    await stage.advance(13 * day);
    await stage.resolve(soon);
    await stage.advance(2 * day);
    await stage.resolve(late);
    await stage.advance(day);

    const counts = { predictionType: 'high_churn_risk', fired: 4, acknowledged: 3, useful: 1, notUseful: 2 };
    expect(began).toEqual([{ ...counts, recovered: 0, notRecovered: 0, pending: 3 }]);
    const ended = await stage.desk.outcomes({ days: 30 });
    expect(ended).toEqual([{ ...counts, recovered: 1, notRecovered: 2, pending: 0 }]);
    expect(await stage.desk.outcomes({ days: 7 })).toEqual([]);
  });

  it('count an alert once that was acknowledged, snoozed and acknowledged again', async () => {
    const [alertId = ''] = await fired('agent-1');
    await stage.desk.acknowledge(alertId, by);
    await stage.desk.snooze(alertId, '2026-03-03T10:00:00.000Z', by);
    await stage.advance(2 * day);
    expect((await stage.desk.find(alertId))?.status).toBe('open');

    await stage.desk.acknowledge(alertId, { ...by, userId: 'U0EVE' });

    expect(await stage.desk.outcomes({ days: 30 })).toMatchObject([{ acknowledged: 1, pending: 1 }]);
  });
});

describe('a group', () => {
  it('shows the others of its members where one is in a form that is not known', async () => {
    const [, odd = '', third = ''] = await fired('agent-1', 'agent-2', 'agent-3');
    await stage.put({ pk: `alert#${odd}`, sk: 'alert', alert: {} });
    const [post] = stage.sent;

    const view = await stage.desk.group(post?.content.kind === 'group' ? post.content.groupId : '');

    expect(view?.members.map(({ facts }) => facts.alertId)).toEqual([view?.lead.facts.alertId, third]);
  });
});

describe('what is kept of a resolved alert', () => {
  it('is forgotten after 90 days, also where nothing deletes it', async () => {
    const [alertId = ''] = await fired('agent-1');
    await stage.resolve(alertId);
    await stage.settle();
    await stage.advance(89 * day);
    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'resolved' });

    await stage.advance(2 * day);

    expect(await stage.desk.find(alertId)).toBeUndefined();
  });
});
