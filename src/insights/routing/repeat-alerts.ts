import { byUrgency } from './alert-order.ts';
import { membersAPost } from './flush-group.ts';
import { isAwaited, schedule, withoutTimer } from './group-schedule.ts';
import { quietUntil } from './quiet-until.ts';
import { routeOf } from './route-of.ts';
import { bySilence } from './silences-in-force.ts';
import { findAlerts } from './stored-alert.ts';
import { membersOf, puttingGroup, type StoredGroup } from './stored-group.ts';
import { tellAgain } from './tell-again.ts';
import { nextRepeat } from './telling-timers.ts';
import { requireWritten, type Term } from './term.ts';
import { type TaskOf, type Timer, takingTimer } from './timers.ts';

/**
 * Reminds the thread of a group of what nobody has acknowledged: one message with the most urgent.
 *
 * Whoever was told less than half an interval ago waits for the next time.
 */
export async function repeatAlerts(term: Term, timer: Timer, { groupId }: TaskOf<'repeat'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  const group = await term.groups.find(groupId);
  const route = group === undefined ? undefined : await routeOf(term, group);
  if (!isAwaited(group, 'repeat', timer.due) || route === undefined) {
    await term.commit([taking], 'drop timer');
    return;
  }
  const now = term.now();
  const rest = withoutTimer(group, 'repeat');
  const quiet = quietUntil(route, now);
  const next = quiet?.toISOString() ?? (group.unresolved > 0 ? nextRepeat(group, route, now) : undefined);
  const open = quiet === undefined ? await openMembers(term, group, now.getTime() - route.repeatIntervalMs / 2) : [];
  const told =
    open.length === 0 ? { group: rest, items: [] } : tellAgain(term, rest, { reason: 'repeat', alertIds: open });
  const later =
    next === undefined ? { group: told.group, items: [] } : schedule(tableName, told.group, 'repeat', new Date(next));
  const writes = [taking, puttingGroup(tableName, later.group, now), ...later.items, ...told.items];
  await requireWritten(term, writes, 'repeat alerts');
  if (told.items.length > 0) term.outbox.nudge();
}

async function openMembers(term: Term, group: StoredGroup, toldBeforeMs: number): Promise<readonly string[]> {
  const members = await membersOf(term.table, group.groupId);
  const told = members.filter(({ toldAt }) => toldAt !== undefined && Date.parse(toldAt) <= toldBeforeMs);
  const alertIds = told.map(({ alertId }) => alertId);
  const stored = await findAlerts(term.table, alertIds, term.now());
  const unattended = stored.filter(({ alert }) => alert.status === 'open');
  const open = (await bySilence(term, unattended)).open.map(({ alert }) => alert).toSorted(byUrgency);
  return open.slice(0, membersAPost).map(({ facts }) => facts.alertId);
}
