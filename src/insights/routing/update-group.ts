import type { OutboxUpdate } from '../../delivery/outbox.ts';
import type { OutboundContent } from '../outbound-content.ts';
import { type GroupWrites, isAwaited, withoutTimer } from './group-schedule.ts';
import { echoesOf, groupContent, membersOf, parentEntry, puttingGroup, type StoredGroup } from './stored-group.ts';
import { requireWritten, type Term } from './term.ts';
import { type TaskOf, type Timer, takingTimer } from './timers.ts';

/** A transaction takes 100 writes. */
const updatesAtOnce = 60;

/** Has the messages of a group that are out of date show how things are. */
export async function updateGroup(term: Term, timer: Timer, { groupId }: TaskOf<'groupUpdate'>): Promise<void> {
  const { tableName } = term.table;
  const taking = takingTimer(tableName, timer.key);
  const group = await term.groups.find(groupId);
  if (!isAwaited(group, 'groupUpdate', timer.due)) {
    await term.commit([taking], 'drop timer');
    return;
  }
  const updated = await updateMessages(term, group);
  await requireWritten(
    term,
    [taking, puttingGroup(tableName, updated.group, term.now()), ...updated.items],
    'update group',
  );
  term.outbox.nudge();
}

/**
 * The updates of a group's parent, and of all messages that hold an alert that changed.
 *
 * An update too many does no harm, for messages are drawn when they are sent: those that one transaction has no
 * room for are put into the outbox beforehand.
 */
export async function updateMessages(term: Term, group: StoredGroup): Promise<GroupWrites> {
  const { groupId, channel } = group;
  const parent: OutboxUpdate = { kind: 'update', of: parentEntry(group), channel, content: groupContent(group) };
  const entries = group.stale.length === 0 ? [] : await staleMessages(term, group);
  const items = [parent, ...entries].flatMap((entry) => term.outbox.putting(entry, term.nextOrder()));
  const early = items.slice(updatesAtOnce);
  for (let start = 0; start < early.length; start += updatesAtOnce) {
    await requireWritten(term, early.slice(start, start + updatesAtOnce), `update group ${groupId}`);
  }
  return { group: { ...withoutTimer(group, 'groupUpdate'), stale: [] }, items: items.slice(0, updatesAtOnce) };
}

async function staleMessages(term: Term, group: StoredGroup): Promise<readonly OutboxUpdate[]> {
  const { groupId, channel } = group;
  const [members, echoes] = await Promise.all([membersOf(term.table, groupId), echoesOf(term.table, groupId)]);
  const stale = new Set(group.stale);
  const isStale = ({ alertIds }: { readonly alertIds: readonly string[] }): boolean =>
    alertIds.some((alertId) => stale.has(alertId));
  const told = new Map<string, string[]>();
  for (const { alertId, entryId } of members) {
    if (entryId !== undefined && entryId !== parentEntry(group))
      told.set(entryId, [...(told.get(entryId) ?? []), alertId]);
  }
  const inThread = [...told]
    .map(([entryId, alertIds]) => ({ entryId, alertIds }))
    .filter(isStale)
    .map(({ entryId, alertIds }) => toUpdate(entryId, channel, { kind: 'members', groupId, alertIds }));
  const again = echoes
    .filter(isStale)
    .map(({ entryId, channel: where, reason, alertIds }) =>
      toUpdate(entryId, where, { kind: 'reminder', reason, groupId, alertIds: [...alertIds] }),
    );
  return [...inThread, ...again];
}

function toUpdate(entryId: string, channel: string, content: OutboundContent): OutboxUpdate {
  return { kind: 'update', of: entryId, channel, content };
}
