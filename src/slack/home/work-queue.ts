import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { Alert, UnresolvedQuery } from '../../insights/alert.ts';
import type { Route } from '../../insights/route.ts';
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
  /** Those that the person has snoozed. */
  readonly snoozed: AlertList;
  readonly watches: readonly Route[];
  /** The channels that take no messages; for admins. */
  readonly parked: readonly ParkedChannel[];
}

/** @throws {AppError} `repository.*` */
export async function readWorkQueue(alerting: Alerting, userId: string, isAdmin: boolean): Promise<WorkQueue> {
  const { desk, watches } = alerting;
  const [mine, unowned, snoozed, routes, parked] = await Promise.all([
    readAlerts(desk, { owner: userId, statuses: ['open', 'acknowledged'] }, mostAlerts.mine),
    readAlerts(desk, { unowned: true, statuses: ['open'] }, mostAlerts.unowned),
    readAlerts(desk, { snoozedBy: userId, statuses: ['snoozed'] }, mostAlerts.snoozed),
    watches.list(),
    isAdmin ? alerting.parkedChannels() : [],
  ]);
  return {
    mine,
    unowned,
    snoozed,
    watches: routes.filter(({ createdBy }) => createdBy === userId),
    parked,
  };
}

/** Those beyond the limit are only counted. */
async function readAlerts(desk: Alerting['desk'], query: UnresolvedQuery, limit: number): Promise<AlertList> {
  const alerts = await desk.unresolved({ ...query, limit });
  return { alerts, total: alerts.length < limit ? alerts.length : await desk.countUnresolved(query) };
}
