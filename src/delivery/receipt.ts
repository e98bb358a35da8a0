import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { translated } from '../storage/translate-error.ts';

/** Threads hang on receipts, and a message is changed through its receipt, for so long after it was sent. */
const keptDays = 30;

const receiptSchema = z.discriminatedUnion('state', [
  /** In the outbox. */
  z.object({ state: z.literal('waiting') }),
  z.object({
    state: z.literal('sent'),
    /** Slack's id of the conversation, also where the entry named a person. */
    channel: z.string(),
    ts: z.string(),
    threadTs: z.string().optional(),
  }),
  /** There was nothing left to say when its turn came. */
  z.object({ state: z.literal('nothing') }),
  /** Slack takes this message in no form, `error` is its code; or it cannot be drawn. What it was about is kept here. */
  z.object({ state: z.literal('refused'), error: z.string(), content: z.unknown() }),
]);

/** What became of an entry of the outbox. */
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;
export type SentReceipt = Extract<Receipt, { state: 'sent' }>;

export function toReceiptKey(entryId: string) {
  return { pk: `sent#${entryId}`, sk: 'sent' };
}

/** One that waits is kept for as long as it waits. */
export function toReceiptItem(entryId: string, receipt: Receipt, now: Date): Record<string, unknown> {
  const ttl = Math.ceil(now.getTime() / 1000) + keptDays * 86_400;
  return { ...toReceiptKey(entryId), ...receipt, ...(receipt.state === 'waiting' ? {} : { ttl }) };
}

/**
 * What became of an entry; undefined when there was none of that name, or more than 30 days ago.
 *
 * @throws {AppError} `repository.*`
 */
export async function findReceipt(
  client: DynamoDBDocumentClient,
  tableName: string,
  entryId: string,
): Promise<Receipt | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: toReceiptKey(entryId), ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'read receipt' }, () => client.send(command));
  // One in a form that is not known tells as little as one that is not there.
  return receiptSchema.safeParse(Item).data;
}
