import { setTimeout as delay } from 'node:timers/promises';
import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { AppError, type ErrorDetails } from '../errors/app-error.ts';
import { retryDelay } from '../storage/retry-delay.ts';
import { translateError } from '../storage/translate-error.ts';

const mostRetries = 10;
const pace = { baseMs: 20, capMs: 1_000 };
const passing: ReadonlySet<string | undefined> = new Set([
  undefined,
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** One write of a transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What became of a transaction; `refused` says of each write, in order, whether it was its condition that did not hold. */
export type Transaction =
  | { readonly written: true }
  | { readonly written: false; readonly refused: readonly boolean[] };

/**
 * Writes several items (at most 100), or none of them where a condition does not hold.
 *
 * Waits and tries again where another transaction is at the same items. Sent twice, as the client does when a reply
 * is lost, it is carried out once.
 *
 * @throws {AppError} `repository.*`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function writeTogether(
  client: DynamoDBDocumentClient,
  items: readonly TransactItem[],
  details: ErrorDetails,
): Promise<Transaction> {
  for (let retry = 0; ; retry += 1) {
    try {
      // The client gives each command a token of its own, under which DynamoDB knows a repetition.
      await client.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return { written: true };
    } catch (error) {
      const refused = codesOf(error).map((code) => code === 'ConditionalCheckFailed');
      if (refused.includes(true)) return { written: false, refused };
      if (!isPassing(error)) throw translateError(error, details);
      if (retry === mostRetries) throw busy(error, details);
      await delay(retryDelay(retry, pace));
    }
  }
}

function codesOf(error: unknown): readonly (string | undefined)[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code }) => Code);
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionInProgressException) return true;
  return error instanceof TransactionCanceledException && codesOf(error).every((code) => passing.has(code));
}

function busy(cause: unknown, details: ErrorDetails): AppError {
  return new AppError('repository.throttled', 'others keep writing to the same items', {
    retryable: true,
    details,
    cause,
  });
}
