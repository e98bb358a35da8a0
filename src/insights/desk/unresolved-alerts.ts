import type { Alert, UnresolvedQuery } from '../alert.ts';
import { byUrgency } from '../routing/alert-order.ts';
import { type AlertPointer, unresolvedPointers } from '../routing/alert-pointers.ts';
import type { StateTable } from '../routing/state-items.ts';
import { findAlerts } from '../routing/stored-alert.ts';

/**
 * The alerts that are not resolved and asked for, in order of revenue at risk, then risk score; the first `limit`.
 *
 * @throws {AppError} `repository.*`
 */
export async function readUnresolved(
  table: StateTable,
  query: UnresolvedQuery,
  { limit, now }: { readonly limit: number; readonly now: Date },
): Promise<readonly Alert[]> {
  const first = (await unresolvedLike(table, query)).slice(0, limit).map(({ alertId }) => alertId);
  const stored = await findAlerts(table, first, now);
  return stored
    .map(({ alert }) => alert)
    .filter(({ status }) => status !== 'resolved')
    .toSorted(byUrgency);
}

/** What is kept of them where many are looked through, in that order. @throws {AppError} `repository.*` */
export async function unresolvedLike(table: StateTable, query: UnresolvedQuery): Promise<readonly AlertPointer[]> {
  const pointers = await unresolvedPointers(table);
  return pointers
    .filter((pointer) => isLike(pointer, query))
    .toSorted((one, other) => other.money - one.money || other.risk - one.risk);
}

function isLike(pointer: AlertPointer, { owner, unowned, snoozedBy, statuses }: UnresolvedQuery): boolean {
  if (owner !== undefined && pointer.owner !== owner) return false;
  if (unowned === true && pointer.owner !== undefined) return false;
  if (snoozedBy !== undefined && pointer.snoozedBy !== snoozedBy) return false;
  return statuses?.includes(pointer.status) ?? true;
}
