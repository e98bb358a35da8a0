import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';

let tables = 0;

/** A new, empty state table, and its name. */
export async function createStateTable(client: DynamoDBDocumentClient): Promise<string> {
  tables += 1;
  const tableName = `delivery-state-${tables}`;
  await ensureTable(client, stateTable, tableName);
  return tableName;
}
