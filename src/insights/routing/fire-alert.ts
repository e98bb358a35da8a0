import type { Alert } from '../alert.ts';
import type { AlertFacts } from '../alert-facts.ts';
import { takingEvent } from '../alert-intake.ts';
import { countingFired, puttingDay, puttingUnresolved } from './alert-pointers.ts';
import { inhibitorOf } from './inhibition.ts';
import { placeAlert } from './place-alert.ts';
import { findPast } from './silence.ts';
import { puttingAlert, type StoredAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';
import { puttingTimer } from './timers.ts';
import { withdrawWaiting } from './withdraw-waiting.ts';

/**
 * Begins the life of an alert: it is kept, joins its groups or is held back, and its event is taken out of the
 * intake, all at once.
 */
export async function fireAlert(term: Term, facts: AlertFacts, key: string): Promise<void> {
  const { table } = term;
  await untilDone('fire alert', async () => {
    const taking = takingEvent(table.tableName, key);
    const fresh = await newAlert(term, facts);
    if (fresh === undefined) {
      await term.commit([taking], 'drop event');
      return true;
    }
    if (fresh.alert.status === 'open' && facts.firstLook !== true) await withdrawWaiting(term, facts);
    const { stored, items } = await placeAlert(term, fresh);
    const { alert } = stored;
    const { snoozed } = alert;
    const task = { kind: 'snoozeEnd', alertId: facts.alertId } as const;
    const isWritten = await term.commit(
      [
        taking,
        puttingAlert(table.tableName, stored),
        puttingUnresolved(table.tableName, alert),
        puttingDay(table.tableName, 'fired', alert, facts.at),
        countingFired(table.tableName, alert, facts.at),
        ...(snoozed === undefined ? [] : [puttingTimer(table.tableName, task, snoozed.until)]),
        ...items,
      ],
      'fire alert',
    );
    if (isWritten) term.outbox.nudge();
    return isWritten;
  });
}

/** The alert as it begins; undefined where it was told of twice. */
async function newAlert(term: Term, facts: AlertFacts): Promise<StoredAlert | undefined> {
  const { headline, riskScore, moneyAtRisk } = facts;
  const [{ isKnown, silence, owner }, inhibitor] = await Promise.all([
    findPast(term.table, facts, term.now()),
    inhibitorOf(term.table, facts),
  ]);
  if (isKnown) return undefined;
  const alert: Alert = {
    facts,
    now: { riskScore, headline, ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }) },
    status: silence === undefined ? 'open' : 'snoozed',
    ...(silence === undefined ? {} : { snoozed: silence }),
    ...(owner === undefined ? {} : { owner }),
    ...(inhibitor === undefined ? {} : { inhibitedBy: inhibitor.alertId }),
    escalations: 0,
    useful: {},
  };
  return { alert, version: 0, placements: [], eventAt: facts.at };
}
