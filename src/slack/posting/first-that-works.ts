import type { Log } from '../../log.ts';

/**
 * Tries one way after another to tell a person something.
 *
 * @throws the last way's error when none works
 */
export async function firstThatWorks(ways: readonly (() => Promise<void>)[], log: Log): Promise<void> {
  let failure: unknown;
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      failure = error;
      log.warn({ err: error }, 'a message could not be delivered this way');
    }
  }
  throw failure;
}
