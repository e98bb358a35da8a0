import type { TransactItem } from '../../state/write-together.ts';
import { scheduleUpdate } from './group-schedule.ts';
import type { StoredAlert } from './stored-alert.ts';
import { puttingGroup, type StoredGroup } from './stored-group.ts';
import type { Term } from './term.ts';

interface Marking {
  /** When the messages are to show how things are now, given the group. */
  readonly due: (group: StoredGroup) => Date;
  /** What else changes about the group. */
  readonly change?: (group: StoredGroup) => Partial<StoredGroup>;
}

/** The writes by which the messages that hold an alert come to show how it is now. */
export async function markGroups(
  term: Term,
  { alert, placements }: StoredAlert,
  { due, change = () => ({}) }: Marking,
): Promise<readonly TransactItem[]> {
  const groups = await Promise.all(placements.map(({ groupId }) => term.groups.find(groupId)));
  return groups.flatMap((group) =>
    group === undefined ? [] : mark(term, { ...group, ...change(group) }, alert.facts.alertId, due(group)),
  );
}

function mark(term: Term, group: StoredGroup, alertId: string, due: Date): readonly TransactItem[] {
  const { tableName } = term.table;
  const now = term.now();
  // Messages are drawn when they are sent: one that was not told yet needs no change.
  if (!group.isTold) return [puttingGroup(tableName, group, now)];
  const stale = [...new Set([...group.stale, alertId])];
  const marked = scheduleUpdate(tableName, { ...group, stale }, due);
  return [puttingGroup(tableName, marked.group, now), ...marked.items];
}
