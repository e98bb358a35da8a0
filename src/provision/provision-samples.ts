import type { Dataset } from '../catalog/define-dataset.ts';
import { keyName } from '../catalog/derive/attribute-names.ts';
import type { Generation } from '../generator/generation.ts';
import type { DailyFigures } from '../generator/history/daily-figures.ts';
import { generatedMembers } from './generated-members.ts';
import { inChunks } from './in-chunks.ts';

/** Where the past of members is kept: what "+17 in 7 days" is worked out from. */
export interface SampleKeeper {
  /** Keeps what was true of members on each day, replacing what was kept of those days. */
  keep(
    dataset: string,
    members: readonly { readonly id: string; readonly days: readonly DailyFigures[] }[],
  ): Promise<void>;
}

export interface SamplesOptions {
  readonly samples: SampleKeeper;
  readonly dataset: Dataset;
  readonly generation: Generation;
  readonly signal?: AbortSignal | undefined;
}

/** Members whose past is handed over at once: few enough that a start which is called off is soon over. */
const chunkSize = 100;

/**
 * Gives generated members the past that they were generated with; can be run again after a failure.
 *
 * @throws {AppError} what the keeper throws, or the signal's reason
 */
export async function provisionSamples({ samples, dataset, generation, signal }: SamplesOptions): Promise<void> {
  const key = keyName(dataset);
  for (const chunk of inChunks(await generatedMembers(dataset.name, generation), chunkSize)) {
    signal?.throwIfAborted();
    const members = chunk.map(({ item, history }) => ({ id: String(item[key]), days: history() }));
    await samples.keep(dataset.name, members);
  }
}
