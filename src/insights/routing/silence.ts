import { z } from 'zod';
import type { TransactItem } from '../../state/write-together.ts';
import type { AlertFacts } from '../alert-facts.ts';
import { readItems, type StateTable } from './state-items.ts';
import { alertKey, expiry } from './stored-alert.ts';

const silenceSchema = z.object({ by: z.string(), until: z.string() });

/** Until when nothing of a fingerprint is told, and who wanted that. */
export type Silence = Readonly<z.infer<typeof silenceSchema>>;

/** Who takes care of a member is remembered for this long. */
const ownerDays = 365;

type Member = Pick<AlertFacts, 'dataset' | 'entityId'>;

const silenceKey = (fingerprint: string) => ({ pk: `silence#${fingerprint}`, sk: 'silence' });
const ownerKey = ({ dataset, entityId }: Member) => ({ pk: `owner#${dataset}#${entityId}`, sk: 'owner' });

export function puttingSilence(tableName: string, fingerprint: string, { by, until }: Silence): TransactItem {
  return { Put: { TableName: tableName, Item: { ...silenceKey(fingerprint), by, until, ttl: expiry(until, 1) } } };
}

export function droppingSilence(tableName: string, fingerprint: string): TransactItem {
  return { Delete: { TableName: tableName, Key: silenceKey(fingerprint) } };
}

/** Remembers whose a member is, so that the next alert about it is theirs from the beginning. */
export function puttingOwner(tableName: string, member: Member, owner: string | undefined, now: Date): TransactItem {
  const Key = ownerKey(member);
  if (owner === undefined) return { Delete: { TableName: tableName, Key } };
  return { Put: { TableName: tableName, Item: { ...Key, owner, ttl: expiry(now.toISOString(), ownerDays) } } };
}

/** What is known of an alert that fires. */
interface Past {
  /** Whether it lives already. */
  readonly isKnown: boolean;
  readonly silence: Silence | undefined;
  /** Whose the member is. */
  readonly owner: string | undefined;
}

/** @throws {AppError} `repository.*` */
export async function findPast(table: StateTable, facts: AlertFacts, now: Date): Promise<Past> {
  const keys = [alertKey(facts.alertId), silenceKey(facts.fingerprint), ownerKey(facts)];
  const items = new Map((await readItems(table, keys)).map((item) => [item['pk'], item]));
  const [known, silenceItem, ownerItem] = keys.map(({ pk }) => items.get(pk));
  const silence = silenceItem === undefined ? undefined : silenceSchema.parse(silenceItem);
  const isSilent = silence !== undefined && silence.until > now.toISOString();
  const owner = ownerItem?.['owner'];
  return {
    isKnown: known !== undefined,
    silence: isSilent ? silence : undefined,
    owner: typeof owner === 'string' ? owner : undefined,
  };
}
