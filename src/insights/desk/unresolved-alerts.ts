import type { Alert } from '../alert.ts';
import { byUrgency } from '../routing/alert-order.ts';
import { unresolvedPointers } from '../routing/alert-pointers.ts';
import type { StateTable } from '../routing/state-items.ts';
import { findAlerts } from '../routing/stored-alert.ts';

/**
 * The alerts that are not resolved, in order of revenue at risk, then risk score; the first `limit` of them.
 *
 * @throws {AppError} `repository.*`
 */
export async function readUnresolved(
  table: StateTable,
  { limit, now }: { readonly limit: number; readonly now: Date },
): Promise<readonly Alert[]> {
  const pointers = await unresolvedPointers(table);
  const first = pointers
    .toSorted((one, other) => other.money - one.money || other.risk - one.risk)
    .slice(0, limit)
    .map(({ alertId }) => alertId);
  const stored = await findAlerts(table, first, now);
  return stored
    .map(({ alert }) => alert)
    .filter(({ status }) => status !== 'resolved')
    .toSorted(byUrgency);
}
