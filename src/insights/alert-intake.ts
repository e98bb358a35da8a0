import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactItem } from '../state/write-together.ts';
import { translated } from '../storage/translate-error.ts';
import { type AlertEvent, alertEventSchema } from './alert-facts.ts';

/** Where detection leaves what routing has not dealt with yet. */
const partition = 'intake';

export interface IntakeEvent {
  readonly event: AlertEvent;
  /** Its place in the intake, which grows with time. */
  readonly key: string;
}

/** Leaves an event for routing: a write for the transaction that stores the insight. */
export function puttingEvent(tableName: string, event: AlertEvent): TransactItem {
  const [alertId, at] = event.kind === 'fired' ? [event.facts.alertId, event.facts.at] : [event.alertId, event.at];
  return { Put: { TableName: tableName, Item: { pk: partition, sk: keyOf(at, alertId, event.kind), event } } };
}

function keyOf(at: string, alertId: string, kind: AlertEvent['kind']): string {
  return `${at}#${alertId}#${kind}`;
}

/**
 * Whether it waits still that an alert has fired, so that routing does not know of it yet.
 *
 * @throws {AppError} `repository.*`
 */
export async function isFiringAwaited(
  client: DynamoDBDocumentClient,
  tableName: string,
  alertId: string,
): Promise<boolean> {
  const firedAt = new Date(Number(alertId.slice(alertId.lastIndexOf('_') + 1))).toISOString();
  const Key = { pk: partition, sk: keyOf(firedAt, alertId, 'fired') };
  const command = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'read intake' }, () => client.send(command));
  return Item !== undefined;
}

/** Takes an event out, once: the transaction fails when somebody else has taken it. */
export function takingEvent(tableName: string, key: string): TransactItem {
  return {
    Delete: {
      TableName: tableName,
      Key: { pk: partition, sk: key },
      ConditionExpression: 'attribute_exists(pk)',
    },
  };
}

/**
 * The oldest events that wait, at most `limit`; `unreadable` are the keys of those in a form that is not known.
 *
 * @throws {AppError} `repository.*`
 */
export async function waitingEvents(
  client: DynamoDBDocumentClient,
  tableName: string,
  limit: number,
): Promise<{ readonly events: readonly IntakeEvent[]; readonly unreadable: readonly string[] }> {
  const command = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition },
    ConsistentRead: true,
    Limit: limit,
  });
  const { Items = [] } = await translated({ tableName, operation: 'read intake' }, () => client.send(command));
  const events: IntakeEvent[] = [];
  const unreadable: string[] = [];
  for (const item of Items) {
    const parsed = alertEventSchema.safeParse(item['event']);
    const key = String(item['sk']);
    if (parsed.success) events.push({ event: parsed.data, key });
    else unreadable.push(key);
  }
  return { events, unreadable };
}
