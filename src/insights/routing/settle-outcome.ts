import { settlingOutcome } from './outcome-items.ts';
import { findAlert } from './stored-alert.ts';
import { requireWritten, type Term } from './term.ts';
import { type TaskOf, type Timer, takingTimer } from './timers.ts';

/** Notes of an acknowledged alert whose time is over that it has not recovered, unless it has. */
export async function settleOutcome(term: Term, timer: Timer, { alertId }: TaskOf<'outcome'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  const stored = await findAlert(term.table, alertId, term.now());
  const { alert, outcomeKey } = stored ?? {};
  // One that was resolved within the time was noted then.
  const isOpen = alert !== undefined && (alert.resolvedAt === undefined || alert.resolvedAt > timer.due);
  const settling =
    isOpen && outcomeKey !== undefined ? [settlingOutcome(tableName, alert, outcomeKey, 'notRecovered')] : [];
  await requireWritten(term, [taking, ...settling], 'settle outcome');
}
