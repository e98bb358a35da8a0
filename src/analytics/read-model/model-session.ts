import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { Repository } from '../../storage/repository.ts';
import type { StreamSubscription } from '../../storage/stream/change.ts';
import type { ChangeSource } from '../../storage/stream/change-source.ts';
import { pause } from '../../storage/stream/pause.ts';
import type { StreamCheckpoints } from '../../storage/stream/stream-ports.ts';
import { fillBuild } from './fill-build.ts';
import type { ModelBuild } from './model-build.ts';
import type { ModelShape } from './model-shape.ts';
import type { ModelState } from './model-state.ts';
import type { OpenModel } from './open-model.ts';

export interface SessionOptions {
  readonly model: OpenModel;
  readonly shape: ModelShape;
  readonly streamArn: string;
  readonly repository: Pick<Repository, 'readAll'>;
  readonly parallel: number;
  /** Reads the stream for a subscription that keeps its own positions. */
  readonly follow: (subscription: StreamSubscription, checkpoints: StreamCheckpoints) => ChangeSource;
  readonly log: Log;
  readonly now: () => number;
  readonly state: Pick<ModelState, 'onFilling' | 'onServed'>;
}

/** How often to look whether the stream is being followed, before the table is read. */
const lookMs = 20;

/**
 * Keeps a read model by one stream, until the signal aborts: goes on with the build that there is, and begins another
 * one beside it whenever changes are missing.
 *
 * @throws {AppError} `repository.*` when the table cannot be read, or with `{broken: true}` when the file is of no use
 */
export async function runSession(options: SessionOptions, signal: AbortSignal): Promise<void> {
  const { model, streamArn, log } = options;
  let build = await model.resume(streamArn);
  log.info(build === undefined ? {} : { build: build.number }, build === undefined ? 'is filled anew' : 'goes on');
  while (!signal.aborted) {
    build ??= await model.begin(streamArn);
    await keepBuild(options, build, signal);
    build = undefined;
  }
}

/** Keeps one build until changes are missing, or the signal aborts. */
async function keepBuild(options: SessionOptions, build: ModelBuild, signal: AbortSignal): Promise<void> {
  const { follow, log, state } = options;
  const over = new AbortController();
  const broken = new AbortController();
  const until = AbortSignal.any([signal, over.signal, broken.signal]);
  const source = follow(subscriptionOf(options, build, over, broken), build.checkpoints);
  const startedAt = options.now();
  const isResumed = build.filledAt() !== undefined;
  source.start();
  try {
    if (!isResumed) await fill(options, build, source, until);
    if (!until.aborted) {
      const currentTo = remembering(source, isResumed ? startedAt : 0);
      state.onServed({ build: watched(build, broken), currentTo });
      await options.model.keepOnly(build);
      await keepNoting(build, currentTo, until);
      if (!over.signal.aborted && !broken.signal.aborted) await noteCurrent(build, currentTo());
    }
  } catch (error) {
    if (!until.aborted) throw error;
  } finally {
    await source.stop();
  }
  if (broken.signal.aborted) throw broken.signal.reason;
  if (over.signal.aborted) log.warn('changes are missing; the read model is built anew');
}

/** How often it is noted up to when a build holds everything: what says later whether the stream remembers the rest. */
const noteEveryMs = 600_000;

async function keepNoting(build: ModelBuild, currentTo: () => number | undefined, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await pause(noteEveryMs, until);
    if (!until.aborted) await noteCurrent(build, currentTo());
  }
}

async function noteCurrent(build: ModelBuild, to: number | undefined): Promise<void> {
  if (to !== undefined) await build.noteCurrent(to);
}

function subscriptionOf(
  { shape, log }: SessionOptions,
  build: ModelBuild,
  over: AbortController,
  broken: AbortController,
): StreamSubscription {
  return {
    name: `read-model-${shape.dataset.name}`,
    mode: 'broadcast',
    startAt: 'newest',
    async handle(changes, { shardId }) {
      try {
        await build.apply(shardId, changes);
      } catch (error) {
        if (isBroken(error)) broken.abort(error);
        throw error;
      }
    },
    async onGap(gap) {
      log.warn(gap, 'the stream does not know all changes any more');
      await build.condemn();
      over.abort();
    },
  };
}

async function fill(
  { repository, shape, parallel, now, log, state }: SessionOptions,
  build: ModelBuild,
  source: ChangeSource,
  signal: AbortSignal,
): Promise<void> {
  const onProgress = (filled: number): void => state.onFilling({ build, filled });
  onProgress(0);
  try {
    while (source.currentTo() === undefined && !signal.aborted) await pause(lookMs, signal);
    signal.throwIfAborted();
    const startedAt = performance.now();
    const filled = await fillBuild({ repository, shape, build, parallel, signal, now, onProgress });
    const tookMs = Math.round(performance.now() - startedAt);
    log.info({ build: build.number, filled, tookMs }, 'filled; what changed meanwhile is being caught up with');
  } finally {
    state.onFilling(undefined);
  }
}

/** The same build; when the file turns out to be damaged in answering, that is told too. */
function watched(build: ModelBuild, broken: AbortController): ModelBuild {
  return {
    ...build,
    read: (asOf, work) =>
      build.read(asOf, work).catch((error: unknown) => {
        if (isBroken(error)) broken.abort(error);
        throw error;
      }),
  };
}

function isBroken(error: unknown): boolean {
  return error instanceof AppError && error.details['broken'] === true;
}

/** The times of changes are in whole seconds. */
const secondMs = 1_000;

/**
 * What was once known stays known while a shard is passed on to the next one, and within the second.
 *
 * @param from nothing is known before the stream was read to this moment: a build of before may lack what people have
 *   changed here since, and go through an older past once more
 */
function remembering(source: ChangeSource, from: number): () => number | undefined {
  let known: number | undefined;
  return () => {
    const now = source.currentTo();
    if (now === undefined || (known === undefined && now < from)) return known;
    known = known !== undefined && now > known - secondMs ? Math.max(now, known) : now;
    return known;
  };
}
