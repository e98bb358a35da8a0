import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Route } from '../../../src/insights/route.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from './support/facts.ts';
import { openStage, type Stage, toldAlerts } from './support/stage.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const firstLook = true as const;

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

async function open(routes: Route[]): Promise<void> {
  stage = await openStage(engine.client, routes);
}

async function changeRisk(alertId: string, riskScore: number): Promise<void> {
  const headline = { metric: 'churnRisk', value: riskScore };
  await stage.tell({ kind: 'changed', alertId, at: stage.now().toISOString(), riskScore, headline, reasons: [] });
}

it('keeps an alert of a first look without ever telling it, until it is resolved', async () => {
  const escalation = { afterMs: hour, targets: ['C0BOSS'] };
  await open([routeOf({ groupBy: [], escalation })]);
  const [kept = ''] = await stage.fire(['agent-1', { firstLook }]);
  await stage.advance(week);
  expect((await stage.desk.unresolved()).map(({ facts }) => facts.alertId)).toEqual([kept]);

  await stage.resolve(kept);
  await stage.advance(hour);

  expect(stage.sent).toEqual([]);
  expect(await stage.desk.find(kept)).toMatchObject({ status: 'resolved', escalations: 0 });
});

it('tells of it once its risk has risen by enough, and not before', async () => {
  await open([routeOf(), routeOf({ routeId: 'second', channel: 'C0SECOND' })]);
  const [kept = ''] = await stage.fire(['agent-1', { firstLook, riskScore: 82 }]);
  await stage.advance(hour);
  await changeRisk(kept, 86);
  await stage.advance(hour);
  expect(stage.sent).toEqual([]);

  await changeRisk(kept, 87);
  await stage.advance(hour);

  expect(await toldAlerts(stage)).toEqual([kept, kept]);
  expect((await stage.desk.find(kept))?.facts).not.toHaveProperty('firstLook');
});

it('tells of it once its risk has risen above what a watch is for', async () => {
  await open([routeOf({ matchers: { aboveRisk: 85 } })]);
  const [kept = ''] = await stage.fire(['agent-1', { firstLook, riskScore: 84 }]);
  await stage.advance(hour);

  await changeRisk(kept, 86);
  await stage.advance(hour);

  expect(await toldAlerts(stage)).toEqual([kept]);
});

it('holds back and withdraws no other alert of its member by it', async () => {
  const quietHours = { from: '09:00', to: '11:00', zone: 'UTC' };
  await open([routeOf({ groupBy: [], quietHours })]);
  const [waiting = ''] = await stage.fire('agent-1');
  await stage.settle();
  await stage.fire(['agent-1', { predictionType: 'high_revenue_at_risk', firstLook }]);
  await stage.settle();
  const [rising = ''] = await stage.fire(['agent-1', { predictionType: 'rising_churn_risk' }]);

  await stage.advance(2 * hour);

  expect((await toldAlerts(stage)).toSorted()).toEqual([waiting, rising].toSorted());
});
