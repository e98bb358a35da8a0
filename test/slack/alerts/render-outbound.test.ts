import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestAnswer } from '../../../src/answers/digest-answer.ts';
import { createDigests } from '../../../src/insights/desk/digests.ts';
import type { OutboundContent } from '../../../src/insights/outbound-content.ts';
import { createLog } from '../../../src/log.ts';
import { createRenderOutbound } from '../../../src/slack/alerts/render-outbound.ts';
import { routeOf } from '../../insights/routing/support/facts.ts';
import { openStage } from '../../insights/routing/support/stage.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const log = createLog({ level: 'silent' });
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
});

async function open() {
  const stage = await openStage(engine.client, [routeOf({ groupIntervalMs: 1_000 })]);
  const { tableName, auditLog, desk, now } = stage;
  const movers = async () => ({ worse: [], better: [] });
  const digests = createDigests({ client: engine.client, tableName, auditLog, movers, log, now });
  const render = createRenderOutbound({ desk, digests, digestAnswer });
  return { stage, digests, render };
}

it('tells nobody anew of what is resolved by now, and shows it where it was told', async () => {
  const { stage, render } = await open();
  const ids = await stage.fire('a-1', 'a-2', 'a-3');
  await stage.advance(10_000);
  const contents = stage.sent.filter(({ kind }) => kind === 'post').map(({ content }) => content);
  const drawn = (sending: 'post' | 'update') =>
    Promise.all(contents.map(async (content) => (await render(content, 'entry', sending)) !== undefined));

  await stage.resolve(ids[1] ?? '');
  await stage.advance(10_000);
  const whileSomeAreOpen = await drawn('post');
  for (const alertId of ids) await stage.resolve(alertId);
  await stage.advance(10_000);

  expect(contents.map(({ kind }) => kind)).toEqual(['group', 'members']);
  expect(whileSomeAreOpen).toEqual([true, true]);
  expect(await drawn('post')).toEqual([false, false]);
  expect(await drawn('update')).toEqual([true, true]);
});

it('counts in a parent message those that are sent into its thread, and apart those that wait', async () => {
  const { stage, render } = await open();
  await stage.fire('b-1', 'b-2', 'b-3');
  await stage.settle();
  const parent = stage.sent.find(({ kind, content }) => kind === 'post' && content.kind === 'group');

  const atFirst = await render(parent?.content, 'entry', 'post');
  await stage.advance(10_000);
  const later = await render(parent?.content, 'entry', 'update');

  expect(atFirst?.text).toContain('2 more coming in the thread.');
  expect(later?.text).toContain('2 more in the thread, each with what can be done.');
  expect(later?.text).not.toContain('coming');
});

it('draws a digest that waited for long for its own days, and of several that wait the newest alone', async () => {
  const { stage, digests, render } = await open();
  const by = { userId: 'U0DANA', teamId: 'T0TEAM', requestId: 'request-1', via: 'command' };
  await digests.savePlan({ channel: 'C0DAILY', every: 'day', at: '09:00', zone: 'UTC' }, by);
  const of = (until: string): OutboundContent => ({ kind: 'digest', days: 1, until, channel: 'C0DAILY' });
  const until = stage.now().toISOString();
  await stage.advance(3 * 86_400_000);

  const alone = await render(of(until), 'digest.C0DAILY.2026-03-02', 'post');

  expect(alone?.text).toContain('From 2026-03-01 to 2026-03-02.');
  const newer = new Date(stage.now().getTime()).toISOString();
  await stage.put({ pk: 'digest#sent', sk: 'C0DAILY', date: newer.slice(0, 10), until: newer });
  expect(await render(of(until), 'digest.C0DAILY.2026-03-02', 'post')).toBeUndefined();
  expect(await render(of(newer), 'digest.C0DAILY.2026-03-05', 'post')).toBeDefined();
});
