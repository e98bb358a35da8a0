import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatasetName } from '../../../src/catalog/catalog.ts';
import { insights } from '../../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import type { AlertEvent } from '../../../src/insights/alert-facts.ts';
import { takingEvent, waitingEvents } from '../../../src/insights/alert-intake.ts';
import { createDetector, type Detector } from '../../../src/insights/detection/create-detector.ts';
import type { InflowBounds } from '../../../src/insights/detection/inflow.ts';
import { createTemplateExplainer } from '../../../src/insights/explain/template-explainer.ts';
import { insightOf } from '../../../src/insights/insight-item.ts';
import { createInsightRecords, type InsightRecords } from '../../../src/insights/insight-records.ts';
import { createLog } from '../../../src/log.ts';
import { createSamples, type Samples } from '../../../src/state/samples.ts';
import { stateTable as stateDefinition } from '../../../src/state/state-table.ts';
import { writeTogether } from '../../../src/state/write-together.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import type { RawItem } from '../../../src/storage/item-reader.ts';
import type { Change } from '../../../src/storage/stream/change.ts';
import { type AgentItem, agentItem } from '../../support/agent-items.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { type DynamoDbProxy, startDynamoDbProxy } from '../../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-03-20T12:00:00.000Z');
const log = createLog({ level: 'silent' });

let engine: TestEngine;
let proxy: DynamoDbProxy;
let stateTable: string;
let insightsTable: string;
let time: number;
let sequence = 1_000;
let samples: Samples;
let records: InsightRecords;
let detector: Detector;

beforeAll(async () => {
  engine = await startTestEngine();
  proxy = await startDynamoDbProxy(engine.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(async () => {
  time = start;
  proxy.reset();
  stateTable = freshTableName();
  insightsTable = freshTableName();
  await ensureTable(engine.client, stateDefinition, stateTable);
  await ensureTable(engine.client, tableDefinition(insights), insightsTable);
  detector = open();
});

function open(client = engine.client, coolDownMs = dayMs, inflow: InflowBounds = {}): Detector {
  const now = (): Date => new Date(time);
  samples = createSamples(client, stateTable, { now });
  records = createInsightRecords({ client, tableName: insightsTable, now });
  return createDetector({
    client,
    stateTable,
    storingInsight: (facts) => records.putting(insightOf(facts)),
    samples,
    explainer: createTemplateExplainer(),
    log,
    now,
    coolDownMs,
    inflow,
  });
}

function change(before: RawItem | undefined, after: RawItem | undefined, keys: RawItem): Change {
  sequence += 1;
  return {
    id: `event-${sequence}`,
    sequenceNumber: String(sequence).padStart(21, '0'),
    kind: before === undefined ? 'insert' : after === undefined ? 'remove' : 'modify',
    keys,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    at: Math.floor(time / 1_000) * 1_000,
  };
}

const calm = { churnRisk: 50, npsScore: 64, engagementTrend: 2, satisfactionTrend: 1, revenueAtRisk: 900 } as const;
const agent = (overrides: Partial<AgentItem> = {}): AgentItem =>
  agentItem(1, { ...calm, lastActivityDate: '2026-03-18T00:00:00.000Z', ...overrides });
const agentChange = (before?: AgentItem, after?: AgentItem): Change => change(before, after, { id: 'agent-1' });
const churn = (from: number, to: number): Change => agentChange(agent({ churnRisk: from }), agent({ churnRisk: to }));

async function events(): Promise<readonly AlertEvent[]> {
  const waiting = await waitingEvents(engine.client, stateTable, 1_000);
  expect(waiting.unreadable).toEqual([]);
  return waiting.events.map(({ event }) => event);
}

const kinds = async (): Promise<readonly string[]> => (await events()).map(({ kind }) => kind);

async function play(dataset: DatasetName, changes: readonly Change[]): Promise<void> {
  for (const each of changes) {
    await detector.changed(dataset, each);
    time += 10;
  }
}

describe('a change that crosses a threshold', () => {
  it('stores an insight and leaves an event with all that is to be told', async () => {
    await samples.keep('agents', [{ id: 'agent-1', days: [{ day: '2026-03-13', values: { churnRisk: 65 } }] }]);

    await detector.changed('agents', churn(68, 82));

    const at = '2026-03-20T12:00:00.000Z';
    const [event] = await events();
    expect(event).toMatchObject({
      kind: 'fired',
      facts: {
        alertId: `high_churn_risk_agent-1_${start}`,
        fingerprint: 'high_churn_risk#agent-1',
        at,
        entityId: 'agent-1',
        name: 'Dana Whitfield 1',
        headline: { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 70 },
        moneyAtRisk: 900,
        segments: { experienceLevel: 'established' },
        modelUsed: 'template',
      },
    });
    const [insight] = await records.ofEntity('agent-1', { limit: 10 });
    expect(insight).toMatchObject({ sk: at, prediction_type: 'high_churn_risk', ttl: (start + 90 * dayMs) / 1_000 });
    expect(insight?.explanation).toBe(
      'Churn risk is 82, up 17 in 7 days, above the line of 70. $900 a year is at risk.',
    );
  });

  it('tells the step where no day before is known, and keeps the day for later', async () => {
    await detector.changed('agents', churn(68, 82));

    const [event] = await events();
    expect(event).toMatchObject({ facts: { headline: { value: 82, before: { value: 68, days: 0 } } } });
    expect(await samples.read('agents', 'agent-1')).toMatchObject([{ day: '2026-03-20', values: { churnRisk: 68 } }]);
  });

  it('speaks for each trouble of a new member, at times of their own', async () => {
    await detector.changed('agents', agentChange(undefined, agent({ churnRisk: 90, revenueAtRisk: 9_000 })));

    const fired = await events();
    expect(fired.map((event) => event.kind === 'fired' && event.facts.predictionType)).toEqual([
      'high_revenue_at_risk',
      'high_churn_risk',
    ]);
    expect(await records.ofEntity('agent-1', { limit: 10 })).toHaveLength(2);
  });

  it('speaks of many calls together with falling health, by what was kept of the health', async () => {
    const student = { entity_id: 'stu_4532', entity_type: 'student', health_score: 78, ib_calls_14d: 3 };
    await samples.keep('entities', [{ id: 'stu_4532', days: [{ day: '2026-03-06', values: { health_score: 90 } }] }]);
    const keys = { entity_id: 'stu_4532', entity_type: 'student' };

    await detector.changed('entities', change(student, { ...student, ib_calls_14d: 5 }, keys));

    expect(await events()).toMatchObject([
      { facts: { predictionType: 'high_ib_call_frequency', name: 'stu_4532', headline: { value: 5, threshold: 4 } } },
    ]);
  });
});

describe('a change that means nothing', () => {
  it('asks the table nothing', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    detector = open(client);

    await detector.changed('agents', agentChange(agent(), agent()));
    await detector.changed('agents', agentChange(agent(), agent({ email: 'new@example.com', growthRate: 9 })));
    await detector.changed('agents', agentChange(undefined, agent()));
    await detector.changed('agents', agentChange(agent({ churnRisk: 30 }), undefined));

    client.destroy();
    expect(proxy.calls.map(({ operation }) => operation)).toEqual([]);
    expect(await events()).toEqual([]);
  });

  it('keeps the day once, whatever else changes on it', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    detector = open(client);

    await play('agents', [churn(50, 51), churn(51, 52), churn(52, 53)]);

    client.destroy();
    expect(proxy.calls.map(({ operation }) => operation)).toEqual(['UpdateItem']);
  });

  it.each<[string, RawItem]>([
    ['out of range', { churnRisk: 140 }],
    ['a text', { churnRisk: '82' }],
    ['missing', { churnRisk: undefined }],
  ])('is also one to a value that the catalogue does not allow: %s', async (_what, wrong) => {
    await play('agents', [churn(60, 80)]);

    await detector.changed('agents', change(agent({ churnRisk: 80 }), { ...agent(), ...wrong }, { id: 'agent-1' }));

    expect(await kinds()).toEqual(['fired']);
  });
});

describe('an alert that holds another one back', () => {
  const types = async (): Promise<readonly string[]> =>
    (await events()).map((event) => `${event.kind} ${(event.kind === 'fired' ? event.facts : event).alertId}`);

  it('is told before it, however long explaining takes, and ends after it', async () => {
    const well = agent({ churnRisk: 60, revenueAtRisk: 9_000 });
    const ill = agent({ churnRisk: 90, revenueAtRisk: 9_000 });

    await play('agents', [agentChange(well, ill), agentChange(ill, well)]);

    expect(await types()).toEqual([
      expect.stringMatching(/^fired high_revenue_at_risk/u),
      expect.stringMatching(/^fired high_churn_risk/u),
      expect.stringMatching(/^resolved high_churn_risk/u),
      expect.stringMatching(/^resolved high_revenue_at_risk/u),
    ]);
  });
});

describe('a trouble that goes on', () => {
  it('tells figures that moved, and not those that hardly did', async () => {
    await play('agents', [churn(60, 80), churn(80, 84)]);
    const money = (revenueAtRisk: number): AgentItem => agent({ churnRisk: 84, revenueAtRisk });
    await play('agents', [agentChange(money(900), money(905)), agentChange(money(905), money(1_500))]);

    expect(await events()).toMatchObject([
      { kind: 'fired' },
      { kind: 'changed', alertId: `high_churn_risk_agent-1_${start}`, headline: { value: 84 }, moneyAtRisk: 900 },
      { kind: 'changed', moneyAtRisk: 1_500 },
    ]);
  });

  it('ends beyond its margin, and not within it', async () => {
    await play('agents', [churn(60, 80), churn(80, 66)]);
    expect(await kinds()).toEqual(['fired', 'changed']);

    await play('agents', [churn(66, 64)]);

    const [, , last] = await events();
    expect(last).toMatchObject({
      kind: 'resolved',
      alertId: `high_churn_risk_agent-1_${start}`,
      headline: { metric: 'churnRisk', value: 64 },
    });
    expect(await detector.open('agents')).toEqual([]);
  });

  it('ends with the member', async () => {
    await play('agents', [churn(60, 80), agentChange(agent({ churnRisk: 80 }), undefined)]);

    expect(await events()).toMatchObject([{ kind: 'fired' }, { kind: 'resolved', headline: { value: 80 } }]);
  });

  it('is a new alert after its cool-down, and the same one again before', async () => {
    await play('agents', [churn(60, 80), churn(80, 50), churn(50, 84), churn(84, 50)]);
    const alertId = `high_churn_risk_agent-1_${start}`;
    expect(await events()).toMatchObject([
      { kind: 'fired' },
      { kind: 'resolved', alertId },
      { kind: 'reopened', alertId, headline: { value: 84 }, reasons: [{ metric: 'churnRisk' }], moneyAtRisk: 900 },
      { kind: 'resolved', alertId },
    ]);
    expect(await records.ofEntity('agent-1', { limit: 10 })).toHaveLength(1);

    time += dayMs;
    await play('agents', [churn(50, 80)]);

    expect((await kinds()).slice(4)).toEqual(['fired']);
  });

  it('goes on where its cool-down would be over while it is there again', async () => {
    await play('agents', [churn(60, 80), churn(80, 50), churn(50, 80)]);
    time += 2 * dayMs;

    await play('agents', [churn(80, 84), churn(84, 50)]);

    const alertId = `high_churn_risk_agent-1_${start}`;
    expect((await events()).slice(3)).toMatchObject([
      { kind: 'changed', alertId },
      { kind: 'resolved', alertId },
    ]);
  });

  it('is a new alert within its cool-down where the one before is gone', async () => {
    await play('agents', [churn(60, 80), churn(80, 50)]);
    const { events: taken } = await waitingEvents(engine.client, stateTable, 10);
    await writeTogether(
      engine.client,
      taken.map(({ key }) => takingEvent(stateTable, key)),
      {},
    );

    const again = churn(50, 80);
    await play('agents', [again, again]);

    expect(await kinds()).toEqual(['fired']);
    expect(await records.ofEntity('agent-1', { limit: 10 })).toHaveLength(2);
  });

  it('speaks once however a value jitters round its threshold within a day, and is there as its condition is', async () => {
    let runs = 0;
    const values = fc.array(fc.integer({ min: 55, max: 85 }), { minLength: 2, maxLength: 10 });
    const property = fc.asyncProperty(values, async (path) => {
      runs += 1;
      const id = `agent-jitter-${runs}`;
      const at = (churnRisk: number): AgentItem => agent({ id, churnRisk });
      const items = [undefined, ...path.map(at)];

      await play(
        'agents',
        items.slice(1).map((item, ordinal) => change(items[ordinal], item, { id })),
      );

      const told = (await records.ofEntity(id, { limit: 10 })).filter(
        (each) => each.prediction_type === 'high_churn_risk',
      );
      expect(told).toHaveLength(path.some((value) => value >= 70) ? 1 : 0);
      const isThere = path.reduce((was, value) => value >= 70 || (was && value >= 65), false);
      const open = (await detector.open('agents')).filter(({ entityId }) => entityId === id);
      expect(open.map(({ predictionType }) => predictionType)).toEqual(isThere ? ['high_churn_risk'] : []);
      const last = (await events()).findLast((event) => event.kind !== 'fired' && event.alertId.includes(`_${id}_`));
      if (last !== undefined) expect(last.kind === 'resolved').toBe(!isThere);
    });
    await fc.assert(property, { numRuns: 12, seed: 7 });
  });
});

describe('a change that comes again', () => {
  it('says nothing twice, wherever the work ended before', async () => {
    const all = [churn(60, 75), churn(75, 80), churn(80, 60), churn(60, 75), churn(75, 60)];
    await play('agents', all);
    const once = await kinds();

    await play('agents', all);
    await play('agents', all.slice(1));
    detector = open(engine.client, 0);
    await play('agents', all.slice(3));

    expect(once).toEqual(['fired', 'changed', 'resolved', 'reopened', 'resolved']);
    expect(await kinds()).toEqual(once);
    expect(await records.ofEntity('agent-1', { limit: 10 })).toHaveLength(1);
  });

  it('loses nothing when the table failed in the midst of it', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    const first = churn(60, 75);
    for (const failing of ['UpdateItem', 'GetItem', 'TransactWriteItems']) {
      detector = open(client);
      proxy.inject(({ operation }) => (operation === failing ? { kind: 'dropped', replyLost: true } : undefined));
      await expect(detector.changed('agents', first)).rejects.toMatchObject({ retryable: true });
    }
    proxy.reset();

    detector = open(client);
    await detector.changed('agents', first);

    client.destroy();
    expect(await kinds()).toEqual(['fired']);
    const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: insightsTable }));
    expect(Items).toHaveLength(1);
  });

  it('says nothing late when its reader was overtaken in the midst of it', async () => {
    const slow = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    const [fires, worse, ends] = [churn(60, 75), churn(75, 90), churn(90, 20)];
    await play('agents', [fires]);
    const stalled = open(slow);
    let overtake: Promise<void> | undefined;
    proxy.inject(({ operation }) => {
      if (operation !== 'TransactWriteItems') return undefined;
      overtake ??= open()
        .changed('agents', worse)
        .then(() => open().changed('agents', ends));
      return { kind: 'slow', ms: 150 };
    });

    await stalled.changed('agents', worse);
    await overtake;

    slow.destroy();
    expect(await kinds()).toEqual(['fired', 'changed', 'resolved']);
  });

  it('is told once by two who tell it at once', async () => {
    const one = churn(60, 75);

    await Promise.all([open().changed('agents', one), open().changed('agents', one)]);

    expect(await kinds()).toEqual(['fired']);
  });
});

describe('members who are added', () => {
  const minute = 60_000;
  const bounds = { most: 2, withinMs: 10 * minute };
  const added = (id: string): Change => change(undefined, agent({ id, churnRisk: 90 }), { id });

  async function firedOf(): Promise<readonly string[]> {
    const fired = (await events()).flatMap((event) => (event.kind === 'fired' ? [event.facts] : []));
    return fired.map(({ entityId, firstLook = false }) => (firstLook ? `${entityId} kept` : entityId));
  }

  it('are told of up to a rate, and only kept beyond it, until it is lower again', async () => {
    detector = open(engine.client, dayMs, bounds);

    await play('agents', [added('a'), added('b'), added('c')]);
    await play('agents', [change(agent({ id: 'd' }), agent({ id: 'd', churnRisk: 90 }), { id: 'd' })]);
    time += 10 * minute;
    await play('agents', [added('e')]);

    expect(await firedOf()).toEqual(['a', 'b', 'c kept', 'd', 'e']);
  });

  it('are counted once however often their change comes, and not at all when they are well', async () => {
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    detector = open(client, dayMs, bounds);
    const first = added('a');
    proxy.inject(({ operation }) => (operation === 'TransactWriteItems' ? { kind: 'dropped' } : undefined));
    for (let tries = 0; tries < 3; tries += 1) await expect(detector.changed('agents', first)).rejects.toThrow();
    proxy.reset();

    await play('agents', [first, change(undefined, agent({ id: 'well' }), { id: 'well' }), added('b')]);

    client.destroy();
    expect(await firedOf()).toEqual(['a', 'b']);
  });
});

it('refuses for good a change of which no insight can be stored', async () => {
  const id = `agent-${'x'.repeat(2_000)}`;
  const poison = change(undefined, agent({ id, churnRisk: 90 }), { id });

  await expect(detector.changed('agents', poison)).rejects.toMatchObject({
    code: 'repository.invalid',
    retryable: false,
  });
});
