import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import { retryDelay } from '../../storage/retry-delay.ts';
import { translated } from '../../storage/translate-error.ts';

/** The state table, as this room reads and writes it. */
export interface StateTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

type Item = Record<string, unknown>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const batchSize = 100;
const mostRetries = 8;
const pace = { baseMs: 20, capMs: 2_000 };

/** @throws {AppError} `repository.*` */
export async function readItem({ client, tableName }: StateTable, { pk, sk }: ItemKey): Promise<Item | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true });
  const { Item: item } = await translated({ tableName, operation: 'read state' }, () => client.send(command));
  return item;
}

/**
 * The items of those keys that exist, in no order.
 *
 * @throws {AppError} `repository.*`
 */
export async function readItems(table: StateTable, keys: readonly ItemKey[]): Promise<readonly Item[]> {
  const unique = [...new Map(keys.map(({ pk, sk }) => [JSON.stringify([pk, sk]), { pk, sk }])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / batchSize) }, (_, index) =>
    unique.slice(index * batchSize, (index + 1) * batchSize),
  );
  const found: Item[] = [];
  for (const batch of batches) found.push(...(await readBatch(table, batch)));
  return found;
}

async function readBatch({ client, tableName }: StateTable, keys: readonly Item[]): Promise<readonly Item[]> {
  const details = { tableName, operation: 'read state' };
  const found: Item[] = [];
  let left: Item[] = [...keys];
  for (let retry = 0; retry <= mostRetries; retry += 1) {
    const command = new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } });
    const output = await translated(details, () => client.send(command));
    found.push(...(output.Responses?.[tableName] ?? []));
    left = output.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length === 0) return found;
    await delay(retryDelay(retry, pace));
  }
  throw new AppError('repository.throttled', 'DynamoDB leaves keys unprocessed', { retryable: true, details });
}

export interface Range {
  readonly pk: string;
  /** First and last sort key, both included. */
  readonly from?: string;
  readonly to?: string;
  /** All of them when left out. */
  readonly limit?: number;
}

/**
 * The items of a partition, in the order of their sort keys.
 *
 * @throws {AppError} `repository.*`
 */
export async function queryItems(table: StateTable, range: Range): Promise<readonly Item[]> {
  const { client, tableName } = table;
  const { pk, from = ' ', to = '\u{10FFFF}', limit = Number.POSITIVE_INFINITY } = range;
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
      ConsistentRead: true,
      // A page without a limit reads the rest of the partition before anyone else is let through.
      Limit: Math.min(limit - found.length, 500),
      ExclusiveStartKey: start,
    });
    const page: QueryCommandOutput = await translated({ tableName, operation: 'read state' }, () =>
      client.send(command),
    );
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && found.length < limit);
  return found;
}
