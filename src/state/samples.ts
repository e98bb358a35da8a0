import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { translated } from '../storage/translate-error.ts';
import { getAll, putAll } from './batches.ts';
import { writeConditionally } from './conditional-write.ts';
import { keptDays, newestDays, type SampleDay, sampleDaySchema } from './sample-days.ts';

/** The past of members, one small item each: what a few of their metrics were when a day began. */
export interface Samples {
  /** What is kept of a member, oldest day first; empty where nothing is. */
  read(dataset: string, id: string): Promise<readonly SampleDay[]>;
  /** The same of several, by id; those of whom nothing is kept are not among them. */
  readMany(dataset: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly SampleDay[]>>;
  /**
   * Keeps what a member's metrics were when a day began, unless that day or a later one is kept already; what is
   * kept then. The first caller of a day is believed.
   */
  keepDay(
    dataset: string,
    id: string,
    day: string,
    values: Readonly<Record<string, number>>,
  ): Promise<readonly SampleDay[]>;
  /** Gives members a past in place of what was kept of them. */
  keep(
    dataset: string,
    members: readonly { readonly id: string; readonly days: readonly SampleDay[] }[],
  ): Promise<void>;
}

interface SamplesOptions {
  readonly now?: () => Date;
}

const ttlDays = 90;
const daySeconds = 86_400;
const storedSchema = z.object({ days: z.array(sampleDaySchema) });

/**
 * The daily samples in the state table.
 *
 * An item holds at most 31 days, which with a handful of metrics is less than 4 KB, and lives for 90 days after it was
 * last written. All of it throws `repository.*`.
 */
export function createSamples(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date() }: SamplesOptions = {},
): Samples {
  const ttl = (): number => Math.ceil(now().getTime() / 1_000) + ttlDays * daySeconds;

  async function read(dataset: string, id: string): Promise<readonly SampleDay[]> {
    const command = new GetCommand({ TableName: tableName, Key: toKey(dataset, id), ConsistentRead: true });
    const { Item } = await translated({ tableName, operation: 'read sample' }, () => client.send(command));
    return daysIn(Item);
  }

  return {
    read,
    async readMany(dataset, ids) {
      const keys = ids.map((id) => toKey(dataset, id));
      const items = await getAll({ client, tableName, operation: 'read samples' }, keys);
      return new Map(items.map((item) => [String(item['sk']), daysIn(item)]));
    },
    async keepDay(dataset, id, day, values) {
      const command = keeping(tableName, toKey(dataset, id), { day, values }, ttl());
      const details = { tableName, operation: 'keep sample' };
      const write = await writeConditionally(details, () => client.send(command));
      if (!write.written) return read(dataset, id);
      const days = daysIn(write.output.Attributes);
      if (days.length > keptDays) {
        const trim = trimming(tableName, toKey(dataset, id), days.length);
        await writeConditionally({ tableName, operation: 'trim sample' }, () => client.send(trim));
      }
      return days.slice(-keptDays);
    },
    async keep(dataset, members) {
      const items = members.flatMap(({ id, days }) => {
        const kept = newestDays(days);
        const last = kept.at(-1)?.day;
        return last === undefined ? [] : [{ ...toKey(dataset, id), days: kept, last, ttl: ttl() }];
      });
      await putAll({ client, tableName, operation: 'keep samples' }, items);
    },
  };
}

function toKey(dataset: string, id: string) {
  return { pk: `samples#${dataset}`, sk: id };
}

function keeping(tableName: string, key: ReturnType<typeof toKey>, day: SampleDay, ttl: number): UpdateCommand {
  return new UpdateCommand({
    TableName: tableName,
    Key: key,
    UpdateExpression: 'SET #days = list_append(if_not_exists(#days, :none), :added), #last = :day, #ttl = :ttl',
    ConditionExpression: 'attribute_not_exists(#last) OR #last < :day',
    ExpressionAttributeNames: { '#days': 'days', '#last': 'last', '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':none': [], ':added': [day], ':day': day.day, ':ttl': ttl },
    ReturnValues: 'ALL_NEW',
  });
}

/** Takes the oldest days away, unless somebody else did. */
function trimming(tableName: string, key: ReturnType<typeof toKey>, length: number): UpdateCommand {
  const surplus = Array.from({ length: length - keptDays }, (_, at) => `#days[${at}]`);
  return new UpdateCommand({
    TableName: tableName,
    Key: key,
    UpdateExpression: `REMOVE ${surplus.join(', ')}`,
    ConditionExpression: 'size(#days) = :length',
    ExpressionAttributeNames: { '#days': 'days' },
    ExpressionAttributeValues: { ':length': length },
  });
}

function daysIn(item: unknown): readonly SampleDay[] {
  const stored = storedSchema.safeParse(item);
  return stored.success ? stored.data.days : [];
}
