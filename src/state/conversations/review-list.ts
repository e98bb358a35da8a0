import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../errors/app-error.ts';
import { translated } from '../../storage/translate-error.ts';
import { isConversationId, type RecordedConversation } from './conversation-item.ts';

export interface ReviewPage {
  readonly entries: readonly RecordedConversation[];
  /** Where the next page begins; absent when there is none. */
  readonly cursor?: string;
}

export interface ReviewList {
  /**
   * The questions whose answer somebody finds bad and nobody has looked at since, newest first.
   *
   * @param options `limit`: 1 to 100, 50 when left out; `cursor`: the one of the page before
   * @throws {AppError} `input.invalid` for a limit out of range, or a cursor that is none of ours
   */
  readReviewList(options?: { readonly limit?: number; readonly cursor?: string }): Promise<ReviewPage>;
}

interface ReviewListOptions {
  readonly now: () => Date;
  readonly retentionDays: number;
  readonly find: (id: string) => Promise<RecordedConversation | undefined>;
}

const longestPage = 100;
const dayMs = 86_400_000;

/** A month of thumbs-down lies in one partition: there are few of them. */
export function toReviewKey(id: string): { readonly pk: string; readonly sk: string } {
  return { pk: `review#${id.slice(0, 7)}`, sk: id };
}

/** The review list: ids by month, of which each is looked up, because its own item says whether it is still on it. */
export function createReviewList(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now, retentionDays, find }: ReviewListOptions,
): ReviewList {
  async function idsBefore(month: string, before: string, limit: number): Promise<readonly string[]> {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': `review#${month}`, ':before': before },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    const { Items = [] } = await translated({ tableName, operation: 'read review list' }, () => client.send(command));
    return Items.map(({ sk }) => String(sk));
  }

  return {
    async readReviewList({ limit = 50, cursor } = {}) {
      if (!Number.isInteger(limit) || limit < 1 || limit > longestPage || (cursor && !isConversationId(cursor))) {
        throw new AppError('input.invalid', 'a page of the review list has 1 to 100 entries and a cursor of ours');
      }
      const entries: RecordedConversation[] = [];
      const oldest = isoMonth(new Date(now().getTime() - retentionDays * dayMs));
      let before = cursor ?? '~';
      for (let month = cursor?.slice(0, 7) ?? isoMonth(now()); month >= oldest; ) {
        const ids = await idsBefore(month, before, limit - entries.length);
        const found = await Promise.all(ids.map(find));
        for (const entry of found) if (entry !== undefined && isForReview(entry)) entries.push(entry);
        before = ids.at(-1) ?? before;
        if (entries.length === limit) return { entries, cursor: before };
        if (ids.length === 0) month = monthBefore(month);
      }
      return { entries };
    },
  };
}

function isForReview({ feedback, reviewedAt }: RecordedConversation): boolean {
  return Object.values(feedback).some(
    ({ vote, at }) => vote === 'bad' && (reviewedAt === undefined || at > reviewedAt),
  );
}

function monthBefore(month: string): string {
  const date = new Date(`${month}-01T00:00:00.000Z`);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return isoMonth(date);
}

function isoMonth(date: Date): string {
  return date.toISOString().slice(0, 7);
}
