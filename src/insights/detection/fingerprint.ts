import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { DatasetName } from '../../catalog/catalog.ts';
import { type PredictionType, predictionTypes } from '../../catalog/datasets/insights.ts';
import type { TransactItem } from '../../state/write-together.ts';
import { translated } from '../../storage/translate-error.ts';
import { reasonSchema } from '../alert-facts.ts';

const toldSchema = z.object({
  riskScore: z.number(),
  headline: reasonSchema,
  moneyAtRisk: z.number().optional(),
});
/** The figures that were last told of an open alert. */
export type Told = Readonly<z.infer<typeof toldSchema>>;

/** Where in its stream a change is: the later of two changes of one item has both the higher. */
const placeSchema = z.object({ sequenceNumber: z.string(), at: z.number() });
export type Place = Readonly<z.infer<typeof placeSchema>>;

const fingerprintSchema = z.object({
  openAlertId: z.string().optional(),
  /** The alert that was resolved last, while none is open. */
  closedAlertId: z.string().optional(),
  /** ISO time before which the same trouble is not told again. */
  coolUntil: z.string().optional(),
  /** ISO time of its last event. */
  eventAt: z.string(),
  told: toldSchema,
  /** The last change that an event came of. */
  last: placeSchema.optional(),
});
/** What is remembered of one trouble of one member. */
export type Fingerprint = Readonly<z.infer<typeof fingerprintSchema>>;

/** One kind of trouble of one member. */
export interface Trouble {
  readonly dataset: DatasetName;
  readonly predictionType: PredictionType;
  readonly entityId: string;
}

/** One a prediction type and member. */
export function fingerprintOf({ predictionType, entityId }: Omit<Trouble, 'dataset'>): string {
  return `${predictionType}#${entityId}`;
}

/** @throws {AppError} `repository.*` */
export async function readFingerprint(
  client: DynamoDBDocumentClient,
  tableName: string,
  trouble: Trouble,
): Promise<Fingerprint | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: stateKey(trouble), ConsistentRead: true });
  const { Item } = await translated({ tableName, operation: 'read fingerprint' }, () => client.send(command));
  return Item === undefined ? undefined : fingerprintSchema.parse(Item);
}

interface Written extends Pick<Fingerprint, 'eventAt' | 'told' | 'last'> {
  readonly tableName: string;
}

const isCool = '(attribute_not_exists(coolUntil) OR coolUntil <= :eventAt)';

/**
 * The writes that open a trouble: they fail where it is open, or has not cooled down at `eventAt`.
 *
 * @param instead the alert that is gone and whose cool-down therefore counts for nothing
 */
export function opening(
  trouble: Trouble,
  alertId: string,
  written: Written,
  instead?: ToldAlert,
): readonly TransactItem[] {
  const mayOpen = instead === undefined ? isCool : isAsClosed;
  return openedBy(trouble, alertId, written, {
    condition: `attribute_not_exists(openAlertId) AND ${mayOpen}`,
    values: instead === undefined ? {} : asRead(instead),
  });
}

/** The writes that open a trouble again, with the alert that it had: they fail where anything was told meanwhile. */
export function reopening(trouble: Trouble, closed: ToldAlert, written: Written): readonly TransactItem[] {
  return openedBy(trouble, closed.alertId, written, {
    condition: `attribute_not_exists(openAlertId) AND ${isAsClosed}`,
    values: asRead(closed),
  });
}

function openedBy(
  trouble: Trouble,
  alertId: string,
  written: Written,
  when: Pick<Update, 'condition' | 'values'>,
): readonly TransactItem[] {
  const { tableName, eventAt } = written;
  const { entityId, predictionType } = trouble;
  const remove = ['closedAlertId', 'coolUntil', 'ttl'];
  const fingerprint = update(trouble, written, { set: { openAlertId: alertId }, remove, ...when });
  const pointer = { ...openKey(trouble), entityId, predictionType, eventAt };
  return [fingerprint, { Put: { TableName: tableName, Item: pointer } }];
}

/** An alert as it was read: what was told of it since makes a write fail. */
export interface ToldAlert {
  readonly alertId: string;
  /** ISO time of its last event. */
  readonly eventAt: string;
}

const isAsRead = 'openAlertId = :alertId AND #eventAt = :seenAt';
const isAsClosed = 'closedAlertId = :alertId AND #eventAt = :seenAt';
const asRead = ({ alertId, eventAt }: ToldAlert) => ({ ':alertId': alertId, ':seenAt': eventAt });

/** The write that remembers which figures were told: it fails where something else was told meanwhile. */
export function telling(trouble: Trouble, open: ToldAlert, written: Written): TransactItem {
  return update(trouble, written, { condition: isAsRead, values: asRead(open) });
}

/** The writes that close a trouble until `coolUntil` at least: they fail where something else was told meanwhile. */
export function closing(
  trouble: Trouble,
  open: ToldAlert,
  written: Written & { readonly coolUntil: string },
): readonly TransactItem[] {
  const forgottenMs = Date.parse(written.coolUntil) + forgottenAfterMs;
  const fingerprint = update(trouble, written, {
    set: { closedAlertId: open.alertId, coolUntil: written.coolUntil, ttl: Math.ceil(forgottenMs / 1_000) },
    remove: ['openAlertId'],
    condition: isAsRead,
    values: asRead(open),
  });
  return [fingerprint, { Delete: { TableName: written.tableName, Key: openKey(trouble) } }];
}

/** How long a closed trouble is remembered beyond its cool-down: longer than a stream keeps its changes. */
const forgottenAfterMs = 30 * 86_400_000;

const pointerSchema = z.object({ entityId: z.string(), predictionType: z.enum(predictionTypes) });

/**
 * Every trouble of a dataset that is open.
 *
 * @throws {AppError} `repository.*`
 */
export async function openTroubles(
  client: DynamoDBDocumentClient,
  tableName: string,
  dataset: DatasetName,
): Promise<readonly Trouble[]> {
  const found: Trouble[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': openPartition(dataset) },
      ConsistentRead: true,
      Limit: 1_000,
      ExclusiveStartKey: start,
    });
    const page: QueryCommandOutput = await translated({ tableName, operation: 'read open troubles' }, () =>
      client.send(command),
    );
    for (const item of page.Items ?? []) {
      const pointer = pointerSchema.safeParse(item);
      if (pointer.success) found.push({ dataset, ...pointer.data });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

/** Whether a change is one that was dealt with already, or lies before one that was. */
export function isDealtWith(fingerprint: Fingerprint, place: Place | undefined): boolean {
  const { last } = fingerprint;
  if (last === undefined || place === undefined) return false;
  // Another stream may count anew: then only the time tells.
  return place.at <= last.at && !isLater(place.sequenceNumber, last.sequenceNumber);
}

/** Sequence numbers are digits, without zeros before them, more than a number holds. */
function isLater(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}

interface Update {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

function update(
  trouble: Trouble,
  { tableName, eventAt, told, last }: Written,
  { set = {}, remove = [], condition, values = {} }: Update,
): TransactItem {
  const all = { ...set, eventAt, told, ...(last === undefined ? {} : { last }), entityId: trouble.entityId };
  const assignments = Object.keys(all).map((name) => `#${name} = :${name}`);
  const removals = remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  return {
    Update: {
      TableName: tableName,
      Key: stateKey(trouble),
      UpdateExpression: `SET ${assignments.join(', ')}${removals}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries([...Object.keys(all), ...remove].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...values,
        ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

function stateKey(trouble: Trouble) {
  return { pk: `fingerprint#${fingerprintOf(trouble)}`, sk: 'state' };
}

function openPartition(dataset: DatasetName): string {
  return `open#${dataset}`;
}

function openKey(trouble: Trouble) {
  return { pk: openPartition(trouble.dataset), sk: fingerprintOf(trouble) };
}
