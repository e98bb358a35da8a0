import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { translated } from '../storage/translate-error.ts';
import {
  channelOf,
  endOfChannel,
  fromPostItem,
  fromUpdateItem,
  outboxPartition,
  postsPrefix,
  updatesPrefix,
  type WaitingPost,
  type WaitingUpdate,
} from './outbox-item.ts';
import { type Reading, reading } from './put-aside.ts';

const pageSize = 50;

/** Reads what waits in the outbox. All of it throws `repository.*`. */
export interface Queue {
  /** The channels that something waits for. */
  channels(): Promise<readonly string[]>;
  /** The first posts of a channel, in their order. */
  posts(channel: string, limit: number): Promise<Reading<WaitingPost>>;
  /** Updates of messages in a channel, in no order that means anything. */
  updates(channel: string, limit: number): Promise<Reading<WaitingUpdate>>;
  /** How many entries wait for a channel. */
  count(channel: string): Promise<number>;
}

export function createQueue(client: DynamoDBDocumentClient, tableName: string): Queue {
  const query = (input: Partial<QueryCommandInput>): Promise<QueryCommandOutput> => {
    const command = new QueryCommand({ TableName: tableName, ConsistentRead: true, ...input });
    return translated({ tableName, operation: 'read outbox' }, () => client.send(command));
  };
  const withPrefix = (prefix: string): Partial<QueryCommandInput> => ({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': outboxPartition, ':prefix': prefix },
  });

  return {
    async channels() {
      const found = new Set<string>();
      for (let after = ' '; ; ) {
        const { Items = [], LastEvaluatedKey } = await query({
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': outboxPartition, ':after': after },
          ProjectionExpression: 'sk',
          Limit: pageSize,
        });
        for (const item of Items) found.add(channelOf(String(item['sk'])));
        const last = Items.at(-1);
        if (LastEvaluatedKey === undefined || last === undefined) return [...found];
        // Over whatever else waits for the same channel.
        after = endOfChannel(channelOf(String(last['sk'])));
      }
    },
    async posts(channel, limit) {
      const { Items = [] } = await query({ ...withPrefix(postsPrefix(channel)), Limit: limit });
      return reading(Items, fromPostItem);
    },
    async updates(channel, limit) {
      const { Items = [] } = await query({ ...withPrefix(updatesPrefix(channel)), Limit: limit });
      return reading(Items, fromUpdateItem);
    },
    async count(channel) {
      let counted = 0;
      let start: QueryCommandInput['ExclusiveStartKey'];
      do {
        const page: QueryCommandOutput = await query({
          ...withPrefix(`${channel}#`),
          Select: 'COUNT',
          Limit: 1_000,
          ExclusiveStartKey: start,
        });
        counted += page.Count ?? 0;
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return counted;
    },
  };
}
