import type { TransactItem } from '../../state/write-together.ts';
import type { StoredGroup } from './stored-group.ts';
import { puttingTimer } from './timers.ts';

/** A group with changes that are yet to be written, and the other writes that belong to them. */
export interface GroupWrites {
  readonly group: StoredGroup;
  readonly items: readonly TransactItem[];
}

/** Has whoever waits in a group told by then; a sooner time stands. */
export function scheduleFlush(tableName: string, group: StoredGroup, due: Date): GroupWrites {
  return schedule(tableName, group, 'groupFlush', due);
}

/** Has the messages of a group show how things are by then; a sooner time stands. */
export function scheduleUpdate(tableName: string, group: StoredGroup, due: Date): GroupWrites {
  return schedule(tableName, group, 'groupUpdate', due);
}

const fields = { groupFlush: 'flushDue', groupUpdate: 'updateDue', repeat: 'repeatDue' } as const;

/** The group without the timer that is being dealt with. */
export function withoutTimer(group: StoredGroup, kind: keyof typeof fields): StoredGroup {
  const { [fields[kind]]: _, ...rest } = group;
  return rest as StoredGroup;
}

/** Whether a timer is the one that the group waits for: every other one was overtaken. */
export function isAwaited(
  group: StoredGroup | undefined,
  kind: keyof typeof fields,
  due: string,
): group is StoredGroup {
  return group?.[fields[kind]] === due;
}

export function schedule(tableName: string, group: StoredGroup, kind: keyof typeof fields, due: Date): GroupWrites {
  const field = fields[kind];
  const wanted = due.toISOString();
  const known = group[field];
  if (known !== undefined && known <= wanted) return { group, items: [] };
  const task = { kind, groupId: group.groupId };
  return { group: { ...group, [field]: wanted }, items: [puttingTimer(tableName, task, wanted)] };
}
