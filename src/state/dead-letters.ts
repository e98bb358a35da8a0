import { type DynamoDBDocumentClient, PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import type { DeadLetter, DeadLetterBox } from '../storage/stream/stream-ports.ts';
import { translated } from '../storage/translate-error.ts';

const keptMs = 90 * 86_400_000;
/** An item holds 400 KB; what is not images stays far below the rest. */
const mostImageBytes = 350 * 1024;

const letterSchema = z.object({
  subscription: z.string(),
  streamArn: z.string(),
  sequenceNumber: z.string(),
  /** `insert`, `modify` or `remove`. */
  change: z.string(),
  /** ISO times: of the change, and of giving it up. */
  changedAt: z.iso.datetime(),
  givenUpAt: z.iso.datetime(),
  tries: z.int(),
  errorCode: z.string(),
  errorMessage: z.string(),
  /** The item's key and its images, as JSON in DynamoDB's own form. */
  keys: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** The images are not there because they are too large for an item. */
  imagesLeftOut: z.boolean(),
});

/** A change that was given up, as it is kept. */
export type KeptLetter = Readonly<z.infer<typeof letterSchema>>;

/** The changes that could not be dealt with. All of it throws `repository.*`. */
export interface DeadLetters extends DeadLetterBox {
  /** Those of one subscription, newest change first. */
  list(subscription: string, options: { readonly limit: number }): Promise<readonly KeptLetter[]>;
  count(subscription: string): Promise<number>;
}

/** Dead letters in the state table. They are kept for 90 days. */
export function createDeadLetters(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): DeadLetters {
  const ofSubscription = (subscription: string): QueryCommandInput => ({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition(subscription) },
    ConsistentRead: true,
  });

  return {
    async put(letter) {
      const kept = toKept(letter, now());
      const Item = {
        ...kept,
        pk: partition(kept.subscription),
        // Of the change itself, so that a letter that is written twice is one.
        sk: `${kept.changedAt}#${kept.sequenceNumber}`,
        ttl: Math.ceil((now().getTime() + keptMs) / 1000),
      };
      const command = new PutCommand({ TableName: tableName, Item });
      await translated({ tableName, operation: 'keep dead letter' }, () => client.send(command));
    },
    async list(subscription, { limit }) {
      const command = new QueryCommand({ ...ofSubscription(subscription), ScanIndexForward: false, Limit: limit });
      const { Items = [] } = await translated({ tableName, operation: 'list dead letters' }, () =>
        client.send(command),
      );
      return Items.map((item) => letterSchema.parse(item));
    },
    async count(subscription) {
      let count = 0;
      let from: Record<string, unknown> | undefined;
      do {
        const command: QueryCommand = new QueryCommand({
          ...ofSubscription(subscription),
          Select: 'COUNT',
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        });
        const page = await translated({ tableName, operation: 'count dead letters' }, () => client.send(command));
        count += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return count;
    },
  };
}

function partition(subscription: string): string {
  return `dead#${subscription}`;
}

function toKept({ subscription, streamArn, record, error, tries }: DeadLetter, givenUp: Date): KeptLetter {
  const { change, images } = record;
  const before = images.before === undefined ? undefined : toJson(images.before);
  const after = images.after === undefined ? undefined : toJson(images.after);
  const imagesLeftOut = Buffer.byteLength(before ?? '') + Buffer.byteLength(after ?? '') > mostImageBytes;
  return {
    subscription,
    streamArn,
    sequenceNumber: change.sequenceNumber,
    change: change.kind,
    changedAt: new Date(change.at).toISOString(),
    givenUpAt: givenUp.toISOString(),
    tries,
    errorCode: error instanceof AppError ? error.code : 'unknown',
    errorMessage: (error instanceof Error ? error.message : String(error)).slice(0, 2_000),
    keys: toJson(images.keys),
    ...(before === undefined || imagesLeftOut ? {} : { before }),
    ...(after === undefined || imagesLeftOut ? {} : { after }),
    imagesLeftOut,
  };
}

/** Binary values as base64, as DynamoDB's own JSON has them. */
function toJson(attributes: object): string {
  return JSON.stringify(attributes, function (this: Readonly<Record<string, unknown>>, name, value: unknown) {
    // What comes as `value` may be a buffer's own JSON already.
    const stored = this[name];
    return stored instanceof Uint8Array ? Buffer.from(stored).toString('base64') : value;
  });
}
