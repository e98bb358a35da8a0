import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Insight, insights } from '../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import type { AlertFacts } from '../../src/insights/alert-facts.ts';
import { insightOf } from '../../src/insights/insight-item.ts';
import { createInsightRecords, type InsightRecords } from '../../src/insights/insight-records.ts';
import { writeTogether } from '../../src/state/write-together.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

/** As it stands in the seed document. */
const seedItem = {
  pk: 'insight#stu_4532',
  sk: '2025-01-15T10:30:00Z',
  alert_id: 'high_ib_call_frequency_stu_4532_1705318200000',
  entity_id: 'stu_4532',
  prediction_type: 'high_ib_call_frequency',
  risk_score: 82,
  explanation: 'Student shows high IB call frequency with declining health score...',
  recommendations: [
    'Schedule immediate check-in call',
    'Review IB call transcripts',
    'Offer session with senior tutor',
  ],
  timestamp: '2025-01-15T10:30:00Z',
  model_used: 'bedrock-claude-3.5-haiku',
  ttl: 1_712_822_400,
};
const seedTtl = 1_744_713_000;

function factsOf(overrides: Partial<AlertFacts> = {}): AlertFacts {
  const at = overrides.at ?? '2025-01-15T10:30:00.000Z';
  const { entityId = 'stu_4532', predictionType = 'high_ib_call_frequency' } = overrides;
  return {
    alertId: `${predictionType}_${entityId}_${Date.parse(at)}`,
    fingerprint: `${predictionType}#${entityId}`,
    at,
    dataset: 'entities',
    entityId,
    name: entityId,
    predictionType,
    riskScore: 82,
    headline: { metric: 'ib_calls_14d', value: 9 },
    reasons: [{ metric: 'ib_calls_14d', value: 9 }],
    segments: { entity_type: 'student' },
    explanation: '9 inbound calls in 14 days.',
    recommendations: ['Call today'],
    modelUsed: 'template',
    ...overrides,
  };
}

let engine: TestEngine;
let tableName: string;
let records: InsightRecords;
let now = new Date('2025-02-01T00:00:00Z');
let tables = 0;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  tables += 1;
  tableName = `Insights-${tables}`;
  now = new Date('2025-02-01T00:00:00Z');
  await ensureTable(engine.client, tableDefinition(insights), tableName);
  records = createInsightRecords({ client: engine.client, tableName, now: () => now });
});

const put = (item: object): Promise<unknown> =>
  engine.client.send(new PutCommand({ TableName: tableName, Item: { ...item } }));
const store = async (...facts: Partial<AlertFacts>[]): Promise<void> => {
  for (const each of facts) await put(insightOf(factsOf(each)));
};
const times = (found: readonly Insight[]): string[] => found.map(({ timestamp }) => timestamp);
const stored = async (): Promise<number> =>
  (await engine.client.send(new ScanCommand({ TableName: tableName }))).Count ?? 0;

describe('insightOf', () => {
  it('is the item of the seed document, with an expiry and an alert id that match its time', () => {
    expect(insightOf(factsOf())).toEqual({
      pk: 'insight#stu_4532',
      sk: '2025-01-15T10:30:00.000Z',
      alert_id: 'high_ib_call_frequency_stu_4532_1736937000000',
      entity_id: 'stu_4532',
      prediction_type: 'high_ib_call_frequency',
      risk_score: 82,
      explanation: '9 inbound calls in 14 days.',
      recommendations: ['Call today'],
      timestamp: '2025-01-15T10:30:00.000Z',
      model_used: 'template',
      ttl: seedTtl,
    });
  });
});

describe('the insights of a member', () => {
  it('come newest first, those of a month where its prefix is given, and of nobody else', async () => {
    now = new Date('2025-02-11T00:00:00Z');
    await store(
      { at: '2025-01-15T10:30:00.250Z' },
      { at: '2025-02-10T08:00:00.000Z' },
      { at: '2025-01-20T10:30:00.000Z' },
      { at: '2025-01-21T10:30:00.000Z', entityId: 'stu_45321' },
    );

    const all = await records.ofEntity('stu_4532', { limit: 10 });
    const january = await records.ofEntity('stu_4532', { limit: 10, prefix: '2025-01' });

    expect(times(all)).toEqual(['2025-02-10T08:00:00.000Z', '2025-01-20T10:30:00.000Z', '2025-01-15T10:30:00.250Z']);
    expect(times(january)).toEqual(['2025-01-20T10:30:00.000Z', '2025-01-15T10:30:00.250Z']);
  });

  it('may be items as the seed document has them', async () => {
    await put({ ...seedItem, ttl: seedTtl });

    expect(await records.ofEntity('stu_4532', { limit: 10 })).toEqual([{ ...seedItem, ttl: seedTtl }]);
    expect(await records.find('stu_4532', '2025-01-15T10:30:00Z')).toMatchObject({ risk_score: 82 });
  });

  it('are complete where another writer left out what can be worked out, and no strange item is among them', async () => {
    const { pk, sk, prediction_type } = seedItem;
    await put({ pk, sk, prediction_type, risk_score: 81.5 });
    await put({ ...seedItem, sk: '2025-01-16T00:00:00Z', prediction_type: 'horoscope' });
    await put({ ...seedItem, sk: '2025-01-17T00:00:00Z', risk_score: 1_000 });
    await put({ ...seedItem, sk: 'last#seen' });

    expect(await records.ofEntity('stu_4532', { limit: 10 })).toEqual([
      {
        pk,
        sk,
        alert_id: 'high_ib_call_frequency_stu_4532_1736937000000',
        entity_id: 'stu_4532',
        prediction_type,
        risk_score: 81.5,
        explanation: '',
        recommendations: [],
        timestamp: sk,
        model_used: 'unknown',
        ttl: seedTtl,
      },
    ]);
  });

  it('are not shown once they have expired, though they are stored, and the limit counts what is shown', async () => {
    for (let second = 0; second < 60; second += 1) await put({ ...seedItem, sk: isoSecond('2025-01-20', second) });
    await put({ ...seedItem, sk: '2025-01-10T00:00:00Z', ttl: seedTtl });
    await put({ ...seedItem, sk: '2025-01-09T00:00:00Z', ttl: seedTtl });

    const found = await records.ofEntity('stu_4532', { limit: 1 });

    expect(found.map(({ sk }) => sk)).toEqual(['2025-01-10T00:00:00Z']);
    now = new Date(seedTtl * 1000);
    expect(await records.ofEntity('stu_4532', { limit: 1 })).toEqual([]);
    expect(await records.find('stu_4532', '2025-01-10T00:00:00Z')).toBeUndefined();
  });
});

describe('the insights of a prediction type', () => {
  it('come newest first since a time, in whatever form the time is stored or given', async () => {
    await put({ ...seedItem, sk: '2025-01-15T10:29:59Z', timestamp: '2025-01-15T10:29:59Z', ttl: seedTtl });
    await put({ ...seedItem, sk: '2025-01-15T10:30:00Z', ttl: seedTtl });
    await store({ at: '2025-01-15T10:30:00.400Z', entityId: 'stu_1' }, { at: '2025-01-15T10:30:01.000Z' });
    await store({ at: '2025-01-16T00:00:00.000Z', predictionType: 'low_health_score' });

    const found = await records.ofType('high_ib_call_frequency', { since: '2025-01-15T11:30:00+01:00', limit: 10 });

    expect(times(found)).toEqual(['2025-01-15T10:30:01.000Z', '2025-01-15T10:30:00.400Z', '2025-01-15T10:30:00Z']);
  });
});

describe('the insights of all prediction types', () => {
  beforeEach(() =>
    store(
      { at: '2025-01-15T10:00:00.000Z', predictionType: 'high_churn_risk', riskScore: 95, entityId: 'agent-1' },
      { at: '2025-01-16T10:00:00.000Z', predictionType: 'low_health_score', riskScore: 80 },
      { at: '2025-01-17T10:00:00.000Z', predictionType: 'low_health_score', riskScore: 85 },
      { at: '2025-01-18T10:00:00.000Z', predictionType: 'high_churn_risk', riskScore: 85, entityId: 'agent-2' },
    ),
  );

  it('come highest risk first above a score, newer ones first among equals', async () => {
    const all = await records.aboveRisk({ above: 80, limit: 10 });
    const two = await records.aboveRisk({ above: 80, limit: 2 });
    const churn = await records.aboveRisk({ type: 'high_churn_risk', above: 90, limit: 10 });

    expect(all.map(({ risk_score, entity_id }) => [risk_score, entity_id])).toEqual([
      [95, 'agent-1'],
      [85, 'agent-2'],
      [85, 'stu_4532'],
    ]);
    expect(two).toEqual(all.slice(0, 2));
    expect(churn.map(({ entity_id }) => entity_id)).toEqual(['agent-1']);
  });

  it('come newest first when nothing else is asked for', async () => {
    const found = await records.newest({ limit: 3 });

    expect(times(found).map((time) => time.slice(0, 10))).toEqual(['2025-01-18', '2025-01-17', '2025-01-16']);
  });
});

describe('putting an insight', () => {
  it('is refused where there is one of the same member and millisecond, and leaves that alone', async () => {
    const write = (facts: Partial<AlertFacts>) =>
      writeTogether(engine.client, [records.putting(insightOf(factsOf(facts)))], {});

    const first = await write({});
    const second = await write({ predictionType: 'low_health_score' });
    const third = await write({ predictionType: 'low_health_score', at: '2025-01-15T10:30:00.001Z' });

    expect([first.written, second.written, third.written]).toEqual([true, false, true]);
    expect(await records.find('stu_4532', '2025-01-15T10:30:00.000Z')).toMatchObject({
      prediction_type: 'high_ib_call_frequency',
    });
  });
});

describe('deleteExpired', () => {
  it('deletes those whose time is over and no others, as many as told at once', async () => {
    for (let second = 0; second < 7; second += 1) await put({ ...seedItem, sk: isoSecond('2025-01-20', second) });
    await store({ at: '2025-01-15T10:30:00.000Z' });
    const { ttl: _, ...endless } = seedItem;
    await put({ ...endless, sk: '2020-01-01T00:00:00Z' });

    expect(await records.deleteExpired(5)).toBe(5);
    expect(await records.deleteExpired()).toBe(2);
    expect(await records.deleteExpired()).toBe(0);
    expect(await stored()).toBe(2);
  });
});

function isoSecond(day: string, second: number): string {
  return `${day}T00:00:${String(second).padStart(2, '0')}Z`;
}
