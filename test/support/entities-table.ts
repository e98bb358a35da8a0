import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Entity, entities } from '../../src/catalog/datasets/entities.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';

/** The example item of the seed document, with other values where told. */
export function entityItem(overrides: Partial<Entity> = {}): Entity {
  return {
    entity_id: 'stu_4532',
    entity_type: 'student',
    sessions_7d: 2,
    sessions_14d: 5,
    sessions_30d: 12,
    ib_calls_7d: 1,
    ib_calls_14d: 3,
    avg_rating: 4.5,
    health_score: 72,
    last_updated: '2025-01-15T10:30:00Z',
    ...overrides,
  };
}

/** Students `stu_1` to `stu_<count>`, of health 1, 2, … 100, 1, …, each updated a minute after the one before. */
export function studentItems(count: number): Entity[] {
  const begin = Date.parse('2025-01-15T00:00:00Z');
  return Array.from({ length: count }, (_, at) =>
    entityItem({
      entity_id: `stu_${at + 1}`,
      health_score: (at % 100) + 1,
      last_updated: new Date(begin + at * 60_000).toISOString(),
    }),
  );
}

let tables = 0;

/** A new metrics table with these items in it, and the repository over it. */
export async function createEntitiesTable(
  client: DynamoDBDocumentClient,
  items: readonly AnyItem[] = [],
): Promise<Repository> {
  tables += 1;
  const tableName = `Metrics-${tables}`;
  await ensureTable(client, tableDefinition(entities), tableName);
  const repository = createRepository({ client, dataset: entities, tableName });
  await repository.load(items);
  return repository;
}
