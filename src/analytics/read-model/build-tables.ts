import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { appendMember } from './append-row.ts';
import type { ModelTransaction } from './model-file.ts';
import { columnDeclarations, type ModelShape, quoted } from './model-shape.ts';

/** The tables of one build of the members. */
export interface BuildTables {
  readonly members: string;
  /** Members as people have changed them here, until the stream has told of it. */
  readonly own: string;
  readonly positions: string;
}

export function tablesOfBuild(build: number): BuildTables {
  return { members: `members_${build}`, own: `own_${build}`, positions: `positions_${build}` };
}

export async function createTables({ query }: ModelTransaction, shape: ModelShape, tables: BuildTables): Promise<void> {
  const columns = columnDeclarations(shape).join(', ');
  await query(`CREATE TABLE ${tables.members} (${columns})`);
  await query(`CREATE TABLE ${tables.own} (${columns})`);
  await query(`CREATE TABLE ${tables.positions} (shard_id VARCHAR, state VARCHAR, after VARCHAR, moved_at BIGINT)`);
}

export async function dropTables({ query }: ModelTransaction, tables: BuildTables): Promise<void> {
  for (const table of Object.values(tables)) await query(`DROP TABLE IF EXISTS ${table}`);
}

/** A member with its whole key. */
export interface Member {
  readonly key: readonly string[];
  readonly item: AnyItem;
}

/** A member by its whole key, and what is known of it; no item where it is gone. */
export interface MemberChange {
  readonly key: readonly string[];
  readonly item: AnyItem | undefined;
}

/** Of this connection alone, and never on disk. */
const staging = 'staging';

/** Adds members of whom none is there yet. */
export async function insertMembers(
  { connection }: ModelTransaction,
  shape: ModelShape,
  table: string,
  members: readonly Member[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    for (const { key, item } of members) {
      appendMember(appender, shape, item, key);
      appender.endRow();
    }
  } catch (error) {
    // What is left in it would be written at whatever moment it is disposed of.
    appender.clear();
    throw error;
  }
  appender.closeSync();
}

/**
 * Puts members in the place of those with the same keys, each of which comes once.
 *
 * By way of a staging table: one statement a row is many times slower.
 */
export async function replaceMembers(
  transaction: ModelTransaction,
  shape: ModelShape,
  table: string,
  changes: readonly MemberChange[],
): Promise<void> {
  const { query } = transaction;
  await deleteMembers(transaction, shape, table, changes);
  const present = changes.flatMap(({ key, item }) => (item === undefined ? [] : [{ key, item }]));
  if (present.length === 0) return;
  await query(`CREATE TEMP TABLE IF NOT EXISTS ${staging} (${columnDeclarations(shape).join(', ')})`);
  await insertMembers(transaction, shape, staging, present);
  await query(`INSERT INTO ${table} SELECT * FROM ${staging}`);
  await query(`DELETE FROM ${staging}`);
}

export async function deleteMembers(
  { query }: ModelTransaction,
  { key }: ModelShape,
  table: string,
  changes: readonly Pick<MemberChange, 'key'>[],
): Promise<void> {
  const unnested = key.map(({ column }, at) => `unnest($${at + 1}) AS ${quoted(column)}`).join(', ');
  const same = key.map(({ column }) => `${table}.${quoted(column)} = gone.${quoted(column)}`).join(' AND ');
  const values = key.map((_, at) => changes.map((change) => change.key[at] ?? ''));
  await query(`DELETE FROM ${table} USING (SELECT ${unnested}) AS gone WHERE ${same}`, values);
}
