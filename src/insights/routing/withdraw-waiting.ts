import type { TransactItem } from '../../state/write-together.ts';
import type { AlertFacts } from '../alert-facts.ts';
import { puttingUnresolved } from './alert-pointers.ts';
import { inhibitedTypes, unresolvedOf } from './inhibition.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { droppingMember, findMember, puttingGroup } from './stored-group.ts';
import { type Term, untilDone } from './term.ts';

/** A transaction takes 100 writes. */
const groupsAtOnce = 45;

/**
 * Holds back the alerts about the same member that wait in their groups and that a new alert makes superfluous.
 *
 * What was told is not taken back. This is done before the new alert begins: should this instance end in between,
 * its event waits in the intake still.
 */
export async function withdrawWaiting(term: Term, facts: AlertFacts): Promise<void> {
  for (const predictionType of inhibitedTypes(facts.predictionType)) {
    for (const { alertId } of await unresolvedOf(term.table, facts, predictionType)) {
      await untilDone('withdraw alert', () => withdraw(term, alertId, facts.alertId));
    }
  }
}

/** Whether it is done: it takes a transaction for every 45 groups. */
async function withdraw(term: Term, alertId: string, inhibitedBy: string): Promise<boolean> {
  const { table } = term;
  const stored = await findAlert(table, alertId, term.now());
  if (stored === undefined || stored.alert.inhibitedBy !== undefined || !(await isWaiting(term, stored))) return true;
  const groups: TransactItem[] = [];
  const left = stored.placements.slice(groupsAtOnce);
  for (const { groupId } of stored.placements.slice(0, groupsAtOnce)) {
    const group = await term.groups.find(groupId);
    if (group === undefined) continue;
    const { size, waiting, unresolved } = group;
    const without = { ...group, size: size - 1, waiting: waiting - 1, unresolved: unresolved - 1 };
    groups.push(droppingMember(table.tableName, groupId, alertId), puttingGroup(table.tableName, without, term.now()));
  }
  const alert = left.length === 0 ? { ...stored.alert, inhibitedBy } : stored.alert;
  const writes = [
    puttingAlert(table.tableName, { ...stored, alert, placements: left }),
    puttingUnresolved(table.tableName, alert),
    ...groups,
  ];
  return (await term.commit(writes, 'withdraw alert')) && left.length === 0;
}

/** Whether none of the groups that an alert joined has told of it yet. */
async function isWaiting({ table }: Term, { alert, placements }: StoredAlert): Promise<boolean> {
  const members = await Promise.all(placements.map(({ groupId }) => findMember(table, groupId, alert.facts.alertId)));
  return members.every((member) => member?.entryId === undefined);
}
