import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Dataset } from '../catalog/define-dataset.ts';
import { keyName } from '../catalog/derive/attribute-names.ts';
import { type AnyItem, itemSchema } from '../catalog/derive/item-schema.ts';
import { AppError } from '../errors/app-error.ts';
import type { Repository } from './repository.ts';
import { retryDelay } from './retry-delay.ts';
import { translated, translateError } from './translate-error.ts';

export interface LoadTuning {
  /** Batches on their way at once. */
  readonly concurrency: number;
  /** How often what is left of a batch is sent, the first time included. */
  readonly attempts: number;
  readonly backoff: { readonly baseMs: number; readonly capMs: number };
}

/** More batches at once were no faster on the embedded engine, which writes one after the other. */
export const defaultLoadTuning: LoadTuning = {
  concurrency: 4,
  attempts: 10,
  backoff: { baseMs: 50, capMs: 5_000 },
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const batchSize = 25;

interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly dataset: Dataset;
  readonly tableName: string;
}

type LoadOptions = NonNullable<Parameters<Repository['load']>[1]>;

/**
 * Writes whole items in batches, replacing any of the same key; nothing is written unless all are valid.
 *
 * @throws {AppError} `repository.invalid` naming the first items that are not valid
 * @throws {AppError} `repository.throttled` or another `repository.*` when a batch fails for good; its details
 *   say how many items were `written` of the `total`. The same load can be run again.
 */
export async function loadItems(
  target: Target,
  items: readonly AnyItem[],
  options: LoadOptions = {},
  tuning: LoadTuning = defaultLoadTuning,
): Promise<void> {
  requireValid(target.dataset, items);
  const batches = batchesOf(items);
  const { onProgress, signal } = options;
  let written = 0;
  let failure: { readonly error: unknown } | undefined;
  const onWritten = (count: number): void => {
    written += count;
    if (count > 0) onProgress?.({ written, total: items.length });
  };
  const work = async (): Promise<void> => {
    for (let batch = batches.next(); !batch.done && failure === undefined; batch = batches.next()) {
      try {
        await writeBatch(target, batch.value, tuning, onWritten, signal);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: tuning.concurrency }, work));
  if (failure !== undefined) throw loadFailure(failure.error, written, items.length);
}

async function writeBatch(
  { client, tableName }: Target,
  batch: readonly AnyItem[],
  { attempts, backoff }: LoadTuning,
  onWritten: (count: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let left: Record<string, unknown>[] = batch.map((item) => ({ PutRequest: { Item: item } }));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await delay(retryDelay(attempt - 1, backoff), undefined, signal === undefined ? {} : { signal });
    signal?.throwIfAborted();
    const output = await translated({ tableName, operation: 'BatchWriteItem' }, () =>
      client.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
        signal ? { abortSignal: signal } : {},
      ),
    );
    const unprocessed = Object.values(output.UnprocessedItems ?? {}).flat();
    onWritten(left.length - unprocessed.length);
    if (unprocessed.length === 0) return;
    left = unprocessed as Record<string, unknown>[];
  }
  throw new AppError('repository.throttled', 'DynamoDB leaves items unprocessed', {
    retryable: true,
    details: { tableName, unprocessed: left.length, attempts },
  });
}

function loadFailure(error: unknown, written: number, total: number): AppError {
  const { code, message, retryable, details } = translateError(error);
  return new AppError(code, `${written} of ${total} items were written, then: ${message}`, {
    retryable,
    details: { ...details, written, total },
    cause: error,
  });
}

function* batchesOf(items: readonly AnyItem[]): Generator<readonly AnyItem[], undefined> {
  for (let start = 0; start < items.length; start += batchSize) yield items.slice(start, start + batchSize);
}

const problemLimit = 5;

function requireValid(dataset: Dataset, items: readonly AnyItem[]): void {
  const schema = itemSchema(dataset);
  const keys = [keyName(dataset), dataset.table.sortKey].filter((name) => name !== undefined);
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const [ordinal, item] of items.entries()) {
    if (problems.length >= problemLimit) break;
    const parsed = schema.safeParse(item);
    const identity = JSON.stringify(keys.map((key) => item[key]));
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      problems.push(`item ${ordinal}: ${issues.join(', ')}`);
    } else if (seen.has(identity)) {
      problems.push(`item ${ordinal}: its ${keys.join(' and ')} is that of an item before it`);
    }
    seen.add(identity);
  }
  if (problems.length === 0) return;
  throw new AppError('repository.invalid', `${dataset.name}: ${problems.join('; ')}`, {
    details: { problems, written: 0, total: items.length },
  });
}
