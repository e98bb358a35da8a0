import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';

interface ExpiryOptions {
  readonly now?: () => Date;
  /** Ends it early, by its reason. */
  readonly signal?: AbortSignal;
  /** For how long what is over stays, in seconds; a day unless told. */
  readonly graceSeconds?: number;
  /** How many at most; the next call goes on. */
  readonly limit?: number;
}

/** Small enough that the embedded engine serves others in between. */
const pageSize = 250;

/** DynamoDB, too, takes a while: nothing that is looked at when its time is over vanishes under anybody's hands. */
const usualGraceSeconds = 86_400;

/**
 * Deletes what has expired in a table of `pk`, `sk` and `ttl`, where nobody else does: DynamoDB deletes it by itself,
 * the embedded engine never. How many items that were.
 *
 * An item that was given more time meanwhile, or was made anew, stays.
 *
 * @throws {AppError} `repository.*`
 */
export async function deleteExpiredItems(
  client: DynamoDBDocumentClient,
  tableName: string,
  {
    now = () => new Date(),
    signal,
    graceSeconds = usualGraceSeconds,
    limit = Number.POSITIVE_INFINITY,
  }: ExpiryOptions = {},
): Promise<number> {
  const before = Math.floor(now().getTime() / 1_000) - graceSeconds;
  let deleted = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const command = new ScanCommand({
      TableName: tableName,
      ProjectionExpression: 'pk, sk, #ttl',
      FilterExpression: '#ttl < :before',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':before': before },
      Limit: pageSize,
      ExclusiveStartKey: start,
    });
    const page: ScanCommandOutput = await translated({ tableName, operation: 'scan for expired items' }, () =>
      client.send(command),
    );
    for (const { pk, sk, ttl } of page.Items ?? []) {
      signal?.throwIfAborted();
      if (deleted === limit) return deleted;
      const { written } = await writeConditionally({ tableName, operation: 'delete expired item' }, () =>
        client.send(deleting(tableName, { pk, sk }, ttl)),
      );
      if (written) deleted += 1;
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return deleted;
}

function deleting(tableName: string, key: Readonly<Record<string, unknown>>, ttl: unknown): DeleteCommand {
  return new DeleteCommand({
    TableName: tableName,
    Key: key,
    ConditionExpression: '#ttl = :seen',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':seen': ttl },
  });
}
