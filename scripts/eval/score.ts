import type { Parser, Understanding } from '../../src/intents/parser.ts';
import { isExpected } from './canonical-intent.ts';
import type { EvalQuestion } from './eval-question.ts';

export interface Scored {
  readonly question: EvalQuestion;
  readonly understanding: Understanding;
  readonly right: boolean;
}

interface ScoreOptions {
  readonly parser: Parser;
  /** The day of questions that have none of their own, as an ISO date. */
  readonly today: string;
  /** How many questions are asked at a time. */
  readonly abreast: number;
}

/**
 * How a parser does on questions, in their order.
 *
 * A question that another parser had to answer in its place counts as missed: it is this one that is scored.
 */
export async function score(
  questions: readonly EvalQuestion[],
  { parser, today, abreast }: ScoreOptions,
): Promise<readonly Scored[]> {
  const scored: Scored[] = [];
  const left = questions.entries();
  const work = async (): Promise<void> => {
    for (const [index, question] of left) scored[index] = await scoreOne(question, parser, today);
  };
  await Promise.all(Array.from({ length: abreast }, work));
  return scored;
}

async function scoreOne(question: EvalQuestion, parser: Parser, today: string): Promise<Scored> {
  const { text, surface, command, context, expected } = question;
  const understanding = await parser.understand({
    text,
    surface,
    today: question.today ?? today,
    ...(command === undefined ? {} : { command }),
    ...(context === undefined ? {} : { context }),
  });
  const right = understanding.fallback === undefined && isExpected(understanding.intent, expected);
  return { question, understanding, right };
}

/** The share that is right, from 0 to 1. */
export function shareRight(scored: readonly Scored[]): number {
  return scored.filter(({ right }) => right).length / scored.length;
}
