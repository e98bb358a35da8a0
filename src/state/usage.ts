import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import {
  type CountedQuestion,
  fromUsageItems,
  toCounts,
  toUsageKey,
  type UsageDay,
  usagePartition,
} from './usage-item.ts';

/** Reads the counters of questions. */
export interface Usage {
  /**
   * The last days, newest first, today among them; also those without a question. Days are UTC.
   *
   * @throws {AppError} `repository.*`
   */
  readUsage(options: { readonly days: number }): Promise<readonly UsageDay[]>;
}

const dayMs = 86_400_000;

export function createUsage(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): Usage {
  return {
    async readUsage({ days }) {
      const today = now().getTime();
      const wanted = Array.from({ length: days }, (_, back) => isoDay(today - back * dayMs));
      const [newest = isoDay(today), oldest = newest] = [wanted[0], wanted.at(-1)];
      const months = [...new Set(wanted.map(usagePartition))];
      const items = await Promise.all(months.map((pk) => readMonth(client, tableName, { pk, oldest, newest })));
      const isOf = (day: string) => (item: Record<string, unknown>) => String(item['sk']).startsWith(day);
      return wanted.map((day) => fromUsageItems(day, items.flat().filter(isOf(day))));
    },
  };
}

/** The part of a transaction that counts a question, which belongs to the day on which it was asked. */
export function countingUpdate(
  tableName: string,
  question: CountedQuestion,
  { id, at, ttl }: { readonly id: string; readonly at: Date; readonly ttl: number },
) {
  const counts = Object.entries(toCounts(question));
  return {
    TableName: tableName,
    Key: toUsageKey(isoDay(at.getTime()), id),
    UpdateExpression: `ADD ${counts.map((_, ordinal) => `#c${ordinal} :c${ordinal}`).join(', ')} SET #ttl = :ttl`,
    ExpressionAttributeNames: {
      '#ttl': 'ttl',
      ...Object.fromEntries(counts.map(([name], ordinal) => [`#c${ordinal}`, name])),
    },
    ExpressionAttributeValues: {
      ':ttl': ttl,
      ...Object.fromEntries(counts.map(([, count], ordinal) => [`:c${ordinal}`, count])),
    },
  };
}

async function readMonth(
  client: DynamoDBDocumentClient,
  tableName: string,
  { pk, oldest, newest }: { readonly pk: string; readonly oldest: string; readonly newest: string },
): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': oldest, ':to': `${newest}~` },
      ConsistentRead: true,
      ExclusiveStartKey: start,
    });
    const page: QueryCommandOutput = await translated({ tableName, operation: 'read usage' }, () =>
      client.send(command),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
