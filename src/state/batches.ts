import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors/app-error.ts';
import { retryDelay } from '../storage/retry-delay.ts';
import { translated } from '../storage/translate-error.ts';

type Item = Readonly<Record<string, unknown>>;

interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly operation: string;
}

/** What one request takes. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const writeSize = 25;
const readSize = 100;
const concurrency = 4;
const attempts = 10;
const pace = { baseMs: 50, capMs: 5_000 };

/**
 * Puts items, replacing any of the same key; sends again what DynamoDB leaves.
 *
 * @throws {AppError} `repository.*`; some may be written then
 */
export async function putAll(target: Target, items: readonly Item[]): Promise<void> {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await inBatches(target, requests, writeSize, async (batch) => {
    const command = new BatchWriteCommand({ RequestItems: { [target.tableName]: [...batch] } });
    const { UnprocessedItems = {} } = await translated(detailsOf(target), () => target.client.send(command));
    return Object.values(UnprocessedItems).flat() as typeof requests;
  });
}

/**
 * The items of those keys that there are, in no order.
 *
 * @throws {AppError} `repository.*`
 */
export async function getAll(target: Target, keys: readonly Item[]): Promise<readonly Item[]> {
  const found: Item[] = [];
  await inBatches(target, keys, readSize, async (batch) => {
    const command = new BatchGetCommand({ RequestItems: { [target.tableName]: { Keys: [...batch] } } });
    const { Responses = {}, UnprocessedKeys = {} } = await translated(detailsOf(target), () =>
      target.client.send(command),
    );
    found.push(...Object.values(Responses).flat());
    return Object.values(UnprocessedKeys).flatMap(({ Keys = [] }) => Keys);
  });
  return found;
}

/** Sends everything, some batches at once; `send` returns what is left of a batch. */
async function inBatches<Part>(
  target: Target,
  all: readonly Part[],
  size: number,
  send: (batch: readonly Part[]) => Promise<readonly Part[]>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < all.length) {
      let left: readonly Part[] = all.slice(next, next + size);
      next += size;
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === attempts) throw leftOver({ ...detailsOf(target), left: left.length });
        if (attempt > 0) await delay(retryDelay(attempt - 1, pace));
        left = await send(left);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

function detailsOf({ tableName, operation }: Target) {
  return { tableName, operation };
}

function leftOver(details: Readonly<Record<string, unknown>>): AppError {
  return new AppError('repository.throttled', 'DynamoDB leaves items unprocessed', { retryable: true, details });
}
