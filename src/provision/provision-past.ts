import type { Generation } from '../generator/generation.ts';
import type { Repository } from '../storage/repository.ts';
import { keepGeneration, readKeptGeneration } from './kept-generation.ts';
import { type FiguresOptions, provisionFigures } from './provision-figures.ts';
import { provisionSamples, type SampleKeeper } from './provision-samples.ts';

export interface PastOptions extends Pick<FiguresOptions, 'figures' | 'summarise'> {
  readonly repository: Repository;
  readonly dataDirectory: string;
  readonly samples: SampleKeeper;
  readonly signal?: AbortSignal | undefined;
}

/** Beyond this many members the past is left out: it takes several times the room of what it is the past of. */
const mostPasts = 10_000;

/**
 * Gives the members whom a first run made the past that they were generated with, each of them and all groups of
 * them, or does nothing.
 *
 * It may be cut short at any point: until all of it is kept, each start begins it anew.
 *
 * @returns whose past was kept now; undefined when there was nothing to do
 * @throws {AppError} `repository.*` when it cannot be kept, or the signal's reason
 */
export async function provisionPast(options: PastOptions): Promise<Generation | undefined> {
  const { repository, dataDirectory, samples, figures, summarise, signal } = options;
  const { tableName, dataset } = repository;
  const kept = await readKeptGeneration(dataDirectory, tableName);
  if (kept?.state !== 'pastless') return undefined;
  const { state: _state, ...generation } = kept;
  if (generation.count <= mostPasts) {
    await provisionFigures({ figures, summarise, dataset, generation, signal });
    await provisionSamples({ samples, dataset, generation, signal });
  }
  await keepGeneration(dataDirectory, tableName, { ...generation, state: 'complete' });
  return generation;
}
