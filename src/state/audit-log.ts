import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { translated } from '../storage/translate-error.ts';
import { writeConditionally } from './conditional-write.ts';
import { type TransactItem, writeTogether } from './write-together.ts';

const changeSchema = z.object({ metric: z.string(), from: z.number(), to: z.number() });

const entrySchema = z.object({
  /** The Slack user and workspace that asked for it; ids only. */
  userId: z.string(),
  teamId: z.string(),
  dataset: z.string(),
  /** The key of the item that is to change. */
  subject: z.string(),
  changes: z.array(changeSchema).readonly(),
  /** The id by which the log knows the request. */
  requestId: z.string(),
  /** The surface: `modal`, `command line`, … */
  via: z.string(),
});

/** One attempt to change the record: who, what, from where. */
export type AuditEntry = Readonly<z.infer<typeof entrySchema>>;

/**
 * How an attempt ended. `failed`: nothing was changed. `unknown`: DynamoDB went silent after it was asked, so
 * that the change may or may not have been made.
 */
export const auditOutcomes = ['applied', 'conflict', 'failed', 'unknown'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

const recordedSchema = entrySchema.extend({
  /** When it was begun, as an ISO time. */
  at: z.iso.datetime(),
  /** `pending` while it runs, and for good if the app ended meanwhile. */
  status: z.enum(['pending', ...auditOutcomes]),
  finishedAt: z.iso.datetime().optional(),
});

export type RecordedEntry = Readonly<z.infer<typeof recordedSchema>>;

const noteSchema = z.object({
  /** When it was done, as an ISO time. */
  at: z.iso.datetime(),
  /** The Slack user and workspace that did it; ids only. */
  userId: z.string(),
  teamId: z.string(),
  requestId: z.string(),
  via: z.string(),
  /** What was done: `acknowledge`, `remove`, … */
  action: z.string(),
  /** What it was done to: `alert#<alertId>`, `watch#<routeId>`; `export` for all that was taken away in files. */
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

/** Something that a person did, whole: it is written with its effect or not at all. */
export type AuditNote = Readonly<z.infer<typeof noteSchema>>;

export interface AuditLog {
  /** Records that a change is about to be made, and returns the entry's id. */
  begin(entry: AuditEntry): Promise<string>;
  /** Records how it ended. */
  finish(entryId: string, outcome: AuditOutcome): Promise<void>;
  /** What was done to one item, newest first. */
  entriesFor(dataset: string, subject: string, options: { readonly limit: number }): Promise<readonly RecordedEntry[]>;
  /** The write that records an action: for the transaction of the action itself. */
  noting(note: AuditNote): TransactItem;
  /** Records an action by itself. */
  note(note: AuditNote): Promise<void>;
  /** What was done to one subject, newest first. */
  notesFor(subject: string, options: { readonly limit: number }): Promise<readonly AuditNote[]>;
}

export interface AuditLogOptions {
  readonly now?: () => Date;
  /** A text that no other entry of that instant has. */
  readonly newId?: () => string;
}

/**
 * The record of who changed what: written before a change is made, so that none goes unrecorded.
 *
 * Entries of one item lie together, in order of time. They don't expire.
 */
export function createAuditLog(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date(), newId = randomUUID }: AuditLogOptions = {},
): AuditLog {
  async function newest(pk: string, limit: number): Promise<readonly Record<string, unknown>[]> {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    const { Items = [] } = await translated({ tableName, operation: 'read audit' }, () => client.send(command));
    return Items;
  }

  const noting = (note: AuditNote): TransactItem => ({
    Put: {
      TableName: tableName,
      Item: { ...noteSchema.parse(note), pk: `audit#${note.subject}`, sk: `${note.at}#${newId()}` },
    },
  });

  return {
    noting,
    async note(note) {
      await writeTogether(client, [noting(note)], { tableName, operation: 'note in audit' });
    },
    async notesFor(subject, { limit }) {
      const items = await newest(`audit#${subject}`, limit);
      return items.map((item) => noteSchema.parse(item));
    },
    async begin(entry) {
      const at = now().toISOString();
      const key = { pk: partition(entry.dataset, entry.subject), sk: `${at}#${newId()}` };
      const command = new PutCommand({
        TableName: tableName,
        Item: { ...entrySchema.parse(entry), ...key, at, status: 'pending' },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      // The id is new, so that an item of that key can only be this one, of which the client lost the reply.
      await writeConditionally({ tableName, operation: 'begin audit' }, () => client.send(command));
      return encodeEntryId(key);
    },
    async finish(entryId, outcome) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: decodeEntryId(entryId),
        UpdateExpression: 'SET #status = :outcome, finishedAt = :now',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':outcome': outcome, ':now': now().toISOString() },
      });
      await translated({ tableName, operation: 'finish audit' }, () => client.send(command));
    },
    async entriesFor(dataset, subject, { limit }) {
      const items = await newest(partition(dataset, subject), limit);
      return items.map((item) => recordedSchema.parse(item));
    },
  };
}

interface EntryKey {
  readonly pk: string;
  readonly sk: string;
}

const entryKeySchema = z.strictObject({ pk: z.string().startsWith('audit#'), sk: z.string().min(1) });

function partition(dataset: string, subject: string): string {
  return `audit#${dataset}#${subject}`;
}

function encodeEntryId(key: EntryKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decodeEntryId(entryId: string): EntryKey {
  return entryKeySchema.parse(JSON.parse(Buffer.from(entryId, 'base64url').toString('utf8')));
}
