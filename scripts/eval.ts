import { type Config, readConfig } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';
import type { Parser } from '../src/intents/parser.ts';
import type { EvalQuestion } from './eval/eval-question.ts';
import { formatReview, formatScores } from './eval/format-scores.ts';
import { openParser } from './eval/open-parser.ts';
import { type EvalArguments, readArguments } from './eval/read-arguments.ts';
import { markReviewed, readFeedback } from './eval/read-feedback.ts';
import { readQuestions } from './eval/read-questions.ts';
import { review, shareChanged } from './eval/review.ts';
import { score, shareRight } from './eval/score.ts';
import { usage } from './eval/usage.ts';

const exitCodes = { done: 0, underBar: 1, failed: 1, misused: 2 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const options = readArguments(words);
    if (!options.help) return await evaluate(options);
    console.log(usage);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return error.code === 'input.invalid' || error.code === 'config.invalid' ? exitCodes.misused : exitCodes.failed;
  }
}

async function evaluate(options: EvalArguments): Promise<number> {
  const config = readConfig({}, withoutSlack(process.env));
  const questions = options.file === undefined ? [] : await readQuestions(options.file);
  const opened = openParser(options.parser, config);
  try {
    const share = options.fromFeedback
      ? await reviewFeedback(opened.parser, config, options)
      : await scoreQuestions(opened.parser, questions, options);
    return share >= options.bar ? exitCodes.done : exitCodes.underBar;
  } finally {
    opened.close();
  }
}

async function scoreQuestions(
  parser: Parser,
  questions: readonly EvalQuestion[],
  options: EvalArguments,
): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  const scored = await score(questions, { parser, today, abreast: options.parser === 'bedrock' ? 4 : 1 });
  console.log(formatScores(scored, options.bar));
  return shareRight(scored);
}

async function reviewFeedback(parser: Parser, config: Config, options: EvalArguments): Promise<number> {
  const listed = await readFeedback(config);
  const again = await review(listed, parser);
  console.log(formatReview(again, options.bar));
  if (options.markReviewed) {
    await markReviewed(config, listed);
    console.log(`${listed.length} taken off the review list.`);
  }
  return shareChanged(again);
}

/** Slack is not needed here, so that half of its settings must not stand in the way. */
function withoutSlack(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('SLACK_')));
}
