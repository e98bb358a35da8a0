import type { AlertEvent } from '../alert-facts.ts';
import { takingEvent } from '../alert-intake.ts';
import { puttingUnresolved } from './alert-pointers.ts';
import { markGroups } from './mark-groups.ts';
import { matchesRoute } from './match-route.ts';
import { placeAlert } from './place-alert.ts';
import { spareIntervalMs } from './route-of.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import type { StoredGroup } from './stored-group.ts';
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
    const changed = withFigures(stored, event);
    const intervals = await intervalsByRoute(term);
    const due = (group: StoredGroup): Date => {
      const interval = intervals.get(group.routeId) ?? spareIntervalMs;
      const atMs = Date.parse(group.lastFlushAt ?? group.startedAt) + interval;
      return new Date(Math.max(atMs, term.now().getTime()));
    };
    const marks = await markGroups(term, changed, { due });
    // A higher risk can be one that further watches take, and only those.
    const placed = await placeAlert(term, changed, (route) => !matchesRoute(route, stored.alert));
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

async function intervalsByRoute(term: Term): Promise<ReadonlyMap<string, number>> {
  const { defaultRoute } = term;
  const routes = [...(await term.routes()), ...(defaultRoute === undefined ? [] : [defaultRoute])];
  return new Map(routes.map(({ routeId, groupIntervalMs }) => [routeId, groupIntervalMs]));
}
