import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsRequest } from '../../src/analytics/analytics.ts';
import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import type { Filter } from '../../src/intents/filter.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem, studentItems } from '../support/entities-table.ts';

let engine: TestEngine;
let repository: Repository;

beforeAll(async () => {
  engine = await startTestEngine();
  const tutors = [1, 2, 3].map((n) => entityItem({ entity_id: `tut_${n}`, entity_type: 'tutor', health_score: n }));
  repository = await createEntitiesTable(engine.client, [...studentItems(100), ...tutors]);
});

afterAll(() => engine.stop());

const students: Filter = { field: 'entity_type', op: 'in', values: ['student'] };
const health = (op: '<' | '<=' | '=' | '>=' | '>', value: number): Filter => ({ field: 'health_score', op, value });
const run = (filters: readonly Filter[], more: Partial<AnalyticsRequest> = {}) =>
  createRepositoryAnalytics({ repository, now: Date.now }).run({
    filters,
    metrics: ['health_score'],
    fleet: false,
    ...more,
  });

describe('figures of entities', () => {
  it.each([
    ['<', 70, 69],
    ['<=', 70, 70],
    ['=', 70, 1],
    ['>=', 70, 31],
    ['>', 70, 30],
  ] as const)('are read from that part of the index which has health %s %d', async (op, value, expected) => {
    const { selection, cost } = await run([health(op, value), students]);

    expect(selection.count).toBe(expected);
    expect(cost).toMatchObject({ itemsRead: expected, source: `${repository.tableName}, EntityTypeHealthIndex` });
  });

  it('are of both conditions where there are two on the metric that sorts the index', async () => {
    const { selection } = await run([students, health('<', 70), health('>', 60)]);

    expect(selection).toMatchObject({ count: 9, statistics: { health_score: { min: 61, max: 69 } } });
  });

  it('count those whose health is not known, though the index lacks them', async () => {
    const { health_score: _, ...unknown } = entityItem({ entity_id: 'stu_unknown' });
    await engine.client.send(new PutCommand({ TableName: repository.tableName, Item: unknown }));

    const { selection } = await run([students]);

    const Key = { entity_id: 'stu_unknown', entity_type: 'student' };
    await engine.client.send(new DeleteCommand({ TableName: repository.tableName, Key }));
    expect(selection.count).toBe(101);
  });

  it('are of everyone beside the selection where the fleet is wanted', async () => {
    const { selection, fleet } = await run([students, health('<', 2)], { fleet: true });

    expect([selection.count, fleet?.count]).toEqual([1, 103]);
  });
});
