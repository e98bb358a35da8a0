import { isFiringAwaited } from '../alert-intake.ts';
import type { StateTable } from '../routing/state-items.ts';
import { findAlert } from '../routing/stored-alert.ts';

/**
 * Whether routing keeps an alert, or will: it may be gone, and what is gone cannot be open again.
 *
 * @throws {AppError} `repository.*`
 */
export async function isKnownToRouting(table: StateTable, alertId: string, now: Date): Promise<boolean> {
  // The alert is kept at the moment at which its event is taken out: read the other way round, both could be missed.
  if (await isFiringAwaited(table.client, table.tableName, alertId)) return true;
  return (await findAlert(table, alertId, now)) !== undefined;
}
