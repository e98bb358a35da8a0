import { quietUntil } from './quiet-until.ts';
import { routeOf } from './route-of.ts';
import { findAlerts, puttingAlert } from './stored-alert.ts';
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
    const open = found.filter(({ alert }) => alert.status === 'open');
    if (group === undefined || route === undefined || target === undefined || open.length === 0) {
      await term.commit([taking], 'drop timer');
      return true;
    }
    const quiet = quietUntil(route, now);
    if (quiet !== undefined)
      return term.commit([taking, puttingTimer(tableName, task, quiet.toISOString())], 'put off');
    const alertIds = open.map(({ alert }) => alert.facts.alertId);
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
      ],
      'escalate alerts',
    );
    if (isWritten) term.outbox.nudge();
    return isWritten;
  });
}
