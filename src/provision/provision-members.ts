import { asOfDay, firstRun, type Generation } from '../generator/generation.ts';
import type { Repository } from '../storage/repository.ts';
import { isEmpty } from './is-empty.ts';
import { keepGeneration, readKeptGeneration } from './kept-generation.ts';
import { type LoadGenerationOptions, loadGeneration } from './load-generation.ts';
import { provisionSamples, type SampleKeeper } from './provision-samples.ts';

export interface ProvisionOptions extends LoadGenerationOptions {
  /** The record of the dataset; its table exists. */
  readonly repository: Repository;
  readonly dataDirectory: string;
  /** The lives so far of those who are made end at its midnight, UTC. */
  readonly today: Date;
  /** How many to make; none are made for 0. */
  readonly count?: number;
  /** Where the past of those who are made is kept; without it they have none. */
  readonly samples?: SampleKeeper | undefined;
}

/**
 * The first run of one dataset: fills an empty table with generated members and their past, or does nothing.
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
  const { repository, dataDirectory, today, count, samples } = options;
  const { tableName, dataset } = repository;
  const kept = await readKeptGeneration(dataDirectory, tableName);
  const cutShort = kept?.state === 'provisioning' ? kept : undefined;
  if (cutShort === undefined && (count === 0 || !(await isEmpty(repository)))) return undefined;

  const { seed, asOf } = cutShort ?? { seed: firstRun.seed, asOf: asOfDay(today) };
  const generation: Generation = { count: cutShort?.count ?? count, seed, asOf };
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'provisioning' });
  await bothOf(
    loadGeneration(repository, generation, options),
    samples === undefined ? Promise.resolve() : provisionSamples({ samples, dataset, generation }),
  );
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'complete' });
  return generation;
}

/** Waits for both, whatever becomes of them, so that neither goes on writing when the other has failed. */
async function bothOf(...works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
