import type { ModelBuild } from './model-build.ts';
import type { ModelReader } from './model-reader.ts';
import type { NotReady, ReadModelStatus } from './read-model.ts';

/** A build in use, and up to when it holds every change, in milliseconds since 1970; undefined if that is not known. */
export interface Served {
  readonly build: ModelBuild;
  readonly currentTo: () => number | undefined;
}

/** A build that is being filled, and how many members it holds so far. */
export interface Filling {
  readonly build: ModelBuild;
  readonly filled: number;
}

/** What a read model is at this moment: told by whoever keeps it, asked by whoever answers from it. */
export interface ModelState {
  onFilling(filling: Filling | undefined): void;
  onServed(served: Served | undefined): void;
  /** Why there is nothing to answer from while no build is served or filled. */
  onIdle(reason: NotReady): void;
  status(): ReadModelStatus;
  reader(): ModelReader | NotReady;
  /** All that are kept up to date. */
  builds(): readonly ModelBuild[];
}

interface StateOptions {
  readonly maxLagMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function createModelState({ maxLagMs, now }: StateOptions): ModelState {
  let served: Served | undefined;
  let filling: Filling | undefined;
  let idle: NotReady = 'filling';

  function obstacle(): NotReady | undefined {
    if (served === undefined) return filling === undefined ? idle : 'filling';
    const to = served.currentTo();
    if (to === undefined || now() - to > maxLagMs) return 'behind';
    // What was changed while the table was read may still be missing.
    return to < (served.build.filledAt() ?? Number.POSITIVE_INFINITY) ? 'filling' : undefined;
  }

  return {
    onFilling(next) {
      filling = next;
    },
    onServed(next) {
      served = next;
    },
    onIdle(reason) {
      idle = reason;
    },
    status() {
      const to = served?.currentTo();
      return {
        state: obstacle() ?? 'ready',
        ...(to === undefined ? {} : { lagMs: Math.max(0, now() - to) }),
        ...(filling === undefined ? {} : { filled: filling.filled }),
      };
    },
    reader() {
      const missing = obstacle();
      if (missing !== undefined || served === undefined) return missing ?? idle;
      const { build, currentTo } = served;
      return { read: (work) => build.read(currentTo() ?? 0, work) };
    },
    builds: () => [...new Set([served?.build, filling?.build].filter((build) => build !== undefined))],
  };
}
