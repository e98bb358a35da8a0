import { checkTurn, type Desk, rest } from './desk.ts';
import { failureOf } from './refusals.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/**
 * How long to wait after a failure, in milliseconds: doubling from a second to a minute, with jitter, and never nothing.
 *
 * @param failures 0 after the first
 */
export function backoff(failures: number, random: () => number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2);
}

/**
 * The result of a call to Slack that does no harm when it is made twice: it waits out limits and outages.
 *
 * @throws {TurnOver}
 * @throws {AppError} `slack.rejected`
 */
export async function persistently<Result>(desk: Desk, call: () => Promise<Result>): Promise<Result> {
  for (let failures = 0; ; ) {
    checkTurn(desk);
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'rejected') throw error;
      if (failure.kind === 'rate_limited') {
        await rest(desk, failure.afterMs);
      } else {
        await rest(desk, backoff(failures, desk.random));
        failures += 1;
      }
    }
  }
}
