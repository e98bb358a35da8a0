import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type TransactItem, writeTogether } from '../state/write-together.ts';
import type { Outbox, OutboxPost, OutboxUpdate } from './outbox.ts';
import { toPostItem, toUpdateKey } from './outbox-item.ts';
import { toReceiptItem } from './receipt.ts';

/** An outbox that delivery in the same process listens to. */
export interface LocalOutbox extends Outbox {
  /** Calls the listener at each nudge from now on; the result stops it. */
  onNudge(listener: () => void): () => void;
}

interface OutboxOptions {
  readonly now?: () => Date;
  /** A text that no other write has. */
  readonly newVersion?: () => string;
}

/** The outbox in the state table; what is in it is sent by whichever instance delivers. */
export function createOutbox(
  client: DynamoDBDocumentClient,
  tableName: string,
  { now = () => new Date(), newVersion = randomUUID }: OutboxOptions = {},
): LocalOutbox {
  const listeners = new Set<() => void>();
  const outbox: LocalOutbox = {
    putting: (entry, order) =>
      entry.kind === 'post'
        ? puttingPost(tableName, entry, order, now())
        : [puttingUpdate(tableName, entry, { version: newVersion(), nowMs: now().getTime() })],
    async put(entry, order) {
      // Refused only where the same entry was put before, which is what the caller wants.
      await writeTogether(client, outbox.putting(entry, order), { tableName, operation: 'put in outbox' });
      outbox.nudge();
    },
    nudge() {
      for (const listener of listeners) listener();
    },
    onNudge(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return outbox;
}

function puttingPost(tableName: string, post: OutboxPost, order: string, now: Date): readonly TransactItem[] {
  const isNew = 'attribute_not_exists(pk)';
  const receipt = toReceiptItem(post.entryId, { state: 'waiting' }, now);
  return [
    { Put: { TableName: tableName, Item: toPostItem(post, order), ConditionExpression: isNew } },
    { Put: { TableName: tableName, Item: receipt, ConditionExpression: isNew } },
  ];
}

/** Takes the place of the update that waits for the same message, if there is one. */
export function puttingUpdate(
  tableName: string,
  update: Pick<OutboxUpdate, 'channel' | 'of' | 'content'>,
  { version, nowMs }: { readonly version: string; readonly nowMs: number },
): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: toUpdateKey(update),
      UpdateExpression:
        'SET kind = :kind, channel = :channel, #of = :of, content = :content, version = :version, sinceMs = if_not_exists(sinceMs, :now)',
      ExpressionAttributeNames: { '#of': 'of' },
      ExpressionAttributeValues: {
        ':kind': 'update',
        ':channel': update.channel,
        ':of': update.of,
        ':content': update.content,
        ':version': version,
        ':now': nowMs,
      },
    },
  };
}
