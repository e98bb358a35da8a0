import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Answers } from '../answers/create-answers.ts';
import type { InFlight } from './in-flight.ts';

export interface PacedAnswers extends Answers {
  /** Whether somebody is being answered, or waits for it. */
  isBusy(): boolean;
}

/** More at once would make none of them faster: the record is summed up by one thread, and DuckDB takes them all. */
const atOnce = 2;
/** How long nothing must have come for an influx to be over, and how often that is looked at. */
const lookMs = 3;
const mostLooks = 10;

/**
 * The same answers, few at a time.
 *
 * Reading and summing up a fleet keeps the thread busy for some milliseconds. Without a pace, many questions at
 * once would keep each other, and Slack's three seconds for an ack, waiting.
 */
export function createPacedAnswers(answers: Answers, { begun }: Pick<InFlight, 'begun'>): PacedAnswers {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function takeTurn(): Promise<void> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    // Whatever came in meanwhile is acknowledged first; where much comes at once, the rest of it too.
    const before = begun();
    await nextTurn();
    if (begun() > before) await influxOver();
  }

  async function influxOver(): Promise<void> {
    for (let look = 0, before = -1; begun() > before && look < mostLooks; look += 1) {
      before = begun();
      await sleep(lookMs);
    }
  }

  /** Hands the turn on, so that nobody can slip in between. */
  function passTurn(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    await takeTurn();
    try {
      return await work();
    } finally {
      passTurn();
    }
  }

  return {
    isBusy: () => running > 0,
    answer: (intent, options) => inTurn(() => answers.answer(intent, options)),
    export: (intent, options) => inTurn(() => answers.export(intent, options)),
  };
}
