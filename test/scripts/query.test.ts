import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInsights } from '../../scripts/query/find-insights.ts';
import { findMetrics } from '../../scripts/query/find-metrics.ts';
import { type InsightsQuery, type MetricsQuery, readArguments } from '../../scripts/query/read-arguments.ts';
import { jsonLines, tableOf } from '../../scripts/query/rows.ts';
import { insights } from '../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { createInsightRecords, type InsightRecords } from '../../src/insights/insight-records.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { commandHere, commandProcess } from '../support/command-line.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem, studentItems } from '../support/entities-table.ts';

describe('the arguments of npm run query', () => {
  it.each<[string, MetricsQuery | InsightsQuery]>([
    ['metrics stu_4532', { table: 'metrics', id: 'stu_4532' }],
    ['metrics --type student --below 70', { table: 'metrics', type: 'student', below: 70 }],
    ['metrics --above 90 --limit 5', { table: 'metrics', above: 90, limit: 5 }],
    ['metrics --since 2025-01-15', { table: 'metrics', since: '2025-01-15T00:00:00.000Z' }],
    ['insights agent-42 --month 2025-01', { table: 'insights', id: 'agent-42', month: '2025-01' }],
    ['insights --above 80', { table: 'insights', above: 80 }],
    [
      'insights --type high_churn_risk --since 2025-01-15T10:30:00+02:00',
      { table: 'insights', type: 'high_churn_risk', since: '2025-01-15T08:30:00.000Z' },
    ],
    ['insights --since 2025-01-15T10:30', { table: 'insights', since: '2025-01-15T10:30:00.000Z' }],
  ])('%s', (line, query) => {
    expect(readArguments(line.split(' '))).toEqual({ help: false, json: false, query });
  });

  it.each([
    ['', /metrics or insights/],
    ['agents', /metrics or insights/],
    ['metrics stu_1 stu_2', /at most one id/],
    ['metrics --type cat', /student, tutor, subject, region/],
    ['metrics --below 101', /--below needs a score from 0 to 100/],
    ['metrics --below low', /--below needs/],
    ['metrics --month 2025-01', /--month does not go with metrics/],
    ['metrics stu_1 --below 70', /--below does not go with metrics and an id/],
    ['insights --below 70', /--below does not go with insights/],
    ['insights --month 2025-01', /--month does not go with insights without an id/],
    ['insights stu_1 --month 2025-13', /--month needs/],
    ['insights --type churn', /high_churn_risk/],
    ['insights --above 80 --since 2025-01-01', /not by both/],
    ['insights --since yesterday', /--since needs an ISO date/],
    ['insights --since 2025-02-30', /--since needs an ISO date/],
    ['insights --limit 0', /--limit needs/],
    ['insights --colour red', /--colour/],
  ])('refuses "%s" in one sentence', (line, sentence) => {
    const read = () => readArguments(line.split(' ').filter((word) => word !== ''));

    expect(read).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(/\n/);
  });
});

describe('what a query finds', () => {
  let engine: TestEngine;
  let repository: Repository;
  let records: InsightRecords;

  beforeAll(async () => {
    engine = await startTestEngine();
    const tutor = entityItem({ entity_id: 'tut_1', entity_type: 'tutor', health_score: 3, last_updated: '2025-02-01' });
    repository = await createEntitiesTable(engine.client, [...studentItems(80), tutor]);
    await ensureTable(engine.client, tableDefinition(insights));
    const tableName = insights.table.name;
    records = createInsightRecords({ client: engine.client, tableName, now: () => new Date('2025-03-20T00:00:00Z') });
    for (let day = 10; day < 22; day += 1) {
      const sk = `2025-01-${day}T10:30:00Z`;
      const about = { pk: 'insight#stu_4532', entity_id: 'stu_4532', prediction_type: 'low_health_score' };
      const Item = { ...about, sk, timestamp: sk, risk_score: 60 + day, explanation: `Day ${day}.\nFalling.` };
      await engine.client.send(new PutCommand({ TableName: tableName, Item }));
    }
  });

  afterAll(() => engine.stop());

  const metrics = async (query: Omit<MetricsQuery, 'table'>) => {
    const rows = await findMetrics(repository, { table: 'metrics', ...query });
    return { ...rows, ids: rows.items.map(({ entity_id: id }) => id) };
  };

  it('is all students of health below 70, lowest first, with the columns of the seed', async () => {
    const { columns, items, ids } = await metrics({ type: 'student', below: 70 });

    expect(columns).toEqual(['entity_id', 'health_score', 'sessions_7d', 'ib_calls_14d']);
    expect(ids).toEqual(studentItems(69).map(({ entity_id }) => entity_id));
    expect(items[0]).toMatchObject({ health_score: 1, sessions_7d: 2, ib_calls_14d: 3 });
  });

  it('is everyone of every type where none is given, in one order', async () => {
    expect((await metrics({ below: 5 })).ids).toEqual(['stu_1', 'stu_2', 'stu_3', 'tut_1', 'stu_4']);
    expect((await metrics({ above: 70, below: 79, limit: 2 })).ids).toEqual(['stu_71', 'stu_72']);
    expect((await metrics({ above: 70, limit: 2 })).ids).toEqual(['stu_80', 'stu_79']);
    expect((await metrics({ since: '2025-01-15T01:18:00.000Z' })).ids).toEqual(['tut_1', 'stu_80', 'stu_79']);
    expect((await metrics({ since: '2025-01-15T00:00:00.000Z', type: 'student', below: 3 })).ids).toEqual([
      'stu_2',
      'stu_1',
    ]);
    expect((await metrics({ type: 'student' })).ids).toHaveLength(80);
  });

  it('is one entity with all that is known of it, or a sentence where there is none', async () => {
    const { columns, items } = await metrics({ id: 'tut_1' });

    expect(columns).toHaveLength(10);
    expect(items).toMatchObject([{ entity_type: 'tutor', health_score: 3, avg_rating: 4.5 }]);
    await expect(metrics({ id: 'stu_404' })).rejects.toMatchObject({ code: 'repository.not_found' });
  });

  it('is the newest ten insights about someone, with the columns of the seed', async () => {
    const { columns, items } = await findInsights(records, { table: 'insights', id: 'stu_4532' });

    expect(columns).toEqual(['timestamp', 'prediction_type', 'risk_score', 'explanation']);
    expect(items.map((item) => String(item['timestamp']).slice(8, 10))).toEqual([
      '21',
      '20',
      '19',
      '18',
      '17',
      '16',
      '15',
      '14',
      '13',
      '12',
    ]);
  });

  it.each<[string, Omit<InsightsQuery, 'table'>, number]>([
    ['of a month', { id: 'stu_4532', month: '2025-01', limit: 50 }, 12],
    ['of another month', { id: 'stu_4532', month: '2025-02', limit: 50 }, 0],
    ['of a risk above a score', { above: 80 }, 1],
    ['of a type since a time', { type: 'low_health_score', since: '2025-01-20T00:00:00.000Z' }, 2],
    ['of another type', { type: 'high_churn_risk' }, 0],
    ['of all types', { limit: 3 }, 3],
  ])('is the insights %s', async (_, query, expected) => {
    expect((await findInsights(records, { table: 'insights', ...query })).items).toHaveLength(expected);
  });

  it('is a table for people, whose texts keep to one line, and JSON lines for programs', async () => {
    const rows = await findInsights(records, { table: 'insights', id: 'stu_4532', limit: 1 });

    expect(tableOf(rows)).toBe(
      [
        'timestamp             prediction_type   risk_score  explanation',
        '--------------------  ----------------  ----------  ----------------',
        '2025-01-21T10:30:00Z  low_health_score          81  Day 21. Falling.',
      ].join('\n'),
    );
    expect(jsonLines(rows).map((line) => JSON.parse(line))).toEqual([
      {
        timestamp: '2025-01-21T10:30:00Z',
        prediction_type: 'low_health_score',
        risk_score: 81,
        explanation: 'Day 21.\nFalling.',
      },
    ]);
  });
});

describe('npm run query', () => {
  it('answers from the data on this machine, made on the first run', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitals-query-'));
    const settings = { DATA_DIR: directory, NUM_AGENTS: '1', NUM_ENTITIES: '60', SLACK_APP_TOKEN: 'half of it' };

    const { code, output, errors } = await commandProcess('query')(
      ['metrics', '--type', 'student', '--json'],
      settings,
    );

    await rm(directory, { recursive: true, force: true });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const found = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) {
      expect(Object.keys(each)).toEqual(['entity_id', 'health_score', 'sessions_7d', 'ib_calls_14d']);
    }
  });

  it('ends with code 2 and one line when it is asked in a wrong way', async () => {
    const { code, output, errors } = await commandHere('query')(['metrics', '--type', 'cat']);

    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
  });
});
