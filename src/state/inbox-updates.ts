import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type InboxKey, toInboxKey } from './inbox-item.ts';

/** Nobody works on it: it waits, and its lease ran out. Needs `#status`, `:open` and `:now`. */
export const isLeft = '#status = :open AND leaseUntil <= :now';

export const statusName = { '#status': 'status' } as const;

export interface TakeUp {
  /** In milliseconds since 1970. */
  readonly nowMs: number;
  readonly leaseUntil: number;
  readonly holder: string;
  readonly mostTries: number;
}

/** Takes up an event that is left and has tries left. */
export function takingUp(tableName: string, key: InboxKey, { nowMs, leaseUntil, holder, mostTries }: TakeUp) {
  return new UpdateCommand({
    TableName: tableName,
    Key: toInboxKey(key),
    UpdateExpression: 'SET holder = :holder, leaseUntil = :until, tries = tries + :one',
    ConditionExpression: `${isLeft} AND tries < :most`,
    ExpressionAttributeNames: statusName,
    ExpressionAttributeValues: {
      ':open': 'open',
      ':now': nowMs,
      ':most': mostTries,
      ':holder': holder,
      ':until': leaseUntil,
      ':one': 1,
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** Puts an event that is left aside, with what it was about, for as long as the entry lives. */
export function parking(tableName: string, key: InboxKey, nowMs: number) {
  return new UpdateCommand({
    TableName: tableName,
    Key: toInboxKey(key),
    UpdateExpression: 'SET #status = :parked REMOVE holder, leaseUntil',
    ConditionExpression: isLeft,
    ExpressionAttributeNames: statusName,
    ExpressionAttributeValues: { ':parked': 'parked', ':open': 'open', ':now': nowMs },
    ReturnValues: 'ALL_NEW',
  });
}

/** Prolongs a lease that an instance holds. */
export function extension(
  tableName: string,
  key: InboxKey,
  { instanceId, leaseUntil }: { readonly instanceId: string; readonly leaseUntil: number },
) {
  return new UpdateCommand({
    TableName: tableName,
    Key: toInboxKey(key),
    UpdateExpression: 'SET leaseUntil = :until',
    ConditionExpression: '#status = :open AND begins_with(holder, :instance)',
    ExpressionAttributeNames: statusName,
    ExpressionAttributeValues: { ':open': 'open', ':instance': `${instanceId}#`, ':until': leaseUntil },
  });
}

/**
 * Marks an event as done.
 *
 * Without a condition: whoever has answered is done, even if somebody else took the event up meanwhile.
 *
 * @param ttl when its id may be forgotten, in seconds since 1970
 */
export function finishing(tableName: string, key: InboxKey, ttl: number) {
  return new UpdateCommand({
    TableName: tableName,
    Key: toInboxKey(key),
    UpdateExpression:
      'SET #status = :done, occurredAt = :at, tries = if_not_exists(tries, :none), #ttl = :ttl REMOVE payload, holder, leaseUntil',
    ExpressionAttributeNames: { ...statusName, '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':done': 'done', ':at': key.occurredAt, ':none': 0, ':ttl': ttl },
  });
}
