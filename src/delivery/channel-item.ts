import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { writeConditionally } from '../state/conditional-write.ts';
import type { TransactItem } from '../state/write-together.ts';
import { translated } from '../storage/translate-error.ts';

const partition = 'outbox-channels';
const keptDays = 30;

const parkedSchema = z.object({ error: z.string(), since: z.string(), retryAtMs: z.number() });
/** That a channel takes no messages, and when it is tried again. */
export type Parked = Readonly<z.infer<typeof parkedSchema>>;

const channelSchema = z.object({
  /** When something was last sent there, in milliseconds since 1970; 0 for never. */
  lastSentMs: z.number().default(0),
  parked: parkedSchema.optional(),
});
/** What delivery remembers of a channel, for whoever delivers next. */
type ChannelMemory = Readonly<z.infer<typeof channelSchema>>;

/** @throws {AppError} `repository.*` */
export async function readChannel(
  client: DynamoDBDocumentClient,
  tableName: string,
  channel: string,
): Promise<ChannelMemory> {
  const command = new GetCommand({ TableName: tableName, Key: toKey(channel), ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'read channel' }, () => client.send(command));
  return fromItem(Item);
}

/** Every channel that takes no messages. @throws {AppError} `repository.*` */
export async function readParked(
  client: DynamoDBDocumentClient,
  tableName: string,
): Promise<readonly (Parked & { readonly channel: string })[]> {
  const found: (Parked & { readonly channel: string })[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command: QueryCommand = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
      ConsistentRead: true,
      Limit: 250,
      ExclusiveStartKey: start,
    });
    const page = await translated({ tableName, operation: 'read channels' }, () => client.send(command));
    for (const item of page.Items ?? []) {
      const { parked } = fromItem(item);
      if (parked !== undefined) found.push({ ...parked, channel: String(item['sk']) });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

/**
 * Remembers when something is sent to a channel.
 *
 * @param taken whether the channel took it, so that it is parked no more; else that is not known yet
 */
export function notingSend(
  tableName: string,
  channel: string,
  { sentMs, taken }: { readonly sentMs: number; readonly taken: boolean },
): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: toKey(channel),
      UpdateExpression: `SET lastSentMs = :sent, #ttl = :ttl${taken ? ' REMOVE parked' : ''}`,
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':sent': sentMs, ':ttl': ttlFrom(sentMs) },
    },
  };
}

export function notingParked(tableName: string, channel: string, parked: Parked, nowMs: number): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: toKey(channel),
      UpdateExpression: 'SET parked = :parked, #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':parked': parked, ':ttl': ttlFrom(nowMs) },
    },
  };
}

/** Lets a parked channel be tried at once. It counts as parked until that works. @throws {AppError} `repository.*` */
export async function hasten(client: DynamoDBDocumentClient, tableName: string, channel: string): Promise<void> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: toKey(channel),
    UpdateExpression: 'SET parked.retryAtMs = :now',
    ConditionExpression: 'attribute_exists(parked)',
    ExpressionAttributeValues: { ':now': 0 },
  });
  // Where it is not parked there is nothing to do.
  await writeConditionally({ tableName, operation: 'unpark channel' }, () => client.send(command));
}

/** What is in a form that is not known is not remembered: the channel is tried, and remembered anew. */
function fromItem(item: unknown): ChannelMemory {
  return channelSchema.safeParse(item).data ?? { lastSentMs: 0 };
}

function toKey(channel: string) {
  return { pk: partition, sk: channel };
}

function ttlFrom(nowMs: number): number {
  return Math.ceil(nowMs / 1000) + keptDays * 86_400;
}
