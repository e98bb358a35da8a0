import { AppError } from '../../errors/app-error.ts';
import type { StreamSubscription } from '../../storage/stream/change.ts';
import type { ChangeSource } from '../../storage/stream/change-source.ts';
import { followTable } from '../../storage/stream/follow-table.ts';
import { pause } from '../../storage/stream/pause.ts';
import type { StreamCheckpoints } from '../../storage/stream/stream-ports.ts';
import type { TableStream } from '../../storage/table-stream.ts';
import type { ModelBuild } from './model-build.ts';
import { deleteModelFile } from './model-file.ts';
import type { ModelReader } from './model-reader.ts';
import { runSession, type Served, type SessionOptions } from './model-session.ts';
import { type OpenModel, type OpenModelOptions, openModel } from './open-model.ts';
import type { NotReady, ReadModel } from './read-model.ts';

export interface ReadModelOptions extends OpenModelOptions, Pick<SessionOptions, 'repository' | 'parallel'> {
  /** The table's stream as it is now. */
  readonly find: () => Promise<TableStream>;
  /** @param onGone to be called when the stream turns out not to be there any more */
  readonly follow: (
    streamArn: string,
    subscription: StreamSubscription,
    checkpoints: StreamCheckpoints,
    onGone: () => void,
  ) => ChangeSource;
  /** From how far behind the record it is not to be answered from, in milliseconds. */
  readonly maxLagMs: number;
}

const retryMs = { locked: 15_000, failed: 10_000 } as const;

/**
 * The read model of one dataset, in a file of its own.
 *
 * Whatever goes wrong is in the log and tried again; meanwhile `reader` says why there is none.
 */
export function createReadModel(options: ReadModelOptions): ReadModel {
  const { log, now, maxLagMs } = options;
  let served: Served | undefined;
  let filling: { readonly build: ModelBuild; readonly filled: number } | undefined;
  let idle: NotReady = 'filling';

  const following = followTable({
    find: options.find,
    open: (streamArn, onGone) => createSession(streamArn, onGone),
    onMissing(reason) {
      idle = 'off';
      log.info({ reason }, 'there is no read model of this table; the record answers');
    },
    log,
  });

  function createSession(streamArn: string, onGone: () => void): Pick<ChangeSource, 'start' | 'stop'> {
    const stopping = new AbortController();
    let running: Promise<void> | undefined;
    return {
      start() {
        running ??= keepRunning(streamArn, onGone, stopping.signal);
      },
      async stop() {
        stopping.abort();
        await running;
      },
    };
  }

  async function keepRunning(streamArn: string, onGone: () => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await runOnce(streamArn, onGone, signal);
      } catch (error) {
        const isLocked = error instanceof AppError && error.details['reason'] === 'locked';
        if (isLocked && idle !== 'off') log.info('another process has the read model; the record answers here');
        if (!isLocked) log.warn({ err: error }, 'the read model failed, and is opened again');
        idle = isLocked ? 'off' : 'behind';
        await pause(isLocked ? retryMs.locked : retryMs.failed, signal);
      }
    }
  }

  async function runOnce(streamArn: string, onGone: () => void, signal: AbortSignal): Promise<void> {
    const model: OpenModel = await openModel(options);
    idle = 'behind';
    let isBroken = false;
    try {
      await runSession(
        {
          ...options,
          model,
          streamArn,
          follow: (subscription, checkpoints) => options.follow(streamArn, subscription, checkpoints, onGone),
          onFilling: (now) => {
            filling = now;
          },
          onServed: (now) => {
            served = now;
          },
        },
        signal,
      );
    } catch (error) {
      isBroken = error instanceof AppError && error.details['broken'] === true;
      throw error;
    } finally {
      served = undefined;
      await model.file.close();
      if (isBroken) await deleteModelFile(options.path);
    }
  }

  function lagOf({ currentTo }: Served): number | undefined {
    const to = currentTo();
    return to === undefined ? undefined : Math.max(0, now() - to);
  }

  function obstacle(): NotReady | undefined {
    if (served === undefined) return filling === undefined ? idle : 'filling';
    const to = served.currentTo();
    if (to === undefined || now() - to > maxLagMs) return 'behind';
    return to < (served.build.filledAt() ?? Number.POSITIVE_INFINITY) ? 'filling' : undefined;
  }

  function readerOf({ build, currentTo }: Served): ModelReader {
    return { read: (work) => build.read(currentTo() ?? 0, work) };
  }

  return {
    start: () => following.start(),
    stop: () => following.stop(),
    reader() {
      const missing = obstacle();
      return missing ?? (served === undefined ? 'off' : readerOf(served));
    },
    status() {
      const lagMs = served === undefined ? undefined : lagOf(served);
      return {
        state: obstacle() ?? 'ready',
        ...(lagMs === undefined ? {} : { lagMs }),
        ...(filling === undefined ? {} : { filled: filling.filled }),
      };
    },
    async change(id, work, itemIn) {
      const builds = new Set([served?.build, filling?.build].flatMap((build) => build ?? []));
      const watched = [...builds].map((build) => ({ build, watch: build.own.watch(id) }));
      try {
        const result = await work();
        const item = itemIn(result);
        if (item !== undefined) await Promise.all(watched.map(({ build, watch }) => build.lay(item, watch)));
        return result;
      } finally {
        for (const { build, watch } of watched) build.own.unwatch(watch);
      }
    },
  };
}
