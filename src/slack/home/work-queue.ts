import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { Alert, UnresolvedQuery } from '../../insights/alert.ts';
import type { DigestPlan } from '../../insights/digest.ts';
import type { Route } from '../../insights/route.ts';
import { byUrgency } from '../../insights/routing/alert-order.ts';
import type { Alerting } from '../alerts/alerting.ts';

/** How many alerts of each kind are read and shown. */
export const mostAlerts = { mine: 10, unowned: 5, snoozed: 4 } as const;

/** The first alerts of a kind, and how many of it there are. */
export interface AlertList {
  readonly alerts: readonly Alert[];
  readonly total: number;
}

/** What waits for a person. Alerts are in order of revenue at risk, then risk score. */
export interface WorkQueue {
  /** Those that the person takes care of. */
  readonly mine: AlertList;
  /** The open ones that nobody takes care of. */
  readonly unowned: AlertList;
  /** Those that the person has snoozed, or takes care of while somebody else has. */
  readonly snoozed: AlertList;
  /** The watches and digests that the person made. */
  readonly watches: readonly Route[];
  readonly plans: readonly DigestPlan[];
  /** Where alerts go that no watch takes. */
  readonly defaultRoute: Route | undefined;
  /** The channels that take no messages; for admins. */
  readonly parked: readonly ParkedChannel[];
}

/** @throws {AppError} `repository.*` */
export async function readWorkQueue(alerting: Alerting, userId: string, isAdmin: boolean): Promise<WorkQueue> {
  const { desk, watches, digests, defaultRoute } = alerting;
  const [mine, unowned, snoozed, routes, plans, parked] = await Promise.all([
    readAlerts(desk, { owner: userId, statuses: ['open', 'acknowledged'] }, mostAlerts.mine),
    readAlerts(desk, { unowned: true, statuses: ['open'] }, mostAlerts.unowned),
    readSnoozed(desk, userId, mostAlerts.snoozed),
    watches.list(),
    digests.plans(),
    isAdmin ? alerting.parkedChannels() : [],
  ]);
  return {
    mine,
    unowned,
    snoozed,
    watches: routes.filter(({ createdBy }) => createdBy === userId),
    plans: plans.filter(({ createdBy }) => createdBy === userId),
    defaultRoute,
    parked,
  };
}

/** Those beyond the limit are only counted. */
async function readAlerts(desk: Alerting['desk'], query: UnresolvedQuery, limit: number): Promise<AlertList> {
  const alerts = await desk.unresolved({ ...query, limit });
  return { alerts, total: alerts.length < limit ? alerts.length : await desk.countUnresolved(query) };
}

/** What the person snoozed and what is theirs, each once: somebody else may have snoozed what is theirs. */
async function readSnoozed(desk: Alerting['desk'], userId: string, limit: number): Promise<AlertList> {
  const statuses = ['snoozed'] as const;
  const [by, of, both] = await Promise.all([
    readAlerts(desk, { snoozedBy: userId, statuses }, limit),
    readAlerts(desk, { owner: userId, statuses }, limit),
    desk.countUnresolved({ owner: userId, snoozedBy: userId, statuses }),
  ]);
  const each = new Map([...by.alerts, ...of.alerts].map((alert) => [alert.facts.alertId, alert]));
  return { alerts: [...each.values()].toSorted(byUrgency).slice(0, limit), total: by.total + of.total - both };
}
