import type { TransactItem } from '../../state/write-together.ts';
import type { Alert } from '../alert.ts';
import type { AlertEvent } from '../alert-facts.ts';
import { takingEvent } from '../alert-intake.ts';
import type { Route } from '../route.ts';
import { droppingDay, puttingUnresolved } from './alert-pointers.ts';
import { inhibitorOf } from './inhibition.ts';
import { markGroups } from './mark-groups.ts';
import { matchesRoute } from './match-route.ts';
import { hasRecovered, settlingOutcome } from './outcome-items.ts';
import { placeAlert, puttingPlaceTimer } from './place-alert.ts';
import { findPast } from './silence.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';

type Reopened = Extract<AlertEvent, { kind: 'reopened' }>;

/**
 * Takes back that an alert was resolved: it is whose it was, and the messages that hold it show that at their groups'
 * next interval. It is posted only for a watch that was to be told and was not, or that takes the risk that it has now.
 */
export async function reopenAlert(term: Term, event: Reopened, key: string): Promise<void> {
  const { table } = term;
  const { tableName } = table;
  await untilDone('reopen alert', async () => {
    const taking = takingEvent(tableName, key);
    const stored = await findAlert(table, event.alertId, term.now());
    const { resolvedAt } = stored?.alert ?? {};
    if (stored === undefined || resolvedAt === undefined || event.at < stored.eventAt) {
      await term.commit([taking], 'drop event');
      return true;
    }
    const reopened = await asUnresolved(term, stored, event);
    const marks = await markGroups(term, reopened, 'reopened');
    const placed = await placeReopened(term, stored, reopened);
    const { alert } = placed.stored;
    const isWritten = await term.commit(
      [
        taking,
        puttingAlert(tableName, placed.stored),
        puttingUnresolved(tableName, alert),
        droppingDay(tableName, 'resolved', alert, resolvedAt),
        ...takingBackRecovery(tableName, placed.stored, { resolvedAt, at: event.at }),
        ...marks,
        ...placed.items,
      ],
      'reopen alert',
    );
    if (isWritten && placed.items.length > 0) term.outbox.nudge();
    return isWritten;
  });
}

/** The alert as it was before it was resolved, with its new figures; one that was kept without being told is news. */
async function asUnresolved(term: Term, stored: StoredAlert, event: Reopened): Promise<StoredAlert> {
  const { resolvedAt: _, ...rest } = stored.alert;
  const { firstLook: __, ...facts } = rest.facts;
  const { riskScore, headline, moneyAtRisk, at } = event;
  const { silence } = await findPast(term.table, facts, term.now());
  const alert: Alert = {
    ...rest,
    facts,
    now: { riskScore, headline, ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }) },
    ...(silence === undefined
      ? { status: rest.acknowledged === undefined ? 'open' : 'acknowledged' }
      : { status: 'snoozed', snoozed: silence }),
  };
  const { untoldOn: ___, ...kept } = stored;
  return { ...kept, alert, eventAt: at };
}

async function placeReopened(term: Term, before: StoredAlert, reopened: StoredAlert) {
  if (before.placements.length > 0) {
    const { untoldOn = [] } = before;
    const isNews = (route: Route): boolean => untoldOn.includes(route.routeId) || !matchesRoute(route, before.alert);
    return placeAlert(term, reopened, isNews);
  }
  // What holds it back may be open again a moment later: it is placed once that is known.
  const inhibitor = await inhibitorOf(term.table, reopened.alert.facts);
  const alert = { ...reopened.alert, ...(inhibitor === undefined ? {} : { inhibitedBy: inhibitor.alertId }) };
  return { stored: { ...reopened, alert }, items: [puttingPlaceTimer(term, alert.facts.alertId)] };
}

function takingBackRecovery(
  tableName: string,
  { alert, outcomeKey }: StoredAlert,
  { resolvedAt, at }: { readonly resolvedAt: string; readonly at: string },
): readonly TransactItem[] {
  if (outcomeKey === undefined || !hasRecovered(outcomeKey, resolvedAt)) return [];
  // After the time in which it may recover nobody looks at it any more.
  return [settlingOutcome(tableName, alert, outcomeKey, hasRecovered(outcomeKey, at) ? 'pending' : 'notRecovered')];
}
