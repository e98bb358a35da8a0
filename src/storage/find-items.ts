import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors/app-error.ts';
import type { RawItem } from './item-reader.ts';
import type { LoadTuning } from './load-items.ts';
import { retryDelay } from './retry-delay.ts';
import { translated } from './translate-error.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const batchSize = 100;

interface Source {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** The attribute that alone is the table's key. */
  readonly key: string;
}

/**
 * The items with those keys as they are now, by key; keys that nothing has are left out.
 *
 * @throws {AppError} `repository.throttled` where DynamoDB keeps leaving keys unprocessed, or another `repository.*`
 */
export async function findItems(
  source: Source,
  ids: readonly string[],
  { attempts, backoff }: Pick<LoadTuning, 'attempts' | 'backoff'>,
): Promise<ReadonlyMap<string, RawItem>> {
  // A batch that names a key twice is refused, and so is an empty key.
  const left = [...new Set(ids)].filter((id) => id !== '');
  const found = new Map<string, RawItem>();
  for (let failed = 0; left.length > 0; ) {
    const asked = left.splice(0, batchSize);
    const { items, unprocessed } = await readBatch(source, asked);
    for (const item of items) found.set(String(item[source.key]), item);
    left.unshift(...unprocessed);
    // What is cut off at 16 MB comes back as unprocessed too: only a batch that brings nothing on is a failure.
    failed = unprocessed.length < asked.length ? 0 : failed + 1;
    if (failed === attempts) throw unprocessedError(source.tableName, left.length, attempts);
    if (unprocessed.length > 0) await delay(retryDelay(failed, backoff));
  }
  return found;
}

async function readBatch({ client, tableName, key }: Source, ids: readonly string[]) {
  const command = new BatchGetCommand({
    RequestItems: { [tableName]: { Keys: ids.map((id) => ({ [key]: id })), ConsistentRead: true } },
  });
  const output = await translated({ tableName, operation: 'BatchGetItem' }, () => client.send(command));
  const items: readonly RawItem[] = output.Responses?.[tableName] ?? [];
  const unprocessed = (output.UnprocessedKeys?.[tableName]?.Keys ?? []).map((each) => String(each[key]));
  return { items, unprocessed };
}

function unprocessedError(tableName: string, unprocessed: number, attempts: number): AppError {
  return new AppError('repository.throttled', 'DynamoDB leaves keys unprocessed', {
    retryable: true,
    details: { tableName, unprocessed, attempts },
  });
}
