import { z } from 'zod';
import type { PredictionType } from '../../catalog/datasets/insights.ts';
import type { TransactItem } from '../../state/write-together.ts';
import type { Alert } from '../alert.ts';
import { queryItems, type StateTable } from './state-items.ts';
import { expiry } from './stored-alert.ts';

/** An acknowledged alert that is resolved within this many days has recovered. */
export const recoveryDays = 14;

const keptDays = 400;
const states = ['pending', 'recovered', 'notRecovered'] as const;
export type OutcomeState = (typeof states)[number];

const outcomePartition = (type: PredictionType): string => `outcome#${type}`;
const feedbackPartition = (type: PredictionType): string => `feedback#${type}`;

/** Begins the watch over an alert that was acknowledged just now. */
export function puttingOutcome(tableName: string, alert: Alert, outcomeKey: string, at: string): TransactItem {
  const { predictionType, alertId } = alert.facts;
  const key = { pk: outcomePartition(predictionType), sk: outcomeKey };
  const Item = { ...key, alertId, outcome: 'pending', ttl: expiry(at, keptDays) };
  return { Put: { TableName: tableName, Item } };
}

/** The first acknowledgement is the one that counts. @param at ISO time */
export function outcomeKeyOf(at: string, alertId: string): string {
  return `${at}#${alertId}`;
}

export function settlingOutcome(
  tableName: string,
  alert: Alert,
  outcomeKey: string,
  outcome: OutcomeState,
): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: { pk: outcomePartition(alert.facts.predictionType), sk: outcomeKey },
      UpdateExpression: 'SET outcome = :outcome, alertId = :alertId',
      ExpressionAttributeValues: { ':outcome': outcome, ':alertId': alert.facts.alertId },
    },
  };
}

/** Whether an alert was resolved soon enough after it was acknowledged. */
export function hasRecovered(outcomeKey: string, resolvedAt: string): boolean {
  const acknowledgedAt = outcomeKey.slice(0, outcomeKey.indexOf('#'));
  return Date.parse(resolvedAt) - Date.parse(acknowledgedAt) <= recoveryDays * 86_400_000;
}

/** Keeps what a person said of an alert; said again, it takes the place of what they said before. */
export function puttingFeedback(tableName: string, { facts }: Alert, userId: string, isUseful: boolean): TransactItem {
  const { predictionType, at, alertId } = facts;
  const key = { pk: feedbackPartition(predictionType), sk: `${at}#${alertId}#${userId}` };
  return { Put: { TableName: tableName, Item: { ...key, isUseful, ttl: expiry(at, keptDays) } } };
}

const outcomeSchema = z.object({ outcome: z.enum(states) });
const feedbackSchema = z.object({ isUseful: z.boolean() });

/** The outcomes of alerts that were acknowledged since a day. @throws {AppError} `repository.*` */
export async function outcomesSince(
  table: StateTable,
  type: PredictionType,
  from: string,
): Promise<readonly OutcomeState[]> {
  const items = await queryItems(table, { pk: outcomePartition(type), from });
  return items.map((item) => outcomeSchema.parse(item).outcome);
}

/** Who said what of alerts that fired since a day. @throws {AppError} `repository.*` */
export async function feedbackSince(
  table: StateTable,
  type: PredictionType,
  from: string,
): Promise<readonly boolean[]> {
  const items = await queryItems(table, { pk: feedbackPartition(type), from });
  return items.map((item) => feedbackSchema.parse(item).isUseful);
}
