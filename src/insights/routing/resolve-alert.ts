import type { AlertEvent } from '../alert-facts.ts';
import { takingEvent } from '../alert-intake.ts';
import { droppingUnresolved, puttingDay } from './alert-pointers.ts';
import { heldBackBy } from './inhibition.ts';
import { markGroups } from './mark-groups.ts';
import { hasRecovered, settlingOutcome } from './outcome-items.ts';
import { puttingPlaceTimer } from './place-alert.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';

type Resolved = Extract<AlertEvent, { kind: 'resolved' }>;

/** Ends an alert: its messages show that, whatever it held back is told, and its outcome is noted. */
export async function resolveAlert(term: Term, event: Resolved, key: string): Promise<void> {
  const { table } = term;
  const { tableName } = table;
  await untilDone('resolve alert', async () => {
    const taking = takingEvent(tableName, key);
    const stored = await findAlert(table, event.alertId, term.now());
    if (stored === undefined || stored.alert.status === 'resolved') {
      await term.commit([taking], 'drop event');
      return true;
    }
    const resolved = asResolved(stored, event);
    const { alert, outcomeKey } = resolved;
    const marks = await markGroups(term, resolved, 'resolved');
    const heldBack = await heldBackBy(table, alert);
    const hasOutcome = outcomeKey !== undefined && hasRecovered(outcomeKey, event.at);
    return term.commit(
      [
        taking,
        puttingAlert(tableName, resolved),
        droppingUnresolved(tableName, event.alertId),
        puttingDay(tableName, 'resolved', alert, event.at),
        ...(hasOutcome ? [settlingOutcome(tableName, alert, outcomeKey, 'recovered')] : []),
        ...heldBack.map(({ alertId }) => puttingPlaceTimer(term, alertId)),
        ...marks,
      ],
      'resolve alert',
    );
  });
}

function asResolved(stored: StoredAlert, { headline, at }: Resolved): StoredAlert {
  const { snoozed: _, silencedBy: __, ...rest } = stored.alert;
  const alert = { ...rest, status: 'resolved', resolvedAt: at, now: { ...rest.now, headline } } as const;
  return { ...stored, alert, eventAt: at };
}
