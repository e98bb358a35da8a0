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

/** What alerts of this type hold back. */
export function inhibitedTypes(type: PredictionType): readonly PredictionType[] {
  return inhibits[type] ?? [];
}

/** The alert that holds this one back now; undefined when it may be told. @throws {AppError} `repository.*` */
export async function inhibitorOf(table: StateTable, facts: AlertFacts): Promise<AlertPointer | undefined> {
  const found = await Promise.all(inhibitorsOf(facts.predictionType).map((type) => unresolvedOf(table, facts, type)));
  // What nobody was told of must not keep others from being told.
  return found.flat().find(({ firstLook }) => firstLook !== true);
}

/** The alerts that this one holds back. @throws {AppError} `repository.*` */
export async function heldBackBy(table: StateTable, { facts }: Alert): Promise<readonly AlertPointer[]> {
  const types = inhibitedTypes(facts.predictionType);
  const pointers = await Promise.all(types.map((type) => unresolvedOf(table, facts, type)));
  return pointers.flat().filter(({ inhibitedBy }) => inhibitedBy === facts.alertId);
}

/** The alerts of one type about the same member that are not resolved. @throws {AppError} `repository.*` */
export async function unresolvedOf(
  table: StateTable,
  { entityId, dataset }: Pick<AlertFacts, 'entityId' | 'dataset'>,
  predictionType: PredictionType,
): Promise<readonly AlertPointer[]> {
  const pointers = await unresolvedPointers(table, { predictionType, entityId });
  return pointers.filter((pointer) => pointer.dataset === dataset);
}

function inhibitorsOf(type: PredictionType): readonly PredictionType[] {
  return (Object.keys(inhibits) as PredictionType[]).filter((inhibitor) => inhibits[inhibitor]?.includes(type));
}
