import type { TransactItem } from '../../state/write-together.ts';
import type { Route } from '../route.ts';
import { scheduleFlush } from './group-schedule.ts';
import { labelsOf } from './match-route.ts';
import { quietUntil } from './quiet-until.ts';
import type { Placement, StoredAlert } from './stored-alert.ts';
import {
  groupContent,
  newGroup,
  parentEntry,
  puttingCurrent,
  puttingGroup,
  puttingMember,
  type StoredGroup,
} from './stored-group.ts';
import { tellingTimers } from './telling-timers.ts';
import type { Term } from './term.ts';

/** A group takes no more members than this, and none after this time: the next alert starts a new message. */
const mostMembers = 300;
const longestMs = 24 * 3_600_000;

interface Join {
  readonly placement: Placement;
  readonly items: readonly TransactItem[];
}

/**
 * The writes by which an alert joins the group of a route: at most 8, and one outbox entry.
 *
 * The first of a group goes at once, unless the route waits or is quiet; the others wait for the group's interval.
 */
export async function joinGroup(term: Term, route: Route, { alert }: StoredAlert): Promise<Join> {
  const now = term.now();
  const labels = labelsOf(route, alert);
  const current = await term.groups.current(route.routeId, labels);
  const isOpen = current !== undefined && !isClosed(current, route, now);
  const { alertId } = alert.facts;
  const group = isOpen ? current : newGroup(route, labels, alertId, now.toISOString());
  const joined = { ...group, size: group.size + 1, unresolved: group.unresolved + 1 };
  const goesAtOnce = !isOpen && route.groupWaitMs === 0 && quietUntil(route, now) === undefined;
  const writes = goesAtOnce ? leading(term, route, joined, alertId) : waiting(term, route, joined, alertId);
  const { tableName } = term.table;
  return {
    placement: { routeId: route.routeId, groupId: group.groupId, channel: group.channel },
    items: [...writes, ...(isOpen ? [] : [puttingCurrent(tableName, group, now)])],
  };
}

/** A closed group stays as it is; the next alert starts another one. */
function isClosed(group: StoredGroup, route: Route, now: Date): boolean {
  if (group.size >= mostMembers || group.channel !== route.channel) return true;
  // Where all of those who waited were withdrawn, there is nothing to wait for.
  if (!group.isTold) return group.size <= 0;
  const sinceMs = (time: string): number => now.getTime() - Date.parse(time);
  if (sinceMs(group.startedAt) >= longestMs) return true;
  const isQuiet = sinceMs(group.lastFlushAt ?? group.startedAt) >= route.groupIntervalMs;
  return group.waiting === 0 && group.unresolved === 0 && isQuiet;
}

function leading(term: Term, route: Route, group: StoredGroup, alertId: string): readonly TransactItem[] {
  const { tableName } = term.table;
  const now = term.now();
  const toldAt = now.toISOString();
  const entryId = parentEntry(group);
  const post = { kind: 'post', entryId, channel: group.channel, content: groupContent(group) } as const;
  const timers = tellingTimers(tableName, route, group, [alertId], now);
  return [
    ...term.outbox.putting(post, term.nextOrder()),
    puttingGroup(tableName, { ...group, ...timers.due, isTold: true, lastFlushAt: toldAt }, now),
    puttingMember(tableName, group.groupId, { alertId, entryId, toldAt }, now),
    ...timers.items,
  ];
}

function waiting(term: Term, route: Route, group: StoredGroup, alertId: string): readonly TransactItem[] {
  const { tableName } = term.table;
  const now = term.now();
  const earliest = group.isTold
    ? Date.parse(group.lastFlushAt ?? group.startedAt) + route.groupIntervalMs
    : Date.parse(group.startedAt) + route.groupWaitMs;
  const due = new Date(Math.max(earliest, (quietUntil(route, now) ?? now).getTime()));
  const flush = scheduleFlush(tableName, { ...group, waiting: group.waiting + 1 }, due);
  return [
    puttingGroup(tableName, flush.group, now),
    puttingMember(tableName, group.groupId, { alertId }, now),
    ...flush.items,
  ];
}
