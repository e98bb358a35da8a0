import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { translated } from '../../storage/translate-error.ts';
import { countingUpdate } from '../usage.ts';
import { writeTogether } from '../write-together.ts';
import {
  askedAt,
  type ConversationEntry,
  conversationId,
  fromConversationItem,
  isConversationId,
  type RecordedConversation,
  toConversationItem,
  toConversationKey,
} from './conversation-item.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import type { KnownName } from './redact.ts';
import { createReviewList, type ReviewList } from './review-list.ts';

/** The record of what people asked and what became of it. All of it throws `repository.*`. */
export interface Conversations extends Feedback, ReviewList {
  /** An id for a question that is being asked now: it can be told before the question is recorded. */
  nextId(): string;
  /**
   * Keeps a question without the personal data in it, counts it for the usage of its day, and returns its id.
   *
   * @param names those that were looked up for it, with the ids that stand in for them; names in its intents are known
   * @param id one that `nextId` gave; a fresh one when left out
   */
  record(entry: ConversationEntry, names?: readonly KnownName[], id?: string): Promise<string>;
  /** One question; undefined when there is none, or its time is over. */
  find(id: string): Promise<RecordedConversation | undefined>;
}

export interface ConversationsOptions {
  /** How long a question is kept, in days. @see 002_376c8fef59f75ba5.txt, "Retention Policies" */
  readonly retentionDays?: number;
  readonly now?: () => Date;
  /** A text that no other question of that instant has: letters, digits and dashes. */
  readonly newId?: () => string;
}

const dayMs = 86_400_000;

/**
 * The record of conversations: an item a question, which DynamoDB removes when its time is over.
 *
 * The review list holds ids only; whether a question is still to be looked at is in its own item, so that no two
 * writes have to agree.
 */
export function createConversations(
  client: DynamoDBDocumentClient,
  tableName: string,
  { retentionDays = 1_095, now = () => new Date(), newId = randomUUID }: ConversationsOptions = {},
): Conversations {
  const expiryOf = (at: Date): number => Math.ceil((at.getTime() + retentionDays * dayMs) / 1000);

  async function find(id: string): Promise<RecordedConversation | undefined> {
    if (!isConversationId(id)) return undefined;
    const command = new GetCommand({ TableName: tableName, Key: toConversationKey(id), ConsistentRead: true });
    const { Item } = await translated({ tableName, operation: 'read conversation' }, () => client.send(command));
    return fromConversationItem(Item, Math.floor(now().getTime() / 1000));
  }

  const nextId = (): string => conversationId(now(), newId());

  return {
    nextId,
    ...createFeedback(client, tableName, { now, expiryOf }),
    ...createReviewList(client, tableName, { now, retentionDays, find }),
    find,
    async record(entry, names = [], id = nextId()) {
      const at = askedAt(id);
      const ttl = expiryOf(at);
      const put = {
        TableName: tableName,
        Item: toConversationItem(entry, { id, at, ttl, names }),
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const count = countingUpdate(tableName, entry, { id, at, ttl });
      // A condition that does not hold has met our own item, which was counted with it.
      await writeTogether(client, [{ Put: put }, { Update: count }], { tableName, operation: 'record conversation' });
      return id;
    },
  };
}
