import type { TransactItem } from '../state/write-together.ts';
import { type Desk, writeInTurn } from './desk.ts';
import { outboxPartition } from './outbox-item.ts';
import { toReceiptItem } from './receipt.ts';

const keptSeconds = 90 * 86_400;

/** An item as it lies in the table. */
export type Item = Readonly<Record<string, unknown>>;

/** What was read, and what lies there in a form that is not known. */
export interface Reading<Entry> {
  readonly entries: readonly Entry[];
  readonly unreadable: readonly Item[];
}

/** @param parse undefined for what it cannot read */
export function reading<Entry>(items: readonly Item[], parse: (item: Item) => Entry | undefined): Reading<Entry> {
  const entries: Entry[] = [];
  const unreadable: Item[] = [];
  for (const item of items) {
    const entry = parse(item);
    if (entry === undefined) unreadable.push(item);
    else entries.push(entry);
  }
  return { entries, unreadable };
}

/**
 * What `read` can read: whatever else it meets is put aside, whole, so that it does not stand in the way of the others.
 *
 * @throws {TurnOver}
 * @throws {AppError} `repository.*`
 */
export async function readable<Entry>(desk: Desk, read: () => Promise<Reading<Entry>>): Promise<readonly Entry[]> {
  for (;;) {
    const { entries, unreadable } = await read();
    if (unreadable.length === 0) return entries;
    for (const item of unreadable) await putAside(desk, item);
  }
}

async function putAside(desk: Desk, item: Item): Promise<void> {
  const { tableName, log } = desk;
  const nowMs = desk.now();
  const { pk, sk, entryId, content = null } = item;
  const at = new Date(nowMs).toISOString();
  const reason = 'in a form that is not known';
  const ttl = Math.ceil(nowMs / 1000) + keptSeconds;
  const letter = { pk: 'dead#delivery', sk: `${at}#${String(pk)}#${String(sk)}`, item, reason, ttl };
  const writes: readonly TransactItem[] = [
    { Delete: { TableName: tableName, Key: { pk, sk } } },
    { Put: { TableName: tableName, Item: letter } },
    // What hangs on it is not to wait for it.
    ...(pk === outboxPartition && typeof entryId === 'string' ? [refusing(tableName, entryId, content, nowMs)] : []),
  ];
  await writeInTurn(desk, writes, 'put aside');
  log.error({ partition: pk, key: sk, reason }, 'put aside what delivery cannot deal with');
}

function refusing(tableName: string, entryId: string, content: unknown, nowMs: number): TransactItem {
  const receipt = { state: 'refused', error: 'unreadable', content } as const;
  return { Put: { TableName: tableName, Item: toReceiptItem(entryId, receipt, new Date(nowMs)) } };
}
