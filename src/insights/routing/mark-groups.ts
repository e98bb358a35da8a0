import type { TransactItem } from '../../state/write-together.ts';
import type { Route } from '../route.ts';
import { type GroupWrites, schedule, scheduleUpdate } from './group-schedule.ts';
import { allRoutes, spareIntervalMs } from './route-of.ts';
import type { StoredAlert } from './stored-alert.ts';
import { puttingGroup, type StoredGroup } from './stored-group.ts';
import { nextRepeat } from './telling-timers.ts';
import { requireWritten, type Term } from './term.ts';
import { puttingTimer, type TaskOf, type Timer, takingTimer } from './timers.ts';

/** A transaction takes 100 writes: a mark is up to 4 of them, and what brings it about has many. */
const groupsAtOnce = 12;

/** Several that are resolved together are shown together. */
const togetherMs = 2_000;

type Marking = TaskOf<'mark'>;

/** What nobody waits to hear. */
const atInterval: readonly Marking['reason'][] = ['changed', 'reopened'];

/**
 * The writes by which the messages that hold an alert come to show how it is now. The groups that one transaction has
 * no room for are left to a timer.
 */
export function markGroups(
  term: Term,
  { alert, placements }: StoredAlert,
  reason: Marking['reason'],
): Promise<readonly TransactItem[]> {
  const groupIds = placements.map(({ groupId }) => groupId);
  return mark(term, { kind: 'mark', alertId: alert.facts.alertId, groupIds, reason });
}

/** Marks the groups that were left. */
export async function markLater(term: Term, timer: Timer, task: Marking): Promise<void> {
  const items = await mark(term, task);
  await requireWritten(term, [takingTimer(term.table.tableName, timer.key), ...items], 'mark groups');
}

async function mark(term: Term, marking: Marking): Promise<readonly TransactItem[]> {
  const { tableName } = term.table;
  const { alertId, groupIds, reason } = marking;
  const found = await Promise.all(groupIds.slice(0, groupsAtOnce).map((groupId) => term.groups.find(groupId)));
  const groups = found.filter((group) => group !== undefined);
  const routes = atInterval.includes(reason) ? await allRoutes(term) : [];
  const occasion = { reason, routes, now: term.now() };
  const left = groupIds.slice(groupsAtOnce);
  const now = term.now().toISOString();
  return [
    ...groups.flatMap((group) => markOne(term, counted(group, reason), alertId, occasion)),
    ...(reason === 'awake'
      ? groups.map(({ groupId }) => puttingTimer(tableName, { kind: 'remind', groupId, alertId }, now))
      : []),
    ...(left.length === 0 ? [] : [puttingTimer(tableName, { ...marking, groupIds: left }, now)]),
  ];
}

function markOne(term: Term, group: StoredGroup, alertId: string, occasion: Occasion): readonly TransactItem[] {
  const { tableName } = term.table;
  const { now } = occasion;
  // Messages are drawn when they are sent: one that was not told yet needs no change.
  if (!group.isTold) return [puttingGroup(tableName, group, now)];
  const stale = [...new Set([...group.stale, alertId])];
  const marked = scheduleUpdate(tableName, { ...group, stale }, dueOf(group, occasion));
  const repeated = withRepeat(tableName, marked.group, occasion);
  return [puttingGroup(tableName, repeated.group, now), ...marked.items, ...repeated.items];
}

/** A group stops telling of its alerts again once all of them are resolved. */
function withRepeat(tableName: string, group: StoredGroup, { reason, routes, now }: Occasion): GroupWrites {
  const route = routes.find(({ routeId }) => routeId === group.routeId);
  const next = reason === 'reopened' && route !== undefined ? nextRepeat(group, route, now) : undefined;
  return next === undefined ? { group, items: [] } : schedule(tableName, group, 'repeat', new Date(next));
}

function counted(group: StoredGroup, reason: Marking['reason']): StoredGroup {
  if (reason === 'reopened') return { ...group, unresolved: group.unresolved + 1 };
  return reason === 'resolved' ? { ...group, unresolved: Math.max(0, group.unresolved - 1) } : group;
}

interface Occasion {
  readonly reason: Marking['reason'];
  /** Those that there are, where it depends on them. */
  readonly routes: readonly Route[];
  readonly now: Date;
}

/** When the messages of a group are to show it: figures at the group's next interval, all else soon. */
function dueOf(group: StoredGroup, { reason, routes, now }: Occasion): Date {
  const nowMs = now.getTime();
  if (reason === 'resolved') return new Date(nowMs + togetherMs);
  if (!atInterval.includes(reason)) return new Date(nowMs);
  const interval = routes.find(({ routeId }) => routeId === group.routeId)?.groupIntervalMs ?? spareIntervalMs;
  return new Date(Math.max(Date.parse(group.lastFlushAt ?? group.startedAt) + interval, nowMs));
}
