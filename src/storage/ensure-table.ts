import { setTimeout as delay } from 'node:timers/promises';
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  type KeySchemaElement,
  ResourceInUseException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableDefinition } from '../catalog/derive/table-definition.ts';
import { AppError } from '../errors/app-error.ts';
import { checkTable, describeTable, keyType } from './check-table.ts';
import { translated, translateError } from './translate-error.ts';

const readyLimitMs = 120_000;
const poll = { firstMs: 5, longestMs: 1_000 };

/**
 * Makes a table as its definition says, unless there is one of that name, and waits until it can be used.
 *
 * It has no stream yet, for what it is filled with is no news: `switchOnStream` comes after that.
 * For the local engine only: in AWS the tables are made by `infra/`, and the app has no right to.
 *
 * @returns whether the table was made now
 * @throws {AppError} `repository.missing_table` when there is one that cannot serve
 */
export async function ensureTable(
  client: DynamoDBDocumentClient,
  definition: TableDefinition,
  tableName: string = definition.name,
): Promise<{ readonly created: boolean }> {
  const existing = await describeTable(client, tableName);
  const created = existing === undefined && (await create(client, definition, tableName));
  if (!isReady(existing)) await waitUntilReady(client, tableName);
  if (!created) await checkTable(client, definition, tableName);
  else if (definition.timeToLive !== undefined) await switchOnExpiry(client, tableName, definition.timeToLive);
  return { created };
}

/** The request that makes a table: billed by use, each index a copy of all attributes. */
export function createTableInput(definition: TableDefinition, tableName: string): CreateTableCommandInput {
  const keys = [definition, ...definition.indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  );
  const attributes = [...new Set(keys)].map(
    (name): AttributeDefinition => ({ AttributeName: name, AttributeType: keyType(definition, name) }),
  );
  const indexes = definition.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: 'ALL' as const },
  }));
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(definition),
    AttributeDefinitions: attributes,
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
  };
}

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }): KeySchemaElement[] {
  const partition: KeySchemaElement = { AttributeName: partitionKey, KeyType: 'HASH' };
  return sortKey === undefined ? [partition] : [partition, { AttributeName: sortKey, KeyType: 'RANGE' }];
}

async function create(
  client: DynamoDBDocumentClient,
  definition: TableDefinition,
  tableName: string,
): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(createTableInput(definition, tableName)));
    return true;
  } catch (error) {
    // Another process makes the same table at this moment.
    if (error instanceof ResourceInUseException) return false;
    throw translateError(error, { tableName, operation: 'CreateTable' });
  }
}

async function switchOnExpiry(client: DynamoDBDocumentClient, tableName: string, attribute: string): Promise<void> {
  const command = new UpdateTimeToLiveCommand({
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
  });
  await translated({ tableName, operation: 'UpdateTimeToLive' }, () => client.send(command));
}

async function waitUntilReady(client: DynamoDBDocumentClient, tableName: string): Promise<void> {
  const deadline = Date.now() + readyLimitMs;
  for (let waitMs = poll.firstMs; Date.now() < deadline; waitMs = Math.min(poll.longestMs, waitMs * 2)) {
    if (isReady(await describeTable(client, tableName))) return;
    await delay(waitMs);
  }
  throw new AppError('repository.unavailable', `The table ${tableName} is not ready after ${readyLimitMs / 1000} s`, {
    retryable: true,
    details: { tableName },
  });
}

function isReady(table: TableDescription | undefined): boolean {
  const inUse = (status: string | undefined): boolean => status === 'ACTIVE' || status === 'UPDATING';
  return (
    inUse(table?.TableStatus) && (table?.GlobalSecondaryIndexes ?? []).every(({ IndexStatus }) => inUse(IndexStatus))
  );
}
