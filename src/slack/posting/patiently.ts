import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors/app-error.ts';
import { translateSlackError } from './translate-error.ts';

export interface Patience {
  /** How long someone may be kept waiting in all, in milliseconds. */
  readonly withinMs: number;
  /** Whether doing it twice does no harm: only then is a call repeated whose outcome is unknown. */
  readonly repeatable: boolean;
}

const attempts = 4;
const firstDelayMs = 250;

/**
 * The result of a call to Slack, which waits out a rate limit and repeats what failed by Slack's fault.
 *
 * @throws {AppError} `slack.rate_limited`, `slack.unavailable` or `slack.rejected` when patience runs out, or
 *   would before the next attempt
 */
export async function patiently<T>(call: () => Promise<T>, { withinMs, repeatable }: Patience): Promise<T> {
  const until = Date.now() + withinMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (cause) {
      const error = translateSlackError(cause);
      const delayMs = delayAfter(error, attempt, repeatable);
      if (delayMs === undefined || attempt === attempts || Date.now() + delayMs > until) throw error;
      await sleep(delayMs);
    }
  }
}

function delayAfter(error: unknown, attempt: number, repeatable: boolean): number | undefined {
  if (!(error instanceof AppError)) return undefined;
  // A rate-limited call was not carried out, so that repeating it is always safe.
  if (error.code === 'slack.rate_limited') return Number(error.details['retryAfterSeconds']) * 1000;
  if (error.code !== 'slack.unavailable' || !repeatable) return undefined;
  return firstDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random());
}
