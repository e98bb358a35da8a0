import type { TransactItem } from '../../state/write-together.ts';
import type { Route, Silence } from '../route.ts';
import { joinGroup } from './join-group.ts';
import { routesToTake } from './match-route.ts';
import { silenceOf } from './silences-in-force.ts';
import type { StoredAlert } from './stored-alert.ts';
import type { Term } from './term.ts';
import { puttingTimer } from './timers.ts';

/** A transaction takes 100 writes, a join is up to 8 of them, and the groups that an alert is in are written, too. */
const routesAtOnce = 5;

interface Placing {
  readonly stored: StoredAlert;
  readonly items: readonly TransactItem[];
}

/**
 * The writes by which an alert joins its groups, and the alert with its places, which is yet to be written.
 *
 * The routes that one transaction has no room for are left to a timer.
 *
 * @param isNews for which routes the alert is news; for all when left out
 */
export async function placeAlert(
  term: Term,
  stored: StoredAlert,
  isNews: (route: Route) => boolean = () => true,
): Promise<Placing> {
  if (!mayBeTold(stored)) return { stored, items: [] };
  const { defaultRoute } = term;
  const { silencedBy, ...alert } = stored.alert;
  const silence = await silenceOf(term, alert);
  const routes = routesToTake(alert, stored.placements, {
    watches: await term.routes(),
    defaultRoute,
    now: term.now(),
  });
  // One that was silenced is news to everybody.
  const toTake = silencedBy === undefined ? routes.filter(isNews) : routes;
  if (silence !== undefined && toTake.length > 0) return waitingFor(term, silence, stored);
  const items: TransactItem[] = [];
  const placements = [...stored.placements];
  for (const route of toTake.slice(0, routesAtOnce)) {
    const join = await joinGroup(term, route, stored);
    placements.push(join.placement);
    items.push(...join.items);
  }
  if (toTake.length > routesAtOnce) {
    items.push(puttingPlaceTimer(term, stored.alert.facts.alertId));
  }
  return { stored: { ...stored, alert, placements }, items };
}

/** What a silence holds back is looked at again when that is over. */
export function waitingFor({ table }: Term, { silenceId, until }: Silence, stored: StoredAlert): Placing {
  const alert = { ...stored.alert, silencedBy: silenceId };
  const task = { kind: 'place', alertId: alert.facts.alertId } as const;
  return { stored: { ...stored, alert }, items: [puttingTimer(table.tableName, task, until)] };
}

/** Has an alert placed by itself, soon. */
export function puttingPlaceTimer({ table, now }: Term, alertId: string): TransactItem {
  // A moment later than any timer that is being dealt with: one transaction cannot take and set the same.
  const due = new Date(now().getTime() + 1).toISOString();
  return puttingTimer(table.tableName, { kind: 'place', alertId }, due);
}

function mayBeTold({ alert }: StoredAlert): boolean {
  return (
    alert.facts.firstLook !== true &&
    alert.inhibitedBy === undefined &&
    alert.status !== 'snoozed' &&
    alert.status !== 'resolved'
  );
}
