import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../../storage/translate-error.ts';
import { writeConditionally } from '../conditional-write.ts';
import { askedAt, isConversationId, toConversationKey, type Vote } from './conversation-item.ts';
import { toReviewKey } from './review-list.ts';

export interface Feedback {
  /**
   * Notes what someone thinks of an answer: their last word counts. A `bad` one puts the question on the review list.
   *
   * `unchanged`: they said the same before.
   */
  giveFeedback(id: string, vote: Vote, by: string): Promise<'recorded' | 'unchanged' | 'notFound'>;
  /** Takes a question off the review list, until someone else finds its answer bad. */
  markReviewed(id: string, by: string): Promise<'recorded' | 'notFound'>;
}

interface FeedbackOptions {
  readonly now: () => Date;
  /** When something that was asked at this time is to go, in seconds since 1970. */
  readonly expiryOf: (at: Date) => number;
}

const isThere = 'attribute_exists(pk) AND #ttl > :seconds';
const isNews = '(attribute_not_exists(feedback.#by) OR feedback.#by.vote <> :vote)';

/** Notes what people think of answers, and who has looked into it. */
export function createFeedback(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now, expiryOf }: FeedbackOptions,
): Feedback {
  const nowSeconds = (): number => Math.floor(now().getTime() / 1000);

  async function putOnReviewList(id: string): Promise<void> {
    const command = new PutCommand({ TableName: tableName, Item: { ...toReviewKey(id), ttl: expiryOf(askedAt(id)) } });
    await translated({ tableName, operation: 'list for review' }, () => client.send(command));
  }

  async function takeOffReviewList(id: string): Promise<void> {
    const command = new DeleteCommand({ TableName: tableName, Key: toReviewKey(id) });
    await translated({ tableName, operation: 'unlist for review' }, () => client.send(command));
  }

  return {
    async giveFeedback(id, vote, by) {
      if (!isConversationId(id)) return 'notFound';
      // First, so that no crash can leave a bad answer off the list; an id too many does no harm there.
      if (vote === 'bad') await putOnReviewList(id);
      const given = { vote, at: now().toISOString() };
      const command = new UpdateCommand({
        TableName: tableName,
        Key: toConversationKey(id),
        UpdateExpression: 'SET feedback.#by = :given',
        ConditionExpression: `${isThere} AND ${isNews}`,
        ExpressionAttributeNames: { '#by': by, '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':given': given, ':vote': vote, ':seconds': nowSeconds() },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const write = await writeConditionally({ tableName, operation: 'give feedback' }, () => client.send(command));
      if (write.written) return 'recorded';
      if (Number(write.stored?.['ttl']?.N ?? 0) > nowSeconds()) return 'unchanged';
      if (vote === 'bad') await takeOffReviewList(id);
      return 'notFound';
    },

    async markReviewed(id, by) {
      if (!isConversationId(id)) return 'notFound';
      const command = new UpdateCommand({
        TableName: tableName,
        Key: toConversationKey(id),
        UpdateExpression: 'SET reviewedAt = :now, reviewedBy = :by',
        ConditionExpression: isThere,
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': now().toISOString(), ':by': by, ':seconds': nowSeconds() },
      });
      const write = await writeConditionally({ tableName, operation: 'mark reviewed' }, () => client.send(command));
      return write.written ? 'recorded' : 'notFound';
    },
  };
}
