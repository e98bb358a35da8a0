import type { TransactItem } from '../../state/write-together.ts';
import type { OutboundContent } from '../outbound-content.ts';
import type { GroupWrites } from './group-schedule.ts';
import { parentEntry, puttingEcho, type StoredGroup, withPost } from './stored-group.ts';
import type { Term } from './term.ts';

interface Again {
  readonly reason: 'repeat' | 'escalation';
  readonly alertIds: readonly string[];
  /** Whom it is passed on to; the group's own thread when left out. */
  readonly target?: string;
}

/** The writes of a message that tells of members again. It shows how they are for as long as the group is kept. */
export function tellAgain(term: Term, group: StoredGroup, { reason, alertIds, target }: Again): GroupWrites {
  const named = withPost(group);
  const { entryId } = named;
  const channel = target ?? group.channel;
  const content: OutboundContent = { kind: 'reminder', reason, groupId: group.groupId, alertIds: [...alertIds] };
  const thread = target === undefined ? { threadOf: parentEntry(group) } : {};
  const echo = { entryId, channel, reason, alertIds: [...alertIds] };
  const items: readonly TransactItem[] = [
    ...term.outbox.putting({ kind: 'post', entryId, channel, ...thread, content }, term.nextOrder()),
    puttingEcho(term.table.tableName, group.groupId, echo, term.now()),
  ];
  return { group: named.group, items };
}
