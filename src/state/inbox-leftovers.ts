import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import type { InboxKey } from './inbox-item.ts';
import { isLeft, statusName } from './inbox-updates.ts';

/** The events of one partition that are not done and that nobody works on. */
export async function leftInPartition(
  client: DynamoDBDocumentClient,
  tableName: string,
  { pk, nowMs }: { readonly pk: string; readonly nowMs: number },
): Promise<readonly InboxKey[]> {
  const keys: InboxKey[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: isLeft,
      ProjectionExpression: 'sk, occurredAt',
      ExpressionAttributeNames: statusName,
      ExpressionAttributeValues: { ':pk': pk, ':open': 'open', ':now': nowMs },
      ConsistentRead: true,
      Limit: 1000,
      ExclusiveStartKey: start,
    });
    const page: QueryCommandOutput = await translated({ tableName, operation: 'read inbox' }, () =>
      client.send(command),
    );
    for (const item of page.Items ?? []) keys.push({ id: String(item['sk']), occurredAt: Number(item['occurredAt']) });
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return keys;
}
