import { z } from 'zod';
import type { TransactItem } from '../../state/write-together.ts';
import { queryItems, type StateTable } from './state-items.ts';

const groupTimer = { groupId: z.string() };
const alertIds = z.array(z.string()).min(1).max(12);

/**
 * What is to be done at a time. A timer is never taken back: when it is due, it is asked whether it still matters.
 */
const taskSchema = z.discriminatedUnion('kind', [
  /** Members of a group wait to be told. */
  z.object({ kind: z.literal('groupFlush'), ...groupTimer }),
  /** The messages of a group are to show how things are now. */
  z.object({ kind: z.literal('groupUpdate'), ...groupTimer }),
  /** Alerts of a group that nobody has acknowledged are told again. */
  z.object({ kind: z.literal('repeat'), ...groupTimer }),
  /** Alerts that were told together go to the next target; `step` 0 is the first. */
  z.object({ kind: z.literal('escalate'), ...groupTimer, alertIds, step: z.int().min(0) }),
  /** A snooze of an alert is over. */
  z.object({ kind: z.literal('snoozeEnd'), alertId: z.string() }),
  /** An alert is told again in the thread of its group. */
  z.object({ kind: z.literal('remind'), ...groupTimer, alertId: z.string() }),
  /** An alert that was held back, or fired while its like were snoozed, may be told now. */
  z.object({ kind: z.literal('place'), alertId: z.string() }),
  /** Whether an acknowledged alert has recovered is decided. */
  z.object({ kind: z.literal('outcome'), alertId: z.string() }),
  /**
   * Messages of groups are to show how an alert is now, because its figures changed, somebody did something with it,
   * it was resolved or is open again, or its snooze is over, in which case it is told there again.
   */
  z.object({
    kind: z.literal('mark'),
    alertId: z.string(),
    groupIds: z.array(z.string()).min(1),
    reason: z.enum(['changed', 'touched', 'resolved', 'reopened', 'awake']),
  }),
  /** Silences have changed: what waits for them is looked through. */
  z.object({ kind: z.literal('silences') }),
]);
export type TimerTask = Readonly<z.infer<typeof taskSchema>>;
export type TaskOf<Kind extends TimerTask['kind']> = Extract<TimerTask, { kind: Kind }>;

export interface Timer {
  readonly task: TimerTask;
  /** ISO time. */
  readonly due: string;
  /** Its place among the timers. */
  readonly key: string;
}

const partition = 'timers';

/** Sets a timer; the same task at the same time is one timer. @param due ISO time */
export function puttingTimer(tableName: string, task: TimerTask, due: string): TransactItem {
  return { Put: { TableName: tableName, Item: { pk: partition, sk: timerKey(task, due), task, due } } };
}

/** Takes a timer out, once: the transaction fails when it is gone. */
export function takingTimer(tableName: string, key: string): TransactItem {
  return {
    Delete: { TableName: tableName, Key: { pk: partition, sk: key }, ConditionExpression: 'attribute_exists(pk)' },
  };
}

/**
 * The first timers that are due, at most `limit`; `unreadable` are the keys of those in a form that is not known.
 *
 * Those that are due later are not read: it is asked several times a second.
 *
 * @throws {AppError} `repository.*`
 */
export async function dueTimers(
  table: StateTable,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<{ readonly timers: readonly Timer[]; readonly unreadable: readonly string[] }> {
  const items = await queryItems(table, { pk: partition, to: `${now.toISOString()}~`, limit });
  const timers: Timer[] = [];
  const unreadable: string[] = [];
  for (const item of items) {
    const key = String(item['sk']);
    const parsed = taskSchema.safeParse(item['task']);
    if (parsed.success) timers.push({ task: parsed.data, due: String(item['due']), key });
    else unreadable.push(key);
  }
  return { timers, unreadable };
}

export function timerItemKey(key: string) {
  return { pk: partition, sk: key };
}

function timerKey(task: TimerTask, due: string): string {
  switch (task.kind) {
    case 'groupFlush':
    case 'groupUpdate':
    case 'repeat':
      return `${due}#${task.kind}#${task.groupId}`;
    case 'escalate':
      return `${due}#escalate#${task.groupId}#${task.alertIds[0] ?? ''}`;
    case 'remind':
      return `${due}#remind#${task.groupId}#${task.alertId}`;
    case 'mark':
      return `${due}#mark#${task.alertId}#${task.groupIds[0] ?? ''}#${task.reason}`;
    case 'silences':
      return `${due}#silences`;
    default:
      return `${due}#${task.kind}#${task.alertId}`;
  }
}
