import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answers } from '../answers/create-answers.ts';

export interface PacedAnswers extends Answers {
  /** Whether somebody is being answered, or waits for it. */
  isBusy(): boolean;
}

/** More at once would make none of them faster: the work is done by one thread. */
const atOnce = 2;

/**
 * The same answers, few at a time.
 *
 * Reading and summing up a fleet keeps the thread busy for some milliseconds. Without a pace, many questions at
 * once would keep each other, and Slack's three seconds for an ack, waiting.
 */
export function createPacedAnswers(answers: Answers): PacedAnswers {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function takeTurn(): Promise<void> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    // Whatever came in meanwhile is acknowledged first.
    await nextTurn();
  }

  /** Hands the turn on, so that nobody can slip in between. */
  function passTurn(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    isBusy: () => running > 0,
    async answer(intent, options) {
      await takeTurn();
      try {
        return await answers.answer(intent, options);
      } finally {
        passTurn();
      }
    },
  };
}
