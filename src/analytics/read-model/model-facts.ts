import type { ModelTransaction, Query } from './model-file.ts';

/** What a file says about itself, or about one of its builds: `build` is 0 for the whole file. */
export interface Fact {
  readonly build: number;
  readonly name: string;
  readonly value: string;
}

export const factsTable = 'facts';

/** Makes the table of facts where there is none. */
export async function createFacts({ query }: ModelTransaction): Promise<void> {
  await query(`CREATE TABLE IF NOT EXISTS ${factsTable} (build INTEGER, name VARCHAR, value VARCHAR)`);
}

export async function readFacts(query: Query): Promise<readonly Fact[]> {
  const rows = await query(`SELECT build, name, value FROM ${factsTable}`);
  return rows.map(({ build, name, value }) => ({
    build: Number(build),
    name: String(name),
    value: String(value),
  }));
}

export async function setFact({ query }: ModelTransaction, { build, name, value }: Fact): Promise<void> {
  await query(`DELETE FROM ${factsTable} WHERE build = $1 AND name = $2`, [build, name]);
  await query(`INSERT INTO ${factsTable} VALUES ($1, $2, $3)`, [build, name, value]);
}

export async function dropFacts({ query }: ModelTransaction, build: number): Promise<void> {
  await query(`DELETE FROM ${factsTable} WHERE build = $1`, [build]);
}
