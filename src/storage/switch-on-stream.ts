import { setTimeout as delay } from 'node:timers/promises';
import { ResourceInUseException, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors/app-error.ts';
import { describeTable } from './check-table.ts';
import { streamArnOf, streamIn, streamView } from './table-stream.ts';
import { translateError } from './translate-error.ts';

const readyLimitMs = 60_000;
const poll = { firstMs: 5, longestMs: 1_000 };

/**
 * Lets a table tell its changes from now on, with the item before and after; does nothing where it does so already.
 *
 * Only for tables that the app makes itself. Called after they were filled: the embedded engine keeps every change
 * that it tells, and people who were there from the beginning are no news.
 *
 * @returns the stream's ARN, as soon as there is one
 * @throws {AppError} `repository.invalid` when there is a stream of another kind, or another `repository.*`
 */
export async function switchOnStream(client: DynamoDBDocumentClient, tableName: string): Promise<string> {
  const found = await describeTable(client, tableName);
  if (found === undefined) throw new AppError('repository.missing_table', `There is no table ${tableName}`);
  const before = streamIn(found, tableName);
  if ('arn' in before) return before.arn;
  if (found.StreamSpecification?.StreamEnabled === true) throw new AppError('repository.invalid', before.reason);
  try {
    const wanted = { StreamEnabled: true, StreamViewType: streamView } as const;
    await client.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification: wanted }));
  } catch (error) {
    // Another process does the same at this moment: then there is one soon.
    if (!(error instanceof ResourceInUseException) && (await streamArnOf(client, tableName)) === undefined) {
      throw translateError(error, { tableName, operation: 'UpdateTable' });
    }
  }
  return waitForStream(client, tableName);
}

async function waitForStream(client: DynamoDBDocumentClient, tableName: string): Promise<string> {
  const deadline = Date.now() + readyLimitMs;
  for (let waitMs = poll.firstMs; Date.now() < deadline; waitMs = Math.min(poll.longestMs, waitMs * 2)) {
    const arn = await streamArnOf(client, tableName);
    if (arn !== undefined) return arn;
    await delay(waitMs);
  }
  throw new AppError(
    'repository.unavailable',
    `The stream of ${tableName} is not ready after ${readyLimitMs / 1000} s`,
    {
      retryable: true,
      details: { tableName },
    },
  );
}
