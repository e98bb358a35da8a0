import { AppError } from '../errors/app-error.ts';
import type { Generation } from '../generator/generation.ts';
import type { LoadProgress, Repository } from '../storage/repository.ts';

/** People held in memory at once, however many there are to be. */
const chunkSize = 2_500;

export interface LoadGenerationOptions {
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Generates people and writes them, replacing any of the same ids; so it can be run again after a failure.
 *
 * The generator, and the dictionaries of names that it needs, are loaded by this call and not before.
 *
 * @throws {AppError} what `Repository.load` throws; `details.written` and `details.total` count all people
 */
export async function loadGeneration(
  repository: Repository,
  generation: Generation,
  { onProgress, signal }: LoadGenerationOptions = {},
): Promise<void> {
  const { generateAgents } = await import('../generator/generate-agents.ts');
  const total = generation.count;
  let done = 0;
  for (const chunk of chunksOf(generateAgents(generation))) {
    const before = done;
    try {
      await repository.load(chunk, {
        onProgress: ({ written }) => onProgress?.({ written: before + written, total }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw countedFrom(before, total, error);
    }
    done += chunk.length;
  }
}

function* chunksOf<Item>(items: Iterable<Item>): Generator<Item[], void> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The failure of one chunk, told as one of the whole. */
function countedFrom(before: number, total: number, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const written = before + Number(error.details['written'] ?? 0);
  return new AppError(error.code, `${written} of ${total} people were written`, {
    retryable: error.retryable,
    details: { ...error.details, written, total },
    cause: error,
  });
}
