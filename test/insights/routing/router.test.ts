import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { readDigest } from '../../../src/insights/desk/read-digest.ts';
import type { Route } from '../../../src/insights/route.ts';
import { createRouter } from '../../../src/insights/routing/create-router.ts';
import { dueTimers } from '../../../src/insights/routing/timers.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { pause } from '../../../src/storage/stream/pause.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from './support/facts.ts';
import { openStage, type Stage, toldAlerts } from './support/stage.ts';

const log = pino({ level: 'silent' });
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'button' };

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

async function open(routes: Route[], defaultRoute?: Route): Promise<void> {
  stage = await openStage(engine.client, routes, defaultRoute);
}

const posts = () => stage.sent.filter(({ kind }) => kind === 'post');
const updates = () => stage.sent.filter(({ kind }) => kind === 'update');
const contents = (messages: readonly { readonly content: unknown }[]) => messages.map(({ content }) => content);

const groupIdOf = (message: { readonly content: { readonly kind: string } } | undefined): string =>
  message !== undefined && 'groupId' in message.content ? String(message.content.groupId) : '';

describe('which channel is told', () => {
  it('is that of every watch that matches, once a channel, and the default one of what no watch takes', async () => {
    const churn = routeOf({ matchers: { predictionTypes: ['high_churn_risk'], aboveRisk: 80 } });
    const rookies = routeOf({
      routeId: 'rookies',
      channel: 'C0ROOKIE',
      matchers: { segments: { experienceLevel: ['rookie'] } },
    });
    const twin = routeOf({ routeId: 'twin', matchers: { dataset: 'agents' } });
    const spare = routeOf({ routeId: 'default', channel: 'C0SPARE' });
    await open([churn, rookies, twin], spare);

    await stage.fire(
      ['both', {}],
      ['low', { riskScore: 80, segments: { experienceLevel: 'veteran' }, dataset: 'entities' }],
    );
    await stage.settle();

    const told = await Promise.all(
      posts().map(async ({ channel, content }) => {
        const view = await stage.desk.group(content.kind === 'group' ? content.groupId : '');
        return [view?.lead.facts.entityId, channel];
      }),
    );
    expect(told.map((each) => each.join(' ')).toSorted()).toEqual(['both C0CHURN', 'both C0ROOKIE', 'low C0SPARE']);
  });

  it('is also that of a watch for an owner, once the alert is theirs, and from the beginning for the next one', async () => {
    await open([routeOf({ matchers: { owner: 'U0DANA' } })]);
    const [first = ''] = await stage.fire('agent-1');
    await stage.settle();
    expect(stage.sent).toEqual([]);

    await stage.desk.assign(first, 'U0DANA', by);
    await stage.settle();
    await stage.resolve(first);
    await stage.advance(day);
    await stage.fire(['agent-1', { predictionType: 'low_engagement' }]);
    await stage.settle();

    expect((await toldAlerts(stage)).map((alertId) => alertId.split('_agent')[0])).toEqual([
      'high_churn_risk',
      'low_engagement',
    ]);
  });

  it('is told of a risk that rises above what it watches for', async () => {
    await open([routeOf({ matchers: { aboveRisk: 90 } })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    expect(stage.sent).toEqual([]);

    const headline = { metric: 'churnRisk', value: 95 };
    await stage.tell({ kind: 'changed', alertId, at: stage.now().toISOString(), riskScore: 95, headline, reasons: [] });
    await stage.settle();

    expect(await toldAlerts(stage)).toEqual([alertId]);
    expect((await stage.desk.find(alertId))?.now).toMatchObject({ riskScore: 95 });
  });

  it('is not told of an old alert because of what happens to it later', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.advance(minute);
    stage.routes.push(routeOf({ routeId: 'new', channel: 'C0NEW' }));

    const headline = { metric: 'churnRisk', value: 95 };
    await stage.tell({ kind: 'changed', alertId, at: stage.now().toISOString(), riskScore: 95, headline, reasons: [] });
    await stage.desk.acknowledge(alertId, by);
    await stage.advance(hour);

    expect(posts().map(({ channel }) => channel)).toEqual(['C0CHURN']);
  });

  it('is that of a watch that was removed while somebody waited in it', async () => {
    await open([routeOf()]);
    const alertIds = await stage.fire('agent-1', 'agent-2');
    await stage.settle();
    stage.routes.length = 0;

    await stage.advance(2 * day);

    expect((await toldAlerts(stage)).toSorted()).toEqual(alertIds.toSorted());
    expect(posts()).toHaveLength(2);
  });

  it('waits in no watch that is paused while another one for the channel is not', async () => {
    const paused = routeOf({ pausedUntil: '2026-04-01T00:00:00.000Z' });
    await open([paused, routeOf({ routeId: 'awake' })]);

    const alertIds = await stage.fire('agent-1');
    await stage.settle();

    expect(await toldAlerts(stage)).toEqual(alertIds);
  });

  it('may be none: the alert is kept all the same', async () => {
    await open([]);

    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();

    expect(stage.sent).toEqual([]);
    expect((await stage.desk.unresolved()).map(({ facts }) => facts.alertId)).toEqual([alertId]);
  });
});

describe('a group', () => {
  it('begins with the most urgent of those that come together, and tells the others in its thread by urgency', async () => {
    await open([routeOf()]);
    await stage.fire(['poor', { moneyAtRisk: 10 }], ['rich', { moneyAtRisk: 900 }], ['middling', { moneyAtRisk: 50 }]);

    await stage.settle();
    const [parent] = posts();
    await stage.advance(45_000);

    expect(parent).toMatchObject({ channel: 'C0CHURN', threadOf: undefined, content: { kind: 'group' } });
    const [, thread] = posts();
    expect(thread).toMatchObject({ threadOf: parent?.entryId, content: { kind: 'members' } });
    expect((await toldAlerts(stage)).map((alertId) => alertId.split('_')[3])).toEqual(['rich', 'middling', 'poor']);
    expect(contents(updates())).toEqual([parent?.content]);
  });

  it('holds the last of many back for the next flush, once', async () => {
    await open([routeOf()]);
    await stage.fire(...Array.from({ length: 15 }, (_, number) => `agent-${number}`));
    await stage.settle();

    await stage.advance(45_000);
    const afterFirst = posts().length;
    await stage.advance(45_000);

    expect(afterFirst).toBe(2);
    expect(posts()).toHaveLength(3);
    expect(new Set(await toldAlerts(stage)).size).toBe(15);
  });

  it('tells one that comes after a pause at once, and shows it in the parent at the next interval', async () => {
    await open([routeOf()]);
    await stage.fire('agent-1');
    await stage.advance(hour);

    await stage.fire('agent-2');
    await stage.settle();

    expect(posts()).toHaveLength(2);
    expect(updates()).toHaveLength(0);
    await stage.advance(45_000);
    expect(updates()).toHaveLength(1);
  });

  it('waits for its group wait, and begins with the most urgent then', async () => {
    await open([routeOf({ groupWaitMs: 10_000 })]);
    await stage.fire(['poor', { moneyAtRisk: 10 }]);
    await stage.advance(5_000);
    await stage.fire(['rich', { moneyAtRisk: 900 }]);
    await stage.settle();
    expect(stage.sent).toEqual([]);

    await stage.advance(5_000);

    expect((await toldAlerts(stage)).map((alertId) => alertId.split('_')[3])).toEqual(['rich', 'poor']);
  });

  it('shows changes at its next interval, all of them in one update a message', async () => {
    await open([routeOf()]);
    const [lead = '', ...others] = await stage.fire('agent-1', 'agent-2', 'agent-3');
    await stage.advance(45_000);
    stage.sent.length = 0;
    await stage.advance(5_000);

    for (const [ordinal, alertId] of [lead, ...others].entries()) {
      const at = new Date(stage.now().getTime() + ordinal).toISOString();
      const headline = { metric: 'churnRisk', value: 90 };
      await stage.tell({ kind: 'changed', alertId, at, riskScore: 90, headline, reasons: [], moneyAtRisk: 7 });
    }
    await stage.advance(5_000);
    expect(stage.sent).toEqual([]);
    await stage.advance(35_000);

    expect(
      contents(stage.sent)
        .map((content) => (content as { kind: string }).kind)
        .toSorted(),
    ).toEqual(['group', 'members']);
    expect(stage.sent.every(({ kind }) => kind === 'update')).toBe(true);
    expect((await stage.desk.find(lead))?.now).toMatchObject({ riskScore: 90, moneyAtRisk: 7 });
  });

  it('shows within seconds that alerts are resolved, and never as a new message', async () => {
    await open([routeOf()]);
    const alertIds = await stage.fire('agent-1', 'agent-2');
    await stage.advance(45_000);
    stage.sent.length = 0;

    for (const alertId of alertIds) await stage.resolve(alertId);
    await stage.settle();
    await stage.advance(2_000);

    expect(stage.sent.map(({ kind, content }) => `${kind} ${content.kind}`).toSorted()).toEqual([
      'update group',
      'update members',
    ]);
    expect((await stage.desk.find(alertIds[0] ?? ''))?.status).toBe('resolved');
    expect(await stage.desk.unresolved()).toEqual([]);
  });

  it('is closed once all of it is resolved and quiet, and after a day', async () => {
    await open([routeOf()]);
    const [first = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(first);
    await stage.advance(minute);

    await stage.fire('agent-2');
    await stage.settle();
    await stage.advance(day);
    await stage.fire('agent-3');
    await stage.settle();

    const parents = posts().filter(({ content }) => content.kind === 'group');
    expect(new Set(parents.map(({ entryId }) => entryId)).size).toBe(3);
  });
});

describe('an alert that says more about the same member', () => {
  it('silences the churn alert that comes with it, in whatever order, until it is resolved', async () => {
    await open([routeOf({ groupBy: [] })]);
    const [churn = '', money = ''] = await stage.fire('agent-1', [
      'agent-1',
      { predictionType: 'high_revenue_at_risk' },
    ]);
    await stage.advance(hour);
    expect(await toldAlerts(stage)).toEqual([money]);
    expect(await stage.desk.find(churn)).toMatchObject({ status: 'open', inhibitedBy: money });

    await stage.resolve(money);
    await stage.advance(minute);

    expect(await toldAlerts(stage)).toEqual([money, churn]);
    expect(await stage.desk.find(churn)).not.toHaveProperty('inhibitedBy');
  });

  it('takes nothing back that was told, and silences no other member', async () => {
    await open([routeOf({ groupBy: [] })]);
    const [told = ''] = await stage.fire('agent-1');
    await stage.settle();

    const later = await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk' }], 'agent-11');
    await stage.advance(hour);

    expect((await toldAlerts(stage)).toSorted()).toEqual([told, ...later].toSorted());
  });

  it('withdraws what waits to be told, and gives it back when it is resolved', async () => {
    await open([routeOf({ groupBy: [], quietHours: { from: '09:00', to: '11:00', zone: 'UTC' } })]);
    const [churn = ''] = await stage.fire('agent-1');
    await stage.advance(minute);

    const [money = ''] = await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk' }]);
    await stage.advance(hour);
    expect(await toldAlerts(stage)).toEqual([money]);
    expect((await stage.desk.group(groupIdOf(posts()[0])))?.members).toHaveLength(1);
    await stage.resolve(money);
    await stage.advance(minute);

    expect(await toldAlerts(stage)).toEqual([money, churn]);
  });

  it('leaves no message where nothing else waited', async () => {
    await open([routeOf({ matchers: { predictionTypes: ['high_churn_risk'] }, groupWaitMs: minute })]);
    await stage.fire('agent-1');
    await stage.advance(1_000);

    await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk' }]);
    await stage.advance(hour);
    expect(stage.sent).toEqual([]);
    const [next = ''] = await stage.fire('agent-2');
    await stage.advance(hour);

    expect(await toldAlerts(stage)).toEqual([next]);
  });

  it('lets go of an alert that is resolved before it', async () => {
    await open([routeOf({ groupBy: [] })]);
    const [churn = '', money = ''] = await stage.fire('agent-1', [
      'agent-1',
      { predictionType: 'high_revenue_at_risk' },
    ]);
    await stage.settle();

    await stage.resolve(churn);
    await stage.settle();
    await stage.resolve(money);
    await stage.advance(hour);

    expect(await toldAlerts(stage)).toEqual([money]);
  });
});

describe('quiet hours and pauses', () => {
  it('keep alerts until their end, and tell them grouped then', async () => {
    await open([routeOf({ quietHours: { from: '22:00', to: '07:00', zone: 'Europe/Berlin' } })]);
    stage.setClock('2026-03-02T21:30:00.000Z');
    await stage.fire('agent-1', 'agent-2');
    await stage.advance(8 * hour + 29 * minute);
    expect(stage.sent).toEqual([]);

    await stage.advance(minute);

    expect(stage.now().toISOString()).toBe('2026-03-03T06:00:00.000Z');
    expect(contents(posts()).map((content) => (content as { kind: string }).kind)).toEqual(['group', 'members']);
  });

  it('put off reminders and what is passed on, too', async () => {
    const quietHours = { from: '22:00', to: '07:00', zone: 'UTC' };
    await open([routeOf({ quietHours, escalation: { afterMs: hour, targets: ['U0BOSS'] } })]);
    stage.setClock('2026-03-02T21:30:00.000Z');
    await stage.fire('agent-1');
    await stage.advance(9 * hour);
    expect(posts()).toHaveLength(1);

    await stage.advance(30 * minute);

    expect(posts().map(({ channel }) => channel)).toEqual(['C0CHURN', 'U0BOSS']);
  });

  it('of a watch that is paused end at the time that it is paused until', async () => {
    await open([routeOf({ pausedUntil: '2026-03-02T12:00:00.000Z' })]);
    await stage.fire('agent-1');
    await stage.advance(hour);
    expect(stage.sent).toEqual([]);

    await stage.advance(hour);

    expect(posts()).toHaveLength(1);
  });
});

describe('an alert that nobody acknowledges', () => {
  const escalation = { afterMs: hour, targets: ['C0LEADS', 'U0BOSS'] };

  it('goes to one target after the other, with those that were told with it', async () => {
    await open([routeOf({ escalation })]);
    const alertIds = await stage.fire('agent-1', 'agent-2', 'agent-3');
    await stage.advance(45_000);
    stage.sent.length = 0;

    await stage.advance(hour);
    await stage.advance(hour);
    await stage.advance(5 * hour);

    const passedOn = posts().map(({ channel, threadOf, content }) => [
      channel,
      threadOf,
      content.kind === 'reminder' ? [content.reason, content.alertIds.length] : [],
    ]);
    expect(passedOn).toEqual([
      ['C0LEADS', undefined, ['escalation', 1]],
      ['C0LEADS', undefined, ['escalation', 2]],
      ['U0BOSS', undefined, ['escalation', 1]],
      ['U0BOSS', undefined, ['escalation', 2]],
    ]);
    expect((await stage.desk.find(alertIds[0] ?? ''))?.escalations).toBe(2);
  });

  it('stops going anywhere once somebody acknowledges it, and the messages that hold it show that', async () => {
    await open([routeOf({ escalation })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.advance(hour);
    stage.sent.length = 0;

    await stage.desk.acknowledge(alertId, by);
    await stage.settle();
    const shown = stage.sent.map(({ kind, channel, content }) => `${kind} ${channel} ${content.kind}`);
    await stage.advance(2 * day);

    expect(shown.toSorted()).toEqual(['update C0CHURN group', 'update C0LEADS reminder']);
    expect(posts()).toEqual([]);
  });

  it('is told again in its thread after the repeat interval, one message a group', async () => {
    await open([routeOf({ repeatIntervalMs: 4 * hour })]);
    const alertIds = await stage.fire(...Array.from({ length: 14 }, (_, number) => `agent-${number}`));
    await stage.advance(90_000);
    await stage.advance(90_000);
    const [acknowledged = ''] = alertIds;
    await stage.desk.acknowledge(acknowledged, by);
    await stage.settle();
    stage.sent.length = 0;

    await stage.advance(4 * hour);
    await stage.advance(4 * hour);

    const reminders = posts().map(({ content }) => content);
    expect(reminders).toMatchObject([
      { kind: 'reminder', reason: 'repeat' },
      { kind: 'reminder', reason: 'repeat' },
    ]);
    const [first] = reminders;
    const told = first?.kind === 'reminder' ? first.alertIds : [];
    expect(told).toHaveLength(12);
    expect(told).not.toContain(acknowledged);
  });
});

describe('a snooze', () => {
  it('ends by itself: the alert is open again, and told again in its thread', async () => {
    await open([routeOf({ repeatIntervalMs: 30 * day })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    const [parent] = posts();
    await stage.desk.snooze(alertId, '2026-03-03T10:00:00.000Z', by);
    await stage.settle();
    stage.sent.length = 0;
    await stage.advance(day - 1);
    expect(stage.sent).toEqual([]);

    await stage.advance(1);

    expect(posts()).toMatchObject([{ threadOf: parent?.entryId, content: { kind: 'reminder', alertIds: [alertId] } }]);
    expect(updates().some(({ entryId }) => entryId === parent?.entryId)).toBe(true);
    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'open' });
  });

  it('of an alert that is resolved meanwhile tells nothing', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.desk.find(alertId);
    await stage.settle();
    await stage.desk.snooze(alertId, '2026-03-03T10:00:00.000Z', by);
    await stage.resolve(alertId);
    await stage.advance(minute);
    stage.sent.length = 0;

    await stage.advance(2 * day);

    expect(stage.sent).toEqual([]);
  });

  it('silences the same trouble when it fires again, and tells it when it is over', async () => {
    await open([routeOf()]);
    const [first = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.desk.snooze(first, '2026-03-03T10:00:00.000Z', by);
    await stage.resolve(first);
    await stage.advance(hour);
    stage.sent.length = 0;

    const [second = ''] = await stage.fire('agent-1');
    await stage.settle();
    expect(stage.sent).toEqual([]);
    expect(await stage.desk.find(second)).toMatchObject({ status: 'snoozed' });
    await stage.advance(day);

    expect(await toldAlerts(stage)).toContain(second);
    expect(await stage.desk.find(second)).toMatchObject({ status: 'open' });
  });
});

describe('an alert that is there again within its cool-down', () => {
  const headline = { metric: 'churnRisk', value: 92 };

  async function reopen(alertId: string, riskScore = 82): Promise<void> {
    const at = stage.now().toISOString();
    await stage.tell({ kind: 'reopened', alertId, at, riskScore, headline, reasons: [headline], moneyAtRisk: 9_000 });
    await stage.settle();
  }

  const digestOf = () =>
    readDigest({ client: engine.client, tableName: stage.tableName }, { days: 1, now: stage.now() });

  it('is open as it was, and shown so at its groups next interval without any post', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.advance(hour);
    await stage.resolve(alertId);
    await stage.advance(30_000);
    stage.sent.length = 0;

    await reopen(alertId);
    const atOnce = [...stage.sent];
    await stage.advance(minute);

    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'open', now: { headline, moneyAtRisk: 9_000 } });
    expect(await stage.desk.find(alertId)).not.toHaveProperty('resolvedAt');
    expect((await stage.desk.unresolved()).map(({ facts }) => facts.alertId)).toEqual([alertId]);
    expect(await digestOf()).toMatchObject({ resolved: { total: 0, first: [] }, unresolved: 1, moneyAtRisk: 9_000 });
    expect(atOnce.filter(({ kind }) => kind === 'post')).toEqual([]);
    expect(stage.sent).toMatchObject([{ kind: 'update', content: { kind: 'group' } }]);
    expect(await stage.item(`alert#${alertId}`, 'alert')).not.toHaveProperty('ttl');
  });

  it('is whose it was, who has not recovered yet, and is resolved once more as any other', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.desk.acknowledge(alertId, by);
    await stage.resolve(alertId);
    await stage.settle();
    expect(await stage.desk.outcomes({ days: 7 })).toMatchObject([{ recovered: 1, pending: 0 }]);
    await stage.advance(hour);

    await reopen(alertId);

    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'acknowledged', owner: 'U0DANA' });
    expect(await stage.desk.outcomes({ days: 7 })).toMatchObject([{ recovered: 0, pending: 1 }]);
    await stage.advance(hour);
    await stage.resolve(alertId);
    await stage.settle();
    expect(await stage.desk.outcomes({ days: 7 })).toMatchObject([{ recovered: 1, pending: 0 }]);
    expect((await digestOf()).resolved.total).toBe(1);
    expect(posts()).toHaveLength(1);
  });

  it('has not recovered when the time for that is over', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.desk.acknowledge(alertId, by);
    await stage.advance(14 * day - hour);
    await stage.resolve(alertId);
    await stage.advance(2 * hour);

    await reopen(alertId);

    expect(await stage.desk.outcomes({ days: 30 })).toMatchObject([{ recovered: 0, notRecovered: 1, pending: 0 }]);
  });

  it('is quiet for as long as somebody snoozed it', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.desk.snooze(alertId, '2026-03-03T10:00:00.000Z', by);
    await stage.resolve(alertId);
    await stage.advance(hour);

    await reopen(alertId);

    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'snoozed', snoozed: { by: by.userId } });
    await stage.advance(day);
    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'open' });
  });

  it('is told as a new one where it was resolved before anybody was told', async () => {
    await open([routeOf({ groupWaitMs: hour })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.advance(2 * hour);
    expect(stage.sent).toEqual([]);

    await reopen(alertId);
    await stage.advance(2 * hour);

    expect(await toldAlerts(stage)).toEqual([alertId]);
    expect(await stage.desk.find(alertId)).toMatchObject({ status: 'open' });
  });

  it('is told by a watch that left it out because it was resolved then, and by no other one again', async () => {
    const patient = routeOf({ routeId: 'patient', channel: 'C0PATIENT', groupWaitMs: hour });
    await open([routeOf(), patient]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.advance(2 * hour);
    stage.routes.push(routeOf({ routeId: 'new', channel: 'C0NEW' }));
    expect(posts().map(({ channel }) => channel)).toEqual(['C0CHURN']);

    await reopen(alertId);
    await stage.advance(2 * hour);

    expect(posts().map(({ channel }) => channel)).toEqual(['C0CHURN', 'C0PATIENT']);
  });

  it('is told as open by a watch that waited, and once', async () => {
    await open([routeOf({ groupWaitMs: hour })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.settle();

    await reopen(alertId);
    await stage.advance(2 * hour);

    expect(await toldAlerts(stage)).toEqual([alertId]);
    const [parent] = posts();
    const view = await stage.desk.group(groupIdOf(parent));
    expect(view?.lead.status).toBe('open');
  });

  it('is held back still by what says more, whichever of them comes first', async () => {
    await open([routeOf()]);
    const [more = '', less = ''] = await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk' }], 'agent-1');
    await stage.settle();
    await stage.resolve(less);
    await stage.resolve(more);
    await stage.advance(hour);

    const at = stage.now().toISOString();
    const figures = { at, riskScore: 82, headline, reasons: [] };
    await stage.tell({ kind: 'reopened', alertId: less, ...figures }, { kind: 'reopened', alertId: more, ...figures });
    await stage.advance(hour);

    expect(await toldAlerts(stage)).toEqual([more]);
    expect(await stage.desk.find(less)).toMatchObject({ status: 'open', inhibitedBy: more });
  });

  it('is repeated as any other, also where all of its group were resolved when that was due', async () => {
    await open([routeOf({ repeatIntervalMs: 2 * hour })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.advance(3 * hour);
    await reopen(alertId);
    expect(posts()).toHaveLength(1);

    await stage.advance(2 * hour);

    expect(contents(posts().slice(1))).toMatchObject([{ kind: 'reminder', reason: 'repeat', alertIds: [alertId] }]);
  });

  it('tells a watch for a higher risk that it is now one for it', async () => {
    await open([routeOf(), routeOf({ routeId: 'high', channel: 'C0HIGH', matchers: { aboveRisk: 90 } })]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.advance(hour);

    await reopen(alertId, 95);

    expect(posts().map(({ channel }) => channel)).toEqual(['C0CHURN', 'C0HIGH']);
  });

  it('that comes again, late, or of an alert that nobody knows changes nothing', async () => {
    await open([routeOf()]);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(alertId);
    await stage.advance(hour);
    await reopen(alertId);
    const once = await stage.item(`alert#${alertId}`, 'alert');

    await reopen(alertId);
    await reopen('high_churn_risk_nobody_1');

    expect(await stage.item(`alert#${alertId}`, 'alert')).toEqual(once);
    expect(await stage.items('intake')).toEqual([]);
  });
});

describe('what cannot be dealt with', () => {
  it('is put aside with all that it was, and keeps nothing else waiting', async () => {
    await open([routeOf()]);
    await stage.put({ pk: 'intake', sk: '2026-03-02T09:00:00.000Z#broken#fired', event: { kind: 'who knows' } });
    await stage.put({ pk: 'timers', sk: '2026-03-02T09:00:00.000Z#odd#1', task: { kind: 'odd' }, due: '2026' });
    await stage.put({ pk: 'alert#odd', sk: 'alert', alert: 'in a form that nobody knows' });
    await stage.resolve('odd');
    const [alertId = ''] = await stage.fire('agent-1');

    await stage.settle();

    expect(await toldAlerts(stage)).toEqual([alertId]);
    const letters = await stage.items('dead#routing');
    expect(letters.map(({ item }) => (item as { sk: string }).sk).toSorted()).toEqual([
      '2026-03-02T09:00:00.000Z#broken#fired',
      '2026-03-02T09:00:00.000Z#odd#1',
      '2026-03-02T10:00:00.000Z#odd#resolved',
    ]);
    expect(await stage.items('intake')).toEqual([]);
  });

  it('is also a change of an alert that nobody knows', async () => {
    await open([routeOf()]);

    await stage.resolve('high_churn_risk_nobody_1');
    await stage.settle();

    expect(await stage.items('intake')).toEqual([]);
    expect(stage.sent).toEqual([]);
  });
});

it('reads of the timers only those that are due, however many wait', async () => {
  await open([]);
  const timer = (due: string) => {
    const task = { kind: 'outcome', alertId: due };
    return { pk: 'timers', sk: `${due}#outcome#${due}`, task, due };
  };
  const now = stage.now().toISOString();
  for (const due of ['2026-03-01T00:00:00.000Z', now, '2026-03-02T10:00:00.001Z', '2027-03-02T10:00:00.000Z'])
    await stage.put(timer(due));

  const { timers } = await dueTimers(
    { client: engine.client, tableName: stage.tableName },
    { now: stage.now(), limit: 50 },
  );

  expect(timers.map(({ due }) => due)).toEqual(['2026-03-01T00:00:00.000Z', now]);
});

describe('a running router', () => {
  it('finds what waits by itself, goes on after a failure, and ends with its lease', async () => {
    await open([]);
    const held = await createLeases(engine.client, stage.tableName, { instanceId: 'two', log }).acquire('other');
    if (held === undefined) throw new Error('nobody else holds it');
    let failures = 0;
    const { outbox, tableName, now } = stage;
    const router = createRouter({
      client: engine.client,
      tableName,
      outbox,
      routes: async () => {
        failures += 1;
        if (failures === 1) throw new AppError('repository.unavailable', 'away', { retryable: true });
        return [routeOf()];
      },
      settings: { pollMs: 5, settleMs: 0 },
      log,
      now,
      pause: (ms, signal) => pause(Math.min(ms, 5), signal),
    });

    const running = router.run(held);
    await stage.fire('agent-1');
    await vi.waitFor(async () => expect(await stage.items('outbox')).toHaveLength(1), { timeout: 10_000 });
    await held.release();
    await running;

    expect(failures).toBeGreaterThan(1);
  });
});

describe('an alert that very many watches take', () => {
  const many = Array.from({ length: 52 }, (_, index) =>
    routeOf({ routeId: `route-${index}`, channel: `C0N${index}`, groupIntervalMs: 1_000 }),
  );
  const channelsOf = (kind: 'post' | 'update') =>
    new Set(stage.sent.filter((message) => message.kind === kind).map(({ channel }) => channel)).size;

  it('is told, changed, told again and resolved in the channels of all of them', async () => {
    await open(many);
    const [alertId = ''] = await stage.fire('agent-1');
    await stage.advance(2_000);
    const told = [stage.sent.length, channelsOf('post')];
    await stage.desk.snooze(alertId, new Date(stage.now().getTime() + 5_000).toISOString(), by);
    await stage.advance(4_000);
    const shown = channelsOf('update');
    stage.sent.length = 0;
    await stage.advance(10_000);
    const toldAgain = channelsOf('post');
    stage.sent.length = 0;
    await stage.resolve(alertId);
    await stage.advance(10_000);

    expect(told).toEqual([52, 52]);
    expect(shown).toBe(52);
    expect(toldAgain).toBe(52);
    expect(channelsOf('update')).toBe(52);
    expect(await stage.items('dead#routing')).toEqual([]);
    const groups = await Promise.all(
      many.map(({ routeId }) => stage.item('groups', `${routeId}#{"predictionType":"high_churn_risk"}`)),
    );
    const kept = await Promise.all(groups.map((group) => stage.item(`group#${String(group?.['groupId'])}`, 'group')));
    expect(kept.map((group) => group?.['unresolved'])).toEqual(many.map(() => 0));
  });

  it('is withdrawn from all of them by one that says more', async () => {
    await open(many.map((route) => ({ ...route, groupWaitMs: 60_000 })));
    await stage.fire('agent-1');
    await stage.advance(1_000);
    const [more = ''] = await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk' }]);

    await stage.advance(120_000);

    expect(await toldAlerts(stage)).toEqual(many.map(() => more));
    expect(await stage.items('dead#routing')).toEqual([]);
  });
});

describe('an alert that is resolved before it was told', () => {
  it('is not told at all, and the most urgent of the others leads', async () => {
    await open([routeOf({ groupWaitMs: 30_000 })]);
    const [first = '', second = '', third = ''] = await stage.fire(
      ['agent-1', { moneyAtRisk: 900 }],
      ['agent-2', { moneyAtRisk: 300 }],
      ['agent-3', { moneyAtRisk: 600 }],
    );
    await stage.settle();
    await stage.resolve(first);

    await stage.advance(60_000);

    expect(await toldAlerts(stage)).toEqual([third, second]);
    const [parent] = stage.sent;
    const view = parent?.content.kind === 'group' ? await stage.desk.group(parent.content.groupId) : undefined;
    expect(view?.members.map(({ facts }) => facts.alertId)).toEqual([third, second]);
  });

  it('leaves no message where nothing else waited, and the next one goes at once', async () => {
    const quietHours = { from: '09:00', to: '11:00', zone: 'UTC' };
    await open([routeOf({ quietHours })]);
    const [early = ''] = await stage.fire('agent-1');
    await stage.settle();
    await stage.resolve(early);

    await stage.advance(2 * 3_600_000);
    const inTheMorning = stage.sent.length;
    const [late = ''] = await stage.fire('agent-2');
    await stage.settle();

    expect(inTheMorning).toBe(0);
    expect(await toldAlerts(stage)).toEqual([late]);
    expect(await stage.items('dead#routing')).toEqual([]);
  });
});

describe('a leader that was overtaken', () => {
  it('writes nothing any more', async () => {
    await open([routeOf()]);
    const held = await stage.lease();
    await stage.fire('agent-1');
    const guards = (await stage.items('lease#dispatch')).filter(({ sk }) => sk !== 'lease');
    for (const guard of guards) await stage.put({ ...guard, fence: held.fence + 1 });

    await expect(stage.router().round(held)).rejects.toMatchObject({ code: 'repository.conflict' });

    expect(await stage.items('outbox')).toEqual([]);
    expect(await stage.items('intake')).toHaveLength(1);
    for (const guard of guards) await stage.put(guard);
  });
});
