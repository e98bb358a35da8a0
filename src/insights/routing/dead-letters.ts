import type { TransactItem } from '../../state/write-together.ts';
import { type ItemKey, readItem } from './state-items.ts';
import { expiry } from './stored-alert.ts';
import type { Term } from './term.ts';

const keptDays = 90;

/** Puts aside an item that cannot be dealt with, whole, so that it does not stand in the way of others. */
export async function bury(term: Term, { pk, sk }: ItemKey, reason: string): Promise<void> {
  const { table, log } = term;
  const { tableName } = table;
  const item = await readItem(table, { pk, sk });
  const at = term.now().toISOString();
  const letter = { pk: 'dead#routing', sk: `${at}#${pk}#${sk}`, item, reason, ttl: expiry(at, keptDays) };
  const writes: readonly TransactItem[] = [
    { Delete: { TableName: tableName, Key: { pk, sk } } },
    { Put: { TableName: tableName, Item: letter } },
  ];
  await term.commit(writes, 'put aside');
  log.error({ partition: pk, key: sk, reason }, 'put aside what routing cannot deal with');
}
