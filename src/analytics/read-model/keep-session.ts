import { AppError } from '../../errors/app-error.ts';
import type { ChangeSource } from '../../storage/stream/change-source.ts';
import { pause } from '../../storage/stream/pause.ts';
import { deleteModelFile } from './model-file.ts';
import { runSession, type SessionOptions } from './model-session.ts';
import type { ModelState } from './model-state.ts';
import { type OpenModelOptions, openModel } from './open-model.ts';

export interface KeepSessionOptions extends OpenModelOptions, Omit<SessionOptions, 'model'> {
  readonly state: ModelState;
  /** How long to wait before the file is opened again, in milliseconds. */
  readonly retryMs?: { readonly locked: number; readonly failed: number };
}

/**
 * Keeps a read model by one stream until it is stopped, whatever goes wrong: another process may have the file, the
 * table may not be readable for a while, the file may break.
 */
export function keepSession(options: KeepSessionOptions): Pick<ChangeSource, 'start' | 'stop'> {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  return {
    start() {
      running ??= keepRunning(options, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function keepRunning(options: KeepSessionOptions, signal: AbortSignal): Promise<void> {
  const { state, log, retryMs = { locked: 15_000, failed: 10_000 } } = options;
  let wasLocked = false;
  while (!signal.aborted) {
    try {
      await runOnce(options, signal);
      wasLocked = false;
    } catch (error) {
      const isLocked = error instanceof AppError && error.details['reason'] === 'locked';
      if (!isLocked) log.warn({ err: error }, 'the read model failed, and is opened again');
      else if (!wasLocked) log.info('another process has the read model; the record answers here');
      wasLocked = isLocked;
      state.onIdle(isLocked ? 'off' : 'filling');
      await pause(isLocked ? retryMs.locked : retryMs.failed, signal);
    }
  }
}

async function runOnce(options: KeepSessionOptions, signal: AbortSignal): Promise<void> {
  const { state, path, log } = options;
  const model = await openModel(options);
  state.onIdle('filling');
  let isBroken = false;
  try {
    await runSession({ ...options, model }, signal);
  } catch (error) {
    isBroken = error instanceof AppError && error.details['broken'] === true;
    throw error;
  } finally {
    state.onServed(undefined);
    // One that is broken may not even be closed.
    await model.file.close().catch((error: unknown) => log.warn({ err: error }, 'a read model could not be closed'));
    if (isBroken) await deleteModelFile(path);
  }
}
