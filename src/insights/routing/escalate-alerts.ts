import { quietUntil } from './quiet-until.ts';
import { routeOf } from './route-of.ts';
import { bySilence } from './silences-in-force.ts';
import { findAlerts, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { puttingGroup } from './stored-group.ts';
import { tellAgain } from './tell-again.ts';
import { escalationTimers } from './telling-timers.ts';
import { type Term, untilDone } from './term.ts';
import { puttingTimer, type TaskOf, type Timer, takingTimer } from './timers.ts';

/** Passes alerts that nobody has acknowledged on to the next target; those that were told together, together. */
export async function escalateAlerts(term: Term, timer: Timer, task: TaskOf<'escalate'>): Promise<void> {
  await untilDone('escalate alerts', async () => {
    const { tableName } = term.table;
    const taking = takingTimer(tableName, timer.key);
    const now = term.now();
    const group = await term.groups.find(task.groupId);
    const route = group === undefined ? undefined : await routeOf(term, group);
    const target = route?.escalation?.targets[task.step];
    const found = await findAlerts(term.table, task.alertIds, now);
    const unattended = found.filter(({ alert }) => alert.status === 'open');
    if (group === undefined || route === undefined || target === undefined || unattended.length === 0) {
      await term.commit([taking], 'drop timer');
      return true;
    }
    const quiet = quietUntil(route, now);
    if (quiet !== undefined)
      return term.commit([taking, puttingTimer(tableName, task, quiet.toISOString())], 'put off');
    const { open, silenced, lookAt } = await bySilence(term, unattended);
    const later = idsOf(silenced);
    const restTimers = later.length === 0 ? [] : [puttingTimer(tableName, { ...task, alertIds: later }, lookAt)];
    if (open.length === 0) return term.commit([taking, ...restTimers], 'put off');
    const alertIds = idsOf(open);
    const told = tellAgain(term, group, { reason: 'escalation', alertIds, target });
    const next = { groupId: group.groupId, alertIds, step: task.step + 1 };
    const counted = open.map((stored) => ({
      ...stored,
      alert: { ...stored.alert, escalations: stored.alert.escalations + 1 },
    }));
    const isWritten = await term.commit(
      [
        taking,
        ...counted.map((stored) => puttingAlert(tableName, stored)),
        puttingGroup(tableName, told.group, now),
        ...told.items,
        ...escalationTimers(tableName, route, next, now),
        ...restTimers,
      ],
      'escalate alerts',
    );
    if (isWritten) term.outbox.nudge();
    return isWritten;
  });
}

function idsOf(stored: readonly StoredAlert[]): string[] {
  return stored.map(({ alert }) => alert.facts.alertId);
}
