import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { agents } from '../../src/catalog/datasets/agents.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';

let tables = 0;

/** A table name that no other test of this file uses. */
export function freshTableName(): string {
  tables += 1;
  return `Agents-${tables}`;
}

/** A new agents table with these items in it, and the repository over it. */
export async function createAgentsTable(
  client: DynamoDBDocumentClient,
  items: readonly AnyItem[] = [],
): Promise<Repository> {
  const tableName = freshTableName();
  await ensureTable(client, tableDefinition(agents), tableName);
  const repository = createRepository({ client, dataset: agents, tableName });
  await repository.load(items);
  return repository;
}
