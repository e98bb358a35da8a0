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
