import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import type { GuardItem, ShardPosition, StreamCheckpoints } from '../storage/stream/stream-ports.ts';
import { translated } from '../storage/translate-error.ts';
import { writeTogether } from './write-together.ts';

const positionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('reading'), after: z.string().optional() }),
  z.object({ state: z.literal('finished') }),
]);
const streamSchema = z.object({ streamArn: z.string() });

/** A finished shard is listed for a day or two, and its children need to know it as finished until they are begun. */
const keptMs = 14 * 86_400_000;
const streamKey = 'stream';

interface CheckpointsOptions {
  /** `arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>` */
  readonly streamArn: string;
  /** The subscription's name. */
  readonly subscription: string;
  readonly now?: () => Date;
}

/**
 * The positions of one subscription in one table's stream, in the state table: shared by all instances.
 *
 * They belong to the stream, not to the table: another one has other shards and numbers.
 *
 * @throws {AppError} `repository.conflict` from every write whose guard does not hold
 */
export function createCheckpoints(
  client: DynamoDBDocumentClient,
  tableName: string,
  { streamArn, subscription, now = () => new Date() }: CheckpointsOptions,
): StreamCheckpoints {
  const [table = '', label = ''] = streamArn.slice(streamArn.indexOf('/') + 1).split('/stream/');
  const pk = `checkpoint#${subscription}#${table}`;
  const ofThisStream = `shard#${label}#`;
  const details = { tableName, subscription, streamArn };

  async function get(sk: string): Promise<Record<string, unknown> | undefined> {
    const command = new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true });
    return (await translated({ ...details, operation: 'read checkpoint' }, () => client.send(command))).Item;
  }

  async function put(sk: string, values: object, guard: GuardItem | undefined): Promise<void> {
    const write = { Put: { TableName: tableName, Item: { ...values, pk, sk } } };
    const { written } = await writeTogether(client, guard === undefined ? [write] : [write, guard], details);
    if (!written) throw new AppError('repository.conflict', 'another instance reads the shard by now', { details });
  }

  async function itemsUnder(prefix: string): Promise<readonly Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const page = await translated({ ...details, operation: 'list checkpoints' }, () => client.send(command));
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }

  async function dropOthers(): Promise<void> {
    for (const { sk } of await itemsUnder('shard#')) {
      if (String(sk).startsWith(ofThisStream)) continue;
      const command = new DeleteCommand({ TableName: tableName, Key: { pk, sk } });
      await translated({ ...details, operation: 'drop checkpoint' }, () => client.send(command));
    }
  }

  return {
    async lastStream() {
      const item = await get(streamKey);
      return item === undefined ? undefined : streamSchema.parse(item).streamArn;
    },
    async beginStream(guard) {
      await put(streamKey, { streamArn }, guard);
      await dropOthers();
    },
    async positions() {
      const items = await itemsUnder(ofThisStream);
      return new Map(items.map((item) => [String(item['sk']).slice(ofThisStream.length), fromItem(item)]));
    },
    async read(shardId) {
      const item = await get(`${ofThisStream}${shardId}`);
      return item === undefined ? undefined : fromItem(item);
    },
    async write(shardId, position, guard) {
      const ttl = position.state === 'finished' ? { ttl: Math.ceil((now().getTime() + keptMs) / 1000) } : {};
      await put(`${ofThisStream}${shardId}`, { ...position, ...ttl }, guard);
    },
  };
}

function fromItem(item: Record<string, unknown>): ShardPosition {
  const position = positionSchema.parse(item);
  if (position.state === 'finished') return position;
  return position.after === undefined ? { state: 'reading' } : { state: 'reading', after: position.after };
}
