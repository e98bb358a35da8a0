import { puttingUnresolved } from './alert-pointers.ts';
import { inhibitorOf } from './inhibition.ts';
import { placeAlert } from './place-alert.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';
import { type TaskOf, type Timer, takingTimer } from './timers.ts';

/** Tells an alert that could not be told before, if it may be told now and somebody takes it. */
export async function placeLater(term: Term, timer: Timer, { alertId }: TaskOf<'place'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  await untilDone('place alert', async () => {
    const stored = await findAlert(term.table, alertId, term.now());
    if (stored === undefined || stored.alert.status === 'resolved') {
      await term.commit([taking], 'drop timer');
      return true;
    }
    const { stored: placed, items } = await placeAlert(term, await withoutOldInhibitor(term, stored));
    const isWritten = await term.commit(
      [taking, puttingAlert(tableName, placed), puttingUnresolved(tableName, placed.alert), ...items],
      'place alert',
    );
    if (isWritten && items.length > 0) term.outbox.nudge();
    return isWritten;
  });
}

async function withoutOldInhibitor(term: Term, stored: StoredAlert): Promise<StoredAlert> {
  const { inhibitedBy, ...alert } = stored.alert;
  if (inhibitedBy === undefined) return stored;
  const inhibitor = await inhibitorOf(term.table, alert.facts);
  return { ...stored, alert: inhibitor === undefined ? alert : { ...alert, inhibitedBy: inhibitor.alertId } };
}
