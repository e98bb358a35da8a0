import type { Log } from './log.ts';
import { provisionPast } from './provision/provision-past.ts';
import type { SampleKeeper } from './provision/provision-samples.ts';
import type { Repository } from './storage/repository.ts';

interface PastParts {
  readonly repositories: readonly Repository[];
  readonly samples: SampleKeeper;
  readonly dataDirectory: string;
  readonly log: Log;
}

/**
 * Keeps the past of generated members, as far as that is still to be done, until the signal aborts.
 *
 * Never rejects: what could not be kept is logged, and the next start does it.
 */
export type KeepPast = (signal: AbortSignal) => Promise<void>;

/** One dataset after the other, so that those who ask meanwhile are served in between. */
export function createKeepPast({ repositories, samples, dataDirectory, log }: PastParts): KeepPast {
  return async (signal) => {
    for (const repository of repositories) {
      const dataset = repository.dataset.name;
      try {
        const generation = await provisionPast({ repository, dataDirectory, samples, signal });
        if (generation !== undefined) log.info({ dataset, generation }, 'first run: the past was kept');
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error, dataset }, 'the past of generated members could not be kept; the next start tries it');
      }
    }
  };
}
