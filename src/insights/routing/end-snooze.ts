import { puttingUnresolved } from './alert-pointers.ts';
import { markGroups } from './mark-groups.ts';
import { puttingPlaceTimer } from './place-alert.ts';
import { quietUntil } from './quiet-until.ts';
import { routeOf } from './route-of.ts';
import { droppingSilence } from './silence.ts';
import { bySilence } from './silences-in-force.ts';
import { findAlert, puttingAlert, type StoredAlert } from './stored-alert.ts';
import { puttingGroup } from './stored-group.ts';
import { tellAgain } from './tell-again.ts';
import { escalationTimers } from './telling-timers.ts';
import { requireWritten, type Term, untilDone } from './term.ts';
import { puttingTimer, type TaskOf, type Timer, takingTimer } from './timers.ts';

/** Ends a snooze: an alert that is not resolved is open again, and told again. */
export async function endSnooze(term: Term, timer: Timer, { alertId }: TaskOf<'snoozeEnd'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  await untilDone('end snooze', async () => {
    const stored = await findAlert(term.table, alertId, term.now());
    if (stored?.alert.status !== 'snoozed' || stored.alert.snoozed?.until !== timer.due) {
      await term.commit([taking], 'drop timer');
      return true;
    }
    const { snoozed: _, ...rest } = stored.alert;
    const awake: StoredAlert = { ...stored, alert: { ...rest, status: 'open' } };
    const marks = await markGroups(term, awake, 'awake');
    return term.commit(
      [
        taking,
        puttingAlert(tableName, awake),
        puttingUnresolved(tableName, awake.alert),
        droppingSilence(tableName, awake.alert.facts.fingerprint),
        ...marks,
        ...(awake.placements.length > 0 ? [] : [puttingPlaceTimer(term, alertId)]),
      ],
      'end snooze',
    );
  });
}

/** Tells an alert again in the thread of its group, once neither the route nor the alert is silent. */
export async function remindOfAlert(term: Term, timer: Timer, task: TaskOf<'remind'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  const now = term.now();
  const [group, stored] = await Promise.all([term.groups.find(task.groupId), findAlert(term.table, task.alertId, now)]);
  const route = group === undefined ? undefined : await routeOf(term, group);
  // One that waits to be told for the first time is told anyway.
  if (group?.isTold !== true || route === undefined || stored?.alert.status !== 'open') {
    await term.commit([taking], 'drop timer');
    return;
  }
  const quiet = quietUntil(route, now) ?? (await silentUntil(term, stored));
  if (quiet !== undefined) {
    await requireWritten(term, [taking, puttingTimer(tableName, task, quiet.toISOString())], 'put off reminder');
    return;
  }
  const alertIds = [task.alertId];
  const told = tellAgain(term, group, { reason: 'repeat', alertIds });
  const next = { groupId: group.groupId, alertIds, step: 0 };
  const timers = escalationTimers(tableName, route, next, now);
  await requireWritten(term, [taking, puttingGroup(tableName, told.group, now), ...told.items, ...timers], 'remind');
  term.outbox.nudge();
}

async function silentUntil(term: Term, stored: StoredAlert): Promise<Date | undefined> {
  const { silenced, lookAt } = await bySilence(term, [stored]);
  return silenced.length === 0 ? undefined : new Date(lookAt);
}
