import { AppError } from '../errors/app-error.ts';
import type { Generation } from '../generator/generation.ts';
import type { LoadProgress, Repository } from '../storage/repository.ts';
import { generatedMembers } from './generated-members.ts';
import { inChunks } from './in-chunks.ts';

/** Members held in memory at once, however many there are to be. */
const chunkSize = 2_500;

export interface LoadGenerationOptions {
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Generates the members of the repository's dataset and writes them, replacing any of the same ids; so it can be
 * run again after a failure.
 *
 * @throws {AppError} what `Repository.load` throws; `details.written` and `details.total` count all members
 */
export async function loadGeneration(
  repository: Repository,
  generation: Generation,
  { onProgress, signal }: LoadGenerationOptions = {},
): Promise<void> {
  const { dataset } = repository;
  const total = generation.count;
  let done = 0;
  for (const chunk of inChunks(await generatedMembers(dataset.name, generation), chunkSize)) {
    const before = done;
    try {
      const items = chunk.map(({ item }) => item);
      await repository.load(items, {
        onProgress: ({ written }) => onProgress?.({ written: before + written, total }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw countedFrom(before, total, error, dataset.noun.many);
    }
    done += chunk.length;
  }
}

/** The failure of one chunk, told as one of the whole. */
function countedFrom(before: number, total: number, error: unknown, many: string): unknown {
  if (!(error instanceof AppError)) return error;
  const written = before + Number(error.details['written'] ?? 0);
  return new AppError(error.code, `${written} of ${total} ${many} were written`, {
    retryable: error.retryable,
    details: { ...error.details, written, total },
    cause: error,
  });
}
