import type { Log } from './log.ts';
import { type PastOptions, provisionPast } from './provision/provision-past.ts';
import type { Repository } from './storage/repository.ts';
import { summarise } from './take-figures.ts';

interface PastParts extends Pick<PastOptions, 'samples' | 'figures' | 'dataDirectory'> {
  readonly repositories: readonly Repository[];
  readonly log: Log;
}

/**
 * Keeps the past of generated members, as far as that is still to be done, until the signal aborts.
 *
 * Never rejects: what could not be kept is logged, and the next start does it.
 */
export type KeepPast = (signal: AbortSignal) => Promise<void>;

/** One dataset after the other, so that those who ask meanwhile are served in between. */
export function createKeepPast({ repositories, log, ...kept }: PastParts): KeepPast {
  return async (signal) => {
    for (const repository of repositories) {
      const dataset = repository.dataset.name;
      try {
        const generation = await provisionPast({ ...kept, repository, summarise, signal });
        if (generation !== undefined) log.info({ dataset, generation }, 'first run: the past was kept');
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error, dataset }, 'the past of generated members could not be kept; the next start tries it');
      }
    }
  };
}
