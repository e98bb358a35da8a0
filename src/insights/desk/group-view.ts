import type { Alert, AlertGroup, AlertGroupView } from '../alert.ts';
import { byUrgency } from '../routing/alert-order.ts';
import type { StateTable } from '../routing/state-items.ts';
import { findAlerts } from '../routing/stored-alert.ts';
import { findGroup, membersOf, type StoredGroup } from '../routing/stored-group.ts';

/**
 * A group with all of its members as they are now; undefined when it, or the alert that leads it, is not kept any more.
 *
 * @throws {AppError} `repository.*`
 */
export async function readGroupView(
  table: StateTable,
  groupId: string,
  now: Date,
): Promise<AlertGroupView | undefined> {
  const [group, members] = await Promise.all([findGroup(table, groupId), membersOf(table, groupId)]);
  if (group === undefined) return undefined;
  const alertIds = members.map(({ alertId }) => alertId);
  const stored = await findAlerts(table, alertIds, now);
  const alerts: readonly Alert[] = stored.map(({ alert }) => alert).toSorted(byUrgency);
  const lead = alerts.find(({ facts }) => facts.alertId === group.leadId);
  const untold = new Set(members.filter(({ entryId }) => entryId === undefined).map(({ alertId }) => alertId));
  const waiting = alerts.filter(({ facts }) => untold.has(facts.alertId)).length;
  return lead === undefined ? undefined : { group: toAlertGroup(group), lead, members: alerts, waiting };
}

function toAlertGroup({ groupId, routeId, channel, labels, leadId, startedAt }: StoredGroup): AlertGroup {
  return { groupId, routeId, channel, labels, leadId, startedAt };
}
