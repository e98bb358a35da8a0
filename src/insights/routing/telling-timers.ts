import type { TransactItem } from '../../state/write-together.ts';
import type { Route } from '../route.ts';
import type { StoredGroup } from './stored-group.ts';
import { puttingTimer } from './timers.ts';

/** A group's alerts are told again for so long; after 30 days its messages cannot be answered any more. */
const longestRepeatMs = 29 * 86_400_000;

interface TellingTimers {
  /** What the group is to remember of them. */
  readonly due: Pick<StoredGroup, 'repeatDue'>;
  readonly items: readonly TransactItem[];
}

/** What is set when alerts of a group are told: they are told again, and passed on, while nobody acknowledges them. */
export function tellingTimers(
  tableName: string,
  route: Pick<Route, 'escalation' | 'repeatIntervalMs'>,
  group: StoredGroup,
  alertIds: readonly string[],
  now: Date,
): TellingTimers {
  const { groupId } = group;
  const repeatDue = group.repeatDue ?? nextRepeat(group, route, now);
  const isNew = repeatDue !== undefined && group.repeatDue === undefined;
  return {
    due: repeatDue === undefined ? {} : { repeatDue },
    items: [
      ...(isNew ? [puttingTimer(tableName, { kind: 'repeat', groupId }, repeatDue)] : []),
      ...escalationTimers(tableName, route, { groupId, alertIds: [...alertIds], step: 0 }, now),
    ],
  };
}

/** When a group's alerts are told again; undefined when it is too old for that. */
export function nextRepeat(
  { startedAt }: Pick<StoredGroup, 'startedAt'>,
  { repeatIntervalMs }: Pick<Route, 'repeatIntervalMs'>,
  now: Date,
): string | undefined {
  const dueMs = now.getTime() + repeatIntervalMs;
  return dueMs - Date.parse(startedAt) > longestRepeatMs ? undefined : new Date(dueMs).toISOString();
}

/** The timer for passing alerts on to the target of a step; none where the route has no such target. */
export function escalationTimers(
  tableName: string,
  { escalation }: Pick<Route, 'escalation'>,
  step: { readonly groupId: string; readonly alertIds: string[]; readonly step: number },
  now: Date,
): readonly TransactItem[] {
  if (escalation?.targets[step.step] === undefined) return [];
  const due = new Date(now.getTime() + escalation.afterMs).toISOString();
  return [puttingTimer(tableName, { kind: 'escalate', ...step }, due)];
}
