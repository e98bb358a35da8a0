import type { ParkedChannel } from '../../delivery/outbox.ts';
import type { Alert } from '../../insights/alert.ts';
import type { Route } from '../../insights/route.ts';
import type { Alerting } from '../alerts/alerting.ts';

/** What waits for a person. Alerts are in order of revenue at risk, then risk score. */
export interface WorkQueue {
  /** Those that the person takes care of. */
  readonly mine: readonly Alert[];
  /** The open ones that nobody takes care of. */
  readonly unowned: readonly Alert[];
  /** Those that the person has snoozed. */
  readonly snoozed: readonly Alert[];
  readonly watches: readonly Route[];
  /** The channels that take no messages; for admins. */
  readonly parked: readonly ParkedChannel[];
}

/** @throws {AppError} `repository.*` */
export async function readWorkQueue(alerting: Alerting, userId: string, isAdmin: boolean): Promise<WorkQueue> {
  const { desk, watches } = alerting;
  const [unresolved, routes, parked] = await Promise.all([
    desk.unresolved(),
    watches.list(),
    isAdmin ? alerting.parkedChannels() : [],
  ]);
  return {
    mine: unresolved.filter(({ owner, status }) => owner === userId && status !== 'snoozed'),
    unowned: unresolved.filter(({ owner, status }) => owner === undefined && status === 'open'),
    snoozed: unresolved.filter(({ snoozed, status }) => status === 'snoozed' && snoozed?.by === userId),
    watches: routes.filter(({ createdBy }) => createdBy === userId),
    parked,
  };
}
