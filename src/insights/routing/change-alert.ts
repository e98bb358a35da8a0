import type { Alert } from '../alert.ts';
import type { AlertEvent } from '../alert-facts.ts';
import { takingEvent } from '../alert-intake.ts';
import type { Route } from '../route.ts';
import { puttingUnresolved } from './alert-pointers.ts';
import { markGroups } from './mark-groups.ts';
import { matchesRoute } from './match-route.ts';
import { placeAlert } from './place-alert.ts';
import { allRoutes } from './route-of.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';

type Changed = Extract<AlertEvent, { kind: 'changed' }>;

/** Keeps the new figures of an alert; the messages that hold it show them at their groups' next interval. */
export async function changeAlert(term: Term, event: Changed, key: string): Promise<void> {
  const { table } = term;
  await untilDone('change alert', async () => {
    const taking = takingEvent(table.tableName, key);
    const stored = await findAlert(table, event.alertId, term.now());
    if (stored === undefined || stored.alert.status === 'resolved' || event.at < stored.eventAt) {
      await term.commit([taking], 'drop event');
      return true;
    }
    const wasKeptBack = stored.alert.facts.firstLook === true;
    const changed = wasKeptBack ? await asNews(term, withFigures(stored, event)) : withFigures(stored, event);
    const marks = await markGroups(term, changed, 'changed');
    // A higher risk can be one that further watches take, and only those.
    const isNews = (route: Route): boolean => wasKeptBack || !matchesRoute(route, stored.alert);
    const placed = await placeAlert(term, changed, isNews);
    const isWritten = await term.commit(
      [
        taking,
        puttingAlert(table.tableName, placed.stored),
        puttingUnresolved(table.tableName, placed.stored.alert),
        ...marks,
        ...placed.items,
      ],
      'change alert',
    );
    if (isWritten && placed.items.length > 0) term.outbox.nudge();
    return isWritten;
  });
}

function withFigures(stored: StoredAlert, { riskScore, headline, moneyAtRisk, at }: Changed): StoredAlert {
  const now = { riskScore, headline, ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }) };
  return { ...stored, alert: { ...stored.alert, now }, eventAt: at };
}

/** Of a change that small nobody wants to hear where the alert itself was not worth telling. */
const materialRise = 5;

/** An alert that is kept without being told is told from now on, if its risk is much higher or high enough for more. */
async function asNews(term: Term, stored: StoredAlert): Promise<StoredAlert> {
  const { alert } = stored;
  const { firstLook: _, ...facts } = alert.facts;
  const { riskScore } = facts;
  const before: Alert = { ...alert, now: { ...alert.now, riskScore } };
  const isTakenNow = (await allRoutes(term)).some(
    (route) => matchesRoute(route, alert) && !matchesRoute(route, before),
  );
  const hasRisen = alert.now.riskScore >= riskScore + materialRise || isTakenNow;
  return hasRisen ? { ...stored, alert: { ...alert, facts } } : stored;
}
