import type { PredictionType } from '../../catalog/datasets/insights.ts';
import type { Alert } from '../alert.ts';
import type { AlertFacts } from '../alert-facts.ts';
import { type AlertPointer, unresolvedPointers } from './alert-pointers.ts';
import type { StateTable } from './state-items.ts';

/** What an alert of the first type holds back about the same member: it says the same, and more. */
const inhibits: Readonly<Partial<Record<PredictionType, readonly PredictionType[]>>> = {
  high_revenue_at_risk: ['high_churn_risk', 'rising_churn_risk'],
};

/** Whether alerts of this type hold others back. */
export function isInhibiting(type: PredictionType): boolean {
  return inhibits[type] !== undefined;
}

/** Whether alerts of this type can be held back. */
export function isInhibitable(type: PredictionType): boolean {
  return inhibitorsOf(type).length > 0;
}

/** The alert that holds this one back now; undefined when it may be told. @throws {AppError} `repository.*` */
export async function inhibitorOf(table: StateTable, facts: AlertFacts): Promise<AlertPointer | undefined> {
  const { entityId, dataset } = facts;
  for (const predictionType of inhibitorsOf(facts.predictionType)) {
    const pointers = await unresolvedPointers(table, { predictionType, entityId });
    const found = pointers.find((pointer) => pointer.dataset === dataset);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The alerts that this one holds back. @throws {AppError} `repository.*` */
export async function heldBackBy(table: StateTable, { facts }: Alert): Promise<readonly AlertPointer[]> {
  const types = inhibits[facts.predictionType] ?? [];
  const { entityId, alertId } = facts;
  const pointers = await Promise.all(
    types.map((predictionType) => unresolvedPointers(table, { predictionType, entityId })),
  );
  return pointers.flat().filter(({ inhibitedBy }) => inhibitedBy === alertId);
}

function inhibitorsOf(type: PredictionType): readonly PredictionType[] {
  return (Object.keys(inhibits) as PredictionType[]).filter((inhibitor) => inhibits[inhibitor]?.includes(type));
}
