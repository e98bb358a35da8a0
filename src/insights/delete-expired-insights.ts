import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import { translated, translateError } from '../storage/translate-error.ts';

interface Sweep {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
}

/** Small enough that the embedded engine serves others in between. */
const pageSize = 250;
const defaultLimit = 1_000;

/**
 * Deletes insights whose time is over; how many.
 *
 * @param limit how many at most; the next call goes on
 * @throws {AppError} `repository.*`
 */
export async function deleteExpiredInsights(sweep: Sweep, limit: number = defaultLimit): Promise<number> {
  const { client, tableName } = sweep;
  const seconds = Math.floor(sweep.now().getTime() / 1000);
  let deleted = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const command = new ScanCommand({
      TableName: tableName,
      ProjectionExpression: 'pk, sk',
      FilterExpression: '#ttl <= :now',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':now': seconds },
      Limit: pageSize,
      ExclusiveStartKey: start,
    });
    const page: ScanCommandOutput = await translated({ tableName, operation: 'Scan' }, () => client.send(command));
    for (const key of (page.Items ?? []).slice(0, limit - deleted)) {
      if (await deleteIfExpired(sweep, key, seconds)) deleted += 1;
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined && deleted < limit);
  return deleted;
}

/** Somebody else may delete it first, or have made it live on. */
async function deleteIfExpired({ client, tableName }: Sweep, key: Record<string, unknown>, seconds: number) {
  try {
    await client.send(
      new DeleteCommand({
        TableName: tableName,
        Key: key,
        ConditionExpression: '#ttl <= :now',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': seconds },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw translateError(error, { tableName, operation: 'DeleteItem' });
  }
}
