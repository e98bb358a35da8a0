import { asOfDay, firstRun, type Generation } from '../generator/generation.ts';
import type { Repository } from '../storage/repository.ts';
import { isEmpty } from './is-empty.ts';
import { keepGeneration, readKeptGeneration } from './kept-generation.ts';
import { type LoadGenerationOptions, loadGeneration } from './load-generation.ts';

export interface ProvisionOptions extends LoadGenerationOptions {
  /** The record of the agents; its table exists. */
  readonly repository: Repository;
  readonly dataDirectory: string;
  /** The people's lives so far end at its midnight, UTC. */
  readonly today: Date;
  /** How many to make; 500 unless told otherwise. */
  readonly count?: number;
}

/**
 * The first run: fills an empty table with generated agents, or does nothing.
 *
 * What they are generated from is kept before the first one is written. So a run that was cut short
 * is completed by the next, with the same people, and `npm run generate` gives the same ones later.
 *
 * @returns what was generated now; undefined when there was nothing to do
 * @throws {AppError} `repository.*` when the table cannot be read or filled
 */
export async function provisionAgents(options: ProvisionOptions): Promise<Generation | undefined> {
  const { repository, dataDirectory, today, count = firstRun.count } = options;
  const { tableName } = repository;
  const kept = await readKeptGeneration(dataDirectory, tableName);
  const cutShort = kept?.state === 'provisioning' ? kept : undefined;
  if (cutShort === undefined && !(await isEmpty(repository))) return undefined;

  const generation: Generation = cutShort ?? { count, seed: firstRun.seed, asOf: asOfDay(today) };
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'provisioning' });
  await loadGeneration(repository, generation, options);
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'complete' });
  return generation;
}
