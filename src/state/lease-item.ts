import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';
import { type TransactItem, writeTogether } from './write-together.ts';

const itemSchema = z.object({
  fence: z.int().min(0),
  /** Absent when nobody holds it. */
  holder: z.string().optional(),
  /** Tells one attempt to get hold of it from every other. */
  token: z.string().optional(),
  /** Grows with each sign of life of its holder. */
  renewal: z.int().min(0),
  /** How long the holder may be silent before it has lost it, in milliseconds. */
  leaseMs: z.number().positive(),
});
export type LeaseItem = Readonly<z.infer<typeof itemSchema>>;

/** One holder's hold of a lease. */
export interface Hold {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
}

interface Taking {
  readonly holder: string;
  readonly token: string;
  readonly leaseMs: number;
  readonly expiresAt: number;
}

function key(name: string): { readonly pk: string; readonly sk: string } {
  return { pk: `lease#${name}`, sk: 'lease' };
}

/**
 * The fence stands in several items beside the lease, and a guard checks any one of them: DynamoDB cancels one of two
 * transactions that check the same item at the same time, and refuses to renew an item that a transaction checks.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
const guardCount = 8;

function guardKey(name: string, slot: number): { readonly pk: string; readonly sk: string } {
  return { pk: `lease#${name}`, sk: `guard#${slot}` };
}

/** One that nobody has held for so long, as that of a shard that is over, need not be kept. */
const keptSeconds = 30 * 86_400;

function ttlOf(expiresAt: number): number {
  return Math.ceil(expiresAt / 1000) + keptSeconds;
}

const stillOurs = 'holder = :holder AND fence = :fence';

function checking({ holder, fence }: Hold) {
  return {
    ConditionExpression: stillOurs,
    ExpressionAttributeValues: { ':holder': holder, ':fence': fence },
  };
}

/** The writes of a lease in the state table. All of it throws `repository.*`. */
export function createLeaseItems(client: DynamoDBDocumentClient, tableName: string) {
  let lastSlot = 0;

  async function update(operation: string, input: Omit<UpdateCommandInput, 'TableName'>, abortSignal?: AbortSignal) {
    const command = new UpdateCommand({
      ...input,
      TableName: tableName,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const options = abortSignal === undefined ? {} : { abortSignal };
    return writeConditionally({ tableName, operation }, () => client.send(command, options));
  }

  return {
    async read(name: string): Promise<LeaseItem | undefined> {
      const command = new GetCommand({ TableName: tableName, Key: key(name), ConsistentRead: true });
      const { Item } = await translated({ tableName, operation: 'read lease' }, () => client.send(command));
      return Item === undefined ? undefined : itemSchema.parse(Item);
    },

    /** Takes a lease that is still as it was seen; the new fence, or undefined when somebody was faster. */
    async take(name: string, seen: LeaseItem | undefined, taking: Taking): Promise<number | undefined> {
      const fence = (seen?.fence ?? 0) + 1;
      const write = await update('take lease', {
        Key: key(name),
        UpdateExpression:
          'SET holder = :holder, #token = :token, fence = :fence, renewal = :renewal, leaseMs = :leaseMs, expiresAt = :expiresAt, #ttl = :ttl',
        ConditionExpression:
          seen === undefined ? 'attribute_not_exists(pk)' : 'fence = :seenFence AND renewal = :seenRenewal',
        ExpressionAttributeNames: { '#token': 'token', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':ttl': ttlOf(taking.expiresAt),
          ':holder': taking.holder,
          ':token': taking.token,
          ':fence': fence,
          ':renewal': (seen?.renewal ?? 0) + 1,
          ':leaseMs': taking.leaseMs,
          ':expiresAt': taking.expiresAt,
          ...(seen === undefined ? {} : { ':seenFence': seen.fence, ':seenRenewal': seen.renewal }),
        },
      });
      // The client sends again what had no reply; then it is our own first attempt that stands in the way.
      return write.written || write.stored?.['token']?.S === taking.token ? fence : undefined;
    },

    /**
     * Makes every guard that was given out before fail; false when the lease is somebody else's by now.
     *
     * To be done before the lease is made use of. Whoever takes it after a crash in between does it with their fence.
     */
    async raiseFence(hold: Hold, expiresAt: number): Promise<boolean> {
      const { name, fence } = hold;
      const raising = Array.from({ length: guardCount }, (_, slot): TransactItem => {
        const Item = { ...guardKey(name, slot), fence, ttl: ttlOf(expiresAt) };
        return { Put: { TableName: tableName, Item } };
      });
      const ours = { TableName: tableName, Key: key(name), ...checking(hold) };
      const details = { tableName, operation: 'raise fence' };
      return (await writeTogether(client, [{ ConditionCheck: ours }, ...raising], details)).written;
    },

    /** Shows a sign of life; false when the lease is somebody else's by now. */
    async renew({ name, holder, fence }: Hold, expiresAt: number, signal: AbortSignal): Promise<boolean> {
      const input = {
        Key: key(name),
        UpdateExpression: 'SET expiresAt = :expiresAt, #ttl = :ttl ADD renewal :one',
        ConditionExpression: stillOurs,
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':holder': holder,
          ':fence': fence,
          ':expiresAt': expiresAt,
          ':ttl': ttlOf(expiresAt),
          ':one': 1,
        },
      };
      return (await update('renew lease', input, signal)).written;
    },

    /** Lets go of a lease. The fence stays, so that it goes on growing. */
    async release({ name, holder, fence }: Hold): Promise<void> {
      await update('release lease', {
        Key: key(name),
        UpdateExpression: 'REMOVE holder, expiresAt, #token ADD renewal :one',
        ConditionExpression: stillOurs,
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':holder': holder, ':fence': fence, ':one': 1 },
      });
    },

    /** Makes a transaction fail when somebody else has begun to make use of the lease. */
    guard({ name, fence }: Hold): TransactItem {
      lastSlot = (lastSlot + 1) % guardCount;
      return {
        ConditionCheck: {
          TableName: tableName,
          Key: guardKey(name, lastSlot),
          // It expires where one instance holds the lease for a month; whoever takes the lease writes it again.
          ConditionExpression: 'attribute_not_exists(pk) OR fence = :fence',
          ExpressionAttributeValues: { ':fence': fence },
        },
      };
    },
  };
}

export type LeaseItems = ReturnType<typeof createLeaseItems>;
