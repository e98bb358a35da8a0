import type { Receiver } from '@slack/bolt';
import { AppError } from '../../errors/app-error.ts';

/** A way on which Slack reaches us, with the port beside it that tells how we are. */
export interface Transport {
  readonly receiver: Receiver;
  /**
   * Begins to listen, and returns the port.
   *
   * @throws {AppError} `config.invalid` when the port is taken
   */
  start(): Promise<number>;
  /** Takes nothing new; whatever is under way can still be answered. */
  stop(): Promise<void>;
  /** Whether Slack can reach us, as far as this side knows. */
  isConnected(): boolean;
}

/** The error of `listen` in words that say what to do. */
export function toListenError(cause: unknown, port: number): unknown {
  const code = codeOf(cause) ?? (cause instanceof Error ? codeOf(cause.cause) : undefined);
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return cause;
  const what = code === 'EADDRINUSE' ? 'is already in use' : 'may not be used by this account';
  return new AppError('config.invalid', `PORT: port ${port} ${what}. Set PORT to another one, for example 3001.`, {
    details: { keys: ['PORT'] },
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
