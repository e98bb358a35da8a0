import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';

/** What threads were last about. */
export interface ThreadMemory<Context> {
  /**
   * Remembers what a thread is about since a question, and returns whether it does: a newer question's context stays.
   *
   * @param askedTs when it was asked: Slack's `ts` of the message, or `action_ts` of what was pressed
   * @throws {AppError} `input.invalid` for a `ts` that is none of Slack's, `repository.*`
   */
  remember(thread: Thread, askedTs: string, context: Context): Promise<boolean>;
  /**
   * What a thread is about; undefined when that is not known, any more, or in a form of today.
   *
   * @throws {AppError} `repository.*`
   */
  recall(thread: Thread): Promise<Context | undefined>;
}

export interface Thread {
  readonly channel: string;
  /** Slack's `ts` of the message that the thread hangs on. */
  readonly threadTs: string;
}

export interface ThreadMemoryOptions<Context> {
  /** Reads a context back: undefined for one that was written in a form that is no longer understood. */
  readonly parse: (value: unknown) => Context | undefined;
  readonly now?: () => Date;
  /** How long a thread is remembered after its last question, in days. */
  readonly ttlDays?: number;
}

/** Ten digits of seconds and six more, so that texts compare as the times do until the year 2286. */
const slackTime = /^\d{10}\.\d{6}$/;

const storedSchema = z.object({ context: z.unknown(), ttl: z.number() });

/**
 * The memory of threads, one item each, shared by all instances.
 *
 * The newest question wins, whichever answer is ready last. An item that is past its time counts as gone before
 * DynamoDB has removed it, which can take days.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function createThreadMemory<Context>(
  client: DynamoDBDocumentClient,
  tableName: string,
  { parse, now = () => new Date(), ttlDays = 7 }: ThreadMemoryOptions<Context>,
): ThreadMemory<Context> {
  const nowSeconds = (): number => Math.floor(now().getTime() / 1000);

  return {
    async remember(thread, askedTs, context) {
      if (!slackTime.test(askedTs)) throw new AppError('input.invalid', 'a time is not in the form that Slack uses');
      const isFirst = 'attribute_not_exists(pk)';
      const isOlder = 'askedTs <= :askedTs';
      const isForgotten = '#ttl <= :now';
      const command = new PutCommand({
        TableName: tableName,
        Item: { ...toKey(thread), askedTs, context, ttl: nowSeconds() + ttlDays * 86_400 },
        ConditionExpression: `${isFirst} OR ${isOlder} OR ${isForgotten}`,
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':askedTs': askedTs, ':now': nowSeconds() },
      });
      const write = await writeConditionally({ tableName, operation: 'remember thread' }, () => client.send(command));
      return write.written;
    },

    async recall(thread) {
      const command = new GetCommand({ TableName: tableName, Key: toKey(thread), ConsistentRead: true });
      const { Item } = await translated({ tableName, operation: 'recall thread' }, () => client.send(command));
      const stored = storedSchema.safeParse(Item);
      return stored.success && stored.data.ttl > nowSeconds() ? parse(stored.data.context) : undefined;
    },
  };
}

function toKey({ channel, threadTs }: Thread): { readonly pk: string; readonly sk: string } {
  return { pk: `thread#${channel}#${threadTs}`, sk: 'context' };
}
