import { puttingUnresolved } from './alert-pointers.ts';
import { waitingFor } from './place-alert.ts';
import { silenceOf } from './silences-in-force.ts';
import { findAlert, puttingAlert } from './stored-alert.ts';
import { droppingMember, puttingGroup } from './stored-group.ts';
import { type Term, untilDone } from './term.ts';

/**
 * Takes an alert out of a group that has not told of it, if that is not to be told any more: it is resolved, or
 * silenced, for as long as it is. Whether it was taken out.
 *
 * @throws {AppError} `repository.*`
 */
export async function withdrawMember(term: Term, groupId: string, alertId: string): Promise<boolean> {
  const { tableName } = term.table;
  let isWithdrawn = false;
  await untilDone('withdraw member', async () => {
    const [group, stored] = await Promise.all([term.groups.find(groupId), findAlert(term.table, alertId, term.now())]);
    if (group === undefined || stored === undefined) return true;
    const isResolved = stored.alert.status === 'resolved';
    const silence = isResolved ? undefined : await silenceOf(term, stored.alert);
    if (!isResolved && silence === undefined) return true;
    const placements = stored.placements.filter((placement) => placement.groupId !== groupId);
    const untoldOn = [...new Set([...(stored.untoldOn ?? []), group.routeId])];
    const left = { ...stored, placements, ...(isResolved ? { untoldOn } : {}) };
    const later = silence === undefined ? { stored: left, items: [] } : waitingFor(term, silence, left);
    const { size, waiting, unresolved } = group;
    const counts = { size: size - 1, waiting: Math.max(0, waiting - 1) };
    // One that is resolved was counted as such when it was.
    const without = { ...group, ...counts, unresolved: isResolved ? unresolved : Math.max(0, unresolved - 1) };
    isWithdrawn = await term.commit(
      [
        droppingMember(tableName, groupId, alertId),
        puttingGroup(tableName, without, term.now()),
        puttingAlert(tableName, later.stored),
        ...(isResolved ? [] : [puttingUnresolved(tableName, later.stored.alert)]),
        ...later.items,
      ],
      'withdraw member',
    );
    return isWithdrawn;
  });
  return isWithdrawn;
}
