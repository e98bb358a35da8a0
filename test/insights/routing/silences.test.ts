import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Silence } from '../../../src/insights/route.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { routeOf } from './support/facts.ts';
import { openStage, type Stage, toldAlerts } from './support/stage.ts';

const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'command' };
const hour = 3_600_000;
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

function silenceFor(stage: Stage, ms: number, overrides: Partial<Silence> = {}): Silence {
  const nowMs = stage.now().getTime();
  const until = new Date(nowMs + ms).toISOString();
  const createdAt = new Date(nowMs).toISOString();
  return {
    silenceId: 'rookies',
    matchers: { segments: { experienceLevel: ['rookie'] } },
    until,
    createdBy: 'U0DANA',
    createdAt,
    ...overrides,
  };
}
const veteran = { segments: { experienceLevel: 'veteran' } };

it('keeps a silenced alert, and tells it when the silence is over', async () => {
  const stage = await openStage(engine.client, [routeOf()]);
  const silence = silenceFor(stage, hour);
  await stage.silences.save(silence, by);
  const [rookie = '', other = ''] = await stage.fire('a-1', ['a-2', veteran]);

  await stage.advance(hour - 1);
  const before = await toldAlerts(stage);
  const kept = await stage.desk.find(rookie);
  await stage.advance(1);

  expect(before).toEqual([other]);
  expect(kept).toMatchObject({ status: 'open', silencedBy: 'rookies' });
  await stage.advance(60_000);
  expect(await toldAlerts(stage)).toEqual([other, rookie]);
  expect((await stage.desk.find(rookie))?.silencedBy).toBeUndefined();
});

it('tells at once what a removed or changed silence held back, unless another one does', async () => {
  const stage = await openStage(engine.client, [routeOf({ groupBy: [], groupIntervalMs: 1_000 })]);
  await stage.silences.save(silenceFor(stage, hour), by);
  const [first = '', second = '', third = ''] = await stage.fire('a-1', ['a-2', { riskScore: 95 }], 'a-3');
  await stage.settle();
  await stage.resolve(third);
  await stage.silences.save(silenceFor(stage, 2 * hour, { silenceId: 'grave', matchers: { aboveRisk: 90 } }), by);

  await stage.silences.remove('rookies', by);
  await stage.advance(10_000);
  const afterRemoval = await toldAlerts(stage);
  await stage.silences.save(silenceFor(stage, 2 * hour, { silenceId: 'grave', matchers: { aboveRisk: 99 } }), by);
  await stage.advance(10_000);

  expect(afterRemoval).toEqual([first]);
  expect(await toldAlerts(stage)).toEqual([first, second]);
});

it('has alerts that wait in a group leave it, and tells them when the silence is over', async () => {
  const stage = await openStage(engine.client, [routeOf()]);
  const [lead = ''] = await stage.fire(['a-1', veteran]);
  await stage.settle();
  const [rookie = '', other = ''] = await stage.fire('a-2', ['a-3', veteran]);
  await stage.settle();
  await stage.silences.save(silenceFor(stage, hour), by);

  await stage.advance(120_000);
  const before = await toldAlerts(stage);
  await stage.advance(hour);

  expect(before).toEqual([lead, other]);
  expect(await toldAlerts(stage)).toEqual([lead, other, rookie]);
});

it('neither repeats nor passes on what is silenced until that is over', async () => {
  const escalation = { afterMs: hour, targets: ['C0LEADS'] };
  const stage = await openStage(engine.client, [routeOf({ escalation, repeatIntervalMs: 2 * hour })]);
  const ids = await stage.fire('a-1', ['a-2', { ...veteran, moneyAtRisk: 1 }]);
  await stage.advance(60_000);
  await stage.silences.save(silenceFor(stage, 3 * hour), by);
  const again = () =>
    stage.sent.flatMap(({ kind, content }) =>
      kind === 'post' && content.kind === 'reminder' ? [[content.reason, ...content.alertIds]] : [],
    );

  await stage.advance(2.5 * hour);
  const during = again();
  await stage.advance(hour);

  const [rookie, other] = ids;
  expect(during).toEqual([
    ['escalation', other],
    ['repeat', other],
  ]);
  expect(again().slice(2)).toEqual([['escalation', rookie]]);
});

it('puts the word at the end of a snooze off until a silence is over, or was removed', async () => {
  const stage = await openStage(engine.client, [routeOf()]);
  const [alertId = ''] = await stage.fire('a-1');
  await stage.settle();
  await stage.desk.snooze(alertId, new Date(stage.now().getTime() + hour).toISOString(), by);
  await stage.silences.save(silenceFor(stage, 20 * hour), by);
  const reminded = () => stage.sent.filter(({ content }) => content.kind === 'reminder').length;

  await stage.advance(2 * hour);
  const during = reminded();
  await stage.silences.remove('rookies', by);
  await stage.advance(700_000);

  expect([during, reminded()]).toEqual([0, 1]);
});
