import { asOfDay, firstRun, type Generation } from '../generator/generation.ts';
import type { Repository } from '../storage/repository.ts';
import { isEmpty } from './is-empty.ts';
import { keepGeneration, readKeptGeneration } from './kept-generation.ts';
import { type LoadGenerationOptions, loadGeneration } from './load-generation.ts';

export interface ProvisionOptions extends LoadGenerationOptions {
  /** The record of the dataset; its table exists. */
  readonly repository: Repository;
  readonly dataDirectory: string;
  /** The lives so far of those who are made end at its midnight, UTC. */
  readonly today: Date;
  /** How many to make; none are made for 0. */
  readonly count?: number;
}

/**
 * The first run of one dataset: fills an empty table with generated members, or does nothing. Their past is left to
 * `provisionPast`, which nobody who asks how they are needs to wait for.
 *
 * What they are generated from is kept before the first one is written. So a run that was cut short
 * is completed by the next, with the same members, and `npm run generate` gives the same ones later.
 *
 * @returns what was generated now; undefined when there was nothing to do
 * @throws {AppError} `repository.*` when the table cannot be read or filled
 */
export async function provisionMembers(
  options: ProvisionOptions & { readonly count: number },
): Promise<Generation | undefined> {
  const { repository, dataDirectory, today, count } = options;
  const { tableName } = repository;
  const kept = await readKeptGeneration(dataDirectory, tableName);
  const cutShort = kept?.state === 'provisioning' ? kept : undefined;
  if (cutShort === undefined && (count === 0 || !(await isEmpty(repository)))) return undefined;

  const { seed, asOf } = cutShort ?? { seed: firstRun.seed, asOf: asOfDay(today) };
  const generation: Generation = { count: cutShort?.count ?? count, seed, asOf };
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'provisioning' });
  await loadGeneration(repository, generation, options);
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'pastless' });
  return generation;
}
