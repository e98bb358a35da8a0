import { z } from 'zod';
import { predictionTypes } from '../../catalog/datasets/insights.ts';
import type { TransactItem } from '../../state/write-together.ts';
import type { Alert } from '../alert.ts';
import { queryItems, type StateTable } from './state-items.ts';
import { expiry } from './stored-alert.ts';

/** What is kept of an alert where many are looked through. */
const pointerSchema = z.object({
  alertId: z.string(),
  dataset: z.string(),
  entityId: z.string(),
  predictionType: z.enum(predictionTypes),
  risk: z.number(),
  money: z.number(),
  /** One that was written before this was kept counts as open. */
  status: z.enum(['open', 'acknowledged', 'snoozed', 'resolved']).default('open'),
  owner: z.string().optional(),
  /** Who snoozed it, while it is snoozed. */
  snoozedBy: z.string().optional(),
  inhibitedBy: z.string().optional(),
  silencedBy: z.string().optional(),
  /** It is kept without being told. */
  firstLook: z.literal(true).optional(),
});
export type AlertPointer = Readonly<z.infer<typeof pointerSchema>>;

const unresolvedPartition = 'alerts#unresolved';
const countsPartition = 'alerts#counts';
const dayPartition = (day: string): string => `alerts#day#${day}`;

/** Digests look back a month. */
const dayPointerDays = 100;
const countDays = 400;

/** What a day brought. */
export const dayEvents = ['fired', 'resolved'] as const;
export type DayEvent = (typeof dayEvents)[number];

function toPointer({ facts, now, status, owner, snoozed, inhibitedBy, silencedBy }: Alert): AlertPointer {
  const { alertId, dataset, entityId, predictionType, firstLook } = facts;
  const figures = { risk: now.riskScore, money: now.moneyAtRisk ?? 0 };
  return {
    alertId,
    dataset,
    entityId,
    predictionType,
    ...figures,
    status,
    ...(owner === undefined ? {} : { owner }),
    ...(status === 'snoozed' && snoozed !== undefined ? { snoozedBy: snoozed.by } : {}),
    ...(inhibitedBy === undefined ? {} : { inhibitedBy }),
    ...(silencedBy === undefined ? {} : { silencedBy }),
    ...(firstLook === undefined ? {} : { firstLook }),
  };
}

/** Writes that an alert is not resolved, with what is asked for of it: whenever any of that changes. */
export function puttingUnresolved(tableName: string, alert: Alert): TransactItem {
  const Item = { pk: unresolvedPartition, sk: alert.facts.alertId, ...toPointer(alert) };
  return { Put: { TableName: tableName, Item } };
}

export function droppingUnresolved(tableName: string, alertId: string): TransactItem {
  return { Delete: { TableName: tableName, Key: { pk: unresolvedPartition, sk: alertId } } };
}

/** Writes that an alert fired or was resolved on a day, for digests; days are UTC. @param at ISO time */
export function puttingDay(tableName: string, event: DayEvent, alert: Alert, at: string): TransactItem {
  const Item = { ...dayKey(event, alert, at), ...toPointer(alert), at, ttl: expiry(at, dayPointerDays) };
  return { Put: { TableName: tableName, Item } };
}

/** Takes back what was written of that day. @param at ISO time */
export function droppingDay(tableName: string, event: DayEvent, alert: Alert, at: string): TransactItem {
  return { Delete: { TableName: tableName, Key: dayKey(event, alert, at) } };
}

function dayKey(event: DayEvent, { facts }: Alert, at: string) {
  return { pk: dayPartition(at.slice(0, 10)), sk: `${event}#${facts.alertId}` };
}

/** Counts that an alert fired on a day. @param at ISO time */
export function countingFired(tableName: string, alert: Alert, at: string): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: { pk: countsPartition, sk: at.slice(0, 10) },
      UpdateExpression: 'ADD #type :one SET #ttl = :ttl',
      ExpressionAttributeNames: { '#type': alert.facts.predictionType, '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':one': 1, ':ttl': expiry(at, countDays) },
    },
  };
}

/**
 * Every alert that is not resolved, or those of one prediction type and member.
 *
 * @throws {AppError} `repository.*`
 */
export async function unresolvedPointers(
  table: StateTable,
  of?: Pick<AlertPointer, 'predictionType' | 'entityId'>,
): Promise<readonly AlertPointer[]> {
  // An alert's id begins with its type and the member's id.
  const prefix = of === undefined ? undefined : `${of.predictionType}_${of.entityId}_`;
  const range = prefix === undefined ? {} : { from: prefix, to: `${prefix}~` };
  const items = await queryItems(table, { pk: unresolvedPartition, ...range });
  const pointers = items.map((item) => pointerSchema.parse(item));
  return pointers.filter(({ entityId }) => of === undefined || entityId === of.entityId);
}

const dayPointerSchema = pointerSchema.extend({ sk: z.string(), at: z.string() });

/** An alert that fired or was resolved. */
export interface DayPointer extends AlertPointer {
  readonly event: DayEvent;
  /** ISO time. */
  readonly at: string;
}

/** What one day brought. @param day `YYYY-MM-DD`, UTC. @throws {AppError} `repository.*` */
export async function pointersOfDay(table: StateTable, day: string): Promise<readonly DayPointer[]> {
  const items = await queryItems(table, { pk: dayPartition(day) });
  return items.map((item) => {
    const { sk, ...pointer } = dayPointerSchema.parse(item);
    return { ...pointer, event: sk.startsWith('fired#') ? 'fired' : 'resolved' };
  });
}

/** How many alerts fired from one day to another, by prediction type. @throws {AppError} `repository.*` */
export async function firedCounts(
  table: StateTable,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, number>> {
  const items = await queryItems(table, { pk: countsPartition, from, to });
  return new Map(
    predictionTypes.map((type) => [type, items.reduce((sum, item) => sum + Number(item[type] ?? 0), 0)] as const),
  );
}
