import type { TransactItem } from '../../state/write-together.ts';
import type { Alert } from '../alert.ts';
import type { OutboundContent } from '../outbound-content.ts';
import type { Route } from '../route.ts';
import { byUrgency } from './alert-order.ts';
import { type GroupWrites, isAwaited, scheduleFlush, scheduleUpdate, withoutTimer } from './group-schedule.ts';
import { quietUntil } from './quiet-until.ts';
import { routeOf, spareRoute } from './route-of.ts';
import { silenceOf } from './silences-in-force.ts';
import { findAlerts } from './stored-alert.ts';
import {
  groupContent,
  type Member,
  membersOf,
  parentEntry,
  puttingGroup,
  puttingMember,
  type StoredGroup,
  withPost,
} from './stored-group.ts';
import { tellingTimers } from './telling-timers.ts';
import { requireWritten, type Term } from './term.ts';
import { type TaskOf, type Timer, takingTimer } from './timers.ts';
import { updateMessages } from './update-group.ts';
import { withdrawMember } from './withdraw-member.ts';

/** A message of a thread tells of this many members at most. */
export const membersAPost = 12;

/**
 * Tells the members of a group that wait: the parent message first if there is none yet, then its thread, by
 * revenue at risk. One transaction a message; the timer stays until all of them are in the outbox.
 */
export async function flushGroup(term: Term, timer: Timer, { groupId }: TaskOf<'groupFlush'>): Promise<void> {
  const { table } = term;
  const found = await term.groups.find(groupId);
  const taking = takingTimer(table.tableName, timer.key);
  if (!isAwaited(found, 'groupFlush', timer.due)) {
    await term.commit([taking], 'drop timer');
    return;
  }
  const route = (await routeOf(term, found)) ?? spareRoute(found);
  const quiet = quietUntil(route, term.now());
  if (quiet !== undefined) {
    const later = scheduleFlush(table.tableName, withoutTimer(found, 'groupFlush'), quiet);
    const writes = [taking, puttingGroup(table.tableName, later.group, term.now()), ...later.items];
    await requireWritten(term, writes, 'put off flush');
    return;
  }
  const waiting = await waitingMembers(term, groupId);
  // Whoever was withdrawn has changed it.
  const group = (await term.groups.find(groupId)) ?? found;
  if (waiting.length === 0) {
    // All of them were withdrawn, or this instance ended before it took the timer out.
    const idle = { ...withoutTimer(group, 'groupFlush'), waiting: 0 };
    await requireWritten(term, [taking, puttingGroup(table.tableName, idle, term.now())], 'drop flush');
    return;
  }
  const parent = group.isTold ? { group, told: 0 } : await tellLead(term, route, group, waiting);
  const rest = waiting.slice(parent.told);
  // The last message of a burst's first flush is held back, where others may come to fill it.
  const isFirst = parent.group.posts === 0 || isAfterPause(group, route);
  const isHeldBack = isFirst && rest.length > membersAPost;
  const count = isHeldBack ? rest.length - (rest.length % membersAPost) : rest.length;
  const told = await tellThread(term, route, parent.group, rest.slice(0, count));
  await finishFlush(term, { before: group, after: told, taking, route, left: rest.length - count });
  term.outbox.nudge();
}

/** Those to be told, the most urgent first; whoever is not to be told any more leaves the group. */
async function waitingMembers(term: Term, groupId: string): Promise<readonly string[]> {
  const members = await membersOf(term.table, groupId);
  const waiting = members.filter(({ entryId }) => entryId === undefined).map(({ alertId }) => alertId);
  const stored = await findAlerts(term.table, waiting, term.now());
  const alerts = new Map<string, Alert>(stored.map(({ alert }) => [alert.facts.alertId, alert]));
  const known: string[] = [];
  for (const alert of [...alerts.values()].toSorted(byUrgency)) {
    const mayBeTold = alert.status !== 'resolved' && (await silenceOf(term, alert)) === undefined;
    const { alertId } = alert.facts;
    if (mayBeTold || !(await withdrawMember(term, groupId, alertId))) known.push(alertId);
  }
  return [...known, ...waiting.filter((alertId) => !alerts.has(alertId))];
}

/** The most urgent of those that have waited becomes the parent. */
async function tellLead(term: Term, route: Route, group: StoredGroup, waiting: readonly string[]) {
  const leadId = waiting[0] ?? group.leadId;
  const entryId = parentEntry(group);
  const led = { ...group, leadId, isTold: true };
  const post = { kind: 'post', entryId, channel: group.channel, content: groupContent(group) } as const;
  const after = await tell(term, route, led, { alertIds: [leadId], entryId, post });
  return { group: after, told: 1 };
}

async function tellThread(
  term: Term,
  route: Route,
  group: StoredGroup,
  alertIds: readonly string[],
): Promise<StoredGroup> {
  let after = group;
  for (let start = 0; start < alertIds.length; start += membersAPost) {
    const named = withPost(after);
    const { entryId } = named;
    const told = alertIds.slice(start, start + membersAPost);
    const content: OutboundContent = { kind: 'members', groupId: group.groupId, alertIds: told };
    const threadOf = parentEntry(group);
    const post = { kind: 'post', entryId, channel: group.channel, threadOf, content } as const;
    after = await tell(term, route, named.group, { alertIds: told, entryId, post });
  }
  return after;
}

interface Telling {
  readonly alertIds: readonly string[];
  readonly entryId: string;
  readonly post: Parameters<Term['outbox']['putting']>[0];
}

/** One message: its outbox entry, and the mark on each of its members. */
async function tell(term: Term, route: Route, group: StoredGroup, telling: Telling): Promise<StoredGroup> {
  const { alertIds, entryId, post } = telling;
  const { tableName } = term.table;
  const now = term.now();
  const timers = tellingTimers(tableName, route, group, alertIds, now);
  const after = { ...group, ...timers.due, waiting: Math.max(0, group.waiting - alertIds.length) };
  const toldAt = now.toISOString();
  const marks = alertIds.map((alertId): Member => ({ alertId, entryId, toldAt }));
  const items: readonly TransactItem[] = [
    ...term.outbox.putting(post, term.nextOrder()),
    ...marks.map((member) => puttingMember(tableName, group.groupId, member, now)),
    puttingGroup(tableName, after, now),
    ...timers.items,
  ];
  await requireWritten(term, items, 'tell members');
  return after;
}

interface Finish {
  readonly before: StoredGroup;
  readonly after: StoredGroup;
  readonly taking: TransactItem;
  readonly route: Route;
  /** How many were held back. */
  readonly left: number;
}

/** Takes the timer out, sets the next one for those who are left, and has the parent show how things are now. */
async function finishFlush(term: Term, finish: Finish): Promise<void> {
  const { after, taking, route, left } = finish;
  const { tableName } = term.table;
  const now = term.now();
  const next = new Date(now.getTime() + route.groupIntervalMs);
  const state = { waiting: left, lastFlushAt: now.toISOString() };
  const flushed = withoutTimer({ ...after, ...state }, 'groupFlush');
  const rescheduled = left > 0 ? scheduleFlush(tableName, flushed, next) : { group: flushed, items: [] };
  const shown = await showParent(term, finish, rescheduled.group, next);
  await requireWritten(
    term,
    [taking, puttingGroup(tableName, shown.group, now), ...rescheduled.items, ...shown.items],
    'finish flush',
  );
}

/**
 * The parent's update. A few who came after a pause are in the thread at once, and in the parent with those who may
 * follow: one update for all of them.
 */
async function showParent(term: Term, { before, route }: Finish, group: StoredGroup, next: Date): Promise<GroupWrites> {
  if (!before.isTold) return { group, items: [] };
  const isFew = before.waiting <= membersAPost;
  return isAfterPause(before, route) && isFew
    ? scheduleUpdate(term.table.tableName, group, next)
    : updateMessages(term, group);
}

/** Whether nobody came to the group for longer than its interval before those who are to be told now. */
function isAfterPause({ flushDue, lastFlushAt, startedAt }: StoredGroup, { groupIntervalMs }: Route): boolean {
  const intervalEnd = Date.parse(lastFlushAt ?? startedAt) + groupIntervalMs;
  return flushDue !== undefined && Date.parse(flushDue) > intervalEnd;
}
