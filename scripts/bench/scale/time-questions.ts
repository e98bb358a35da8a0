import type { Analytics } from '../../../src/analytics/analytics.ts';
import { spreadOf } from '../percentiles.ts';
import { type AskedQuestion, askAgain } from './asked-calls.ts';

/** How long one kind of question took, in milliseconds. */
export interface QuestionTimes {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly runs: number;
}

interface Asking {
  readonly runs: number;
  /** Runs before those, that do not count. */
  readonly warmUps: number;
  /** Told of a question that was just answered. */
  readonly onAsked?: (name: string) => void;
}

/** Asks each question so many times, in turns, so that a busy moment of the machine is not that of one question. */
export async function timeQuestions(
  analytics: Analytics,
  questions: readonly AskedQuestion[],
  { runs, warmUps, onAsked }: Asking,
): Promise<readonly QuestionTimes[]> {
  const times = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
  for (let run = 0; run < warmUps + runs; run += 1) {
    for (const { name, calls } of questions) {
      const began = performance.now();
      await askAgain(analytics, calls);
      if (run >= warmUps) times.get(name)?.push(performance.now() - began);
      onAsked?.(name);
    }
  }
  return [...times].map(([name, taken]) => {
    const { p50, p99 } = spreadOf(taken);
    return { name, p50, p99, runs };
  });
}
