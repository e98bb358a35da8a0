import type { Parser, Understanding } from '../../src/intents/parser.ts';
import { isExpected } from './canonical-intent.ts';
import type { Reviewed } from './read-feedback.ts';

export interface ReviewedAgain {
  readonly reviewed: Reviewed;
  readonly understanding: Understanding;
  /** Whether the parser no longer takes the question as it was taken when its answer was found bad. */
  readonly changed: boolean;
}

/** How a parser takes the questions of the review list now, each on the day on which it was asked. */
export async function review(list: readonly Reviewed[], parser: Parser): Promise<readonly ReviewedAgain[]> {
  const again: ReviewedAgain[] = [];
  for (const reviewed of list) {
    const understanding = await parser.understand({ ...reviewed.question, today: reviewed.day });
    const changed = reviewed.reading === undefined || !isExpected(understanding.intent, reviewed.reading);
    again.push({ reviewed, understanding, changed: changed && understanding.fallback === undefined });
  }
  return again;
}

/** The share that is taken otherwise, from 0 to 1; an empty list leaves nothing to be wished for. */
export function shareChanged(again: readonly ReviewedAgain[]): number {
  return again.length === 0 ? 1 : again.filter(({ changed }) => changed).length / again.length;
}
