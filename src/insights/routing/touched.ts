import { randomUUID } from 'node:crypto';
import type { TransactItem } from '../../state/write-together.ts';
import { puttingUnresolved } from './alert-pointers.ts';
import { markGroups } from './mark-groups.ts';
import { placeAlert } from './place-alert.ts';
import { queryItems, type StateTable } from './state-items.ts';
import { findAlert, puttingAlert } from './stored-alert.ts';
import { type Term, untilDone } from './term.ts';

/** Where people's actions are left for the leader, who alone changes messages. */
const partition = 'touched';

interface Touch {
  readonly alertId: string;
  readonly key: string;
}

/** Leaves word that somebody did something with an alert. @param at ISO time */
export function puttingTouch(tableName: string, alertId: string, at: string): TransactItem {
  return { Put: { TableName: tableName, Item: { pk: partition, sk: `${at}#${randomUUID()}`, alertId } } };
}

/** @throws {AppError} `repository.*` */
export async function firstTouches(table: StateTable, limit: number): Promise<readonly Touch[]> {
  const items = await queryItems(table, { pk: partition, limit });
  return items.map((item) => ({ alertId: String(item['alertId']), key: String(item['sk']) }));
}

/** A transaction takes 100 writes. */
const mostAtOnce = 25;

/** Has the messages that hold an alert show what was done, and those told who watch for its new owner. */
export async function takeTouches(term: Term, alertId: string, keys: readonly string[]): Promise<void> {
  const { tableName } = term.table;
  const taking = keys
    .slice(0, mostAtOnce)
    .map((sk): TransactItem => ({ Delete: { TableName: tableName, Key: { pk: partition, sk } } }));
  await untilDone('take touches', async () => {
    const stored = await findAlert(term.table, alertId, term.now());
    if (stored === undefined) return term.commit(taking, 'drop touches');
    const marks = await markGroups(term, stored, 'touched');
    const placed = await placeAlert(term, stored, ({ matchers }) => matchers.owner !== undefined);
    const isPlaced = placed.items.length > 0;
    const places = isPlaced
      ? [puttingAlert(tableName, placed.stored), puttingUnresolved(tableName, placed.stored.alert), ...placed.items]
      : [];
    return term.commit([...taking, ...marks, ...places], 'take touches');
  });
}
