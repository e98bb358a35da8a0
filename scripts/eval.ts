import { readConfig } from '../src/config.ts';
import { AppError } from '../src/errors/app-error.ts';
import type { EvalQuestion } from './eval/eval-question.ts';
import { formatScores } from './eval/format-scores.ts';
import { openParser } from './eval/open-parser.ts';
import { type EvalArguments, readArguments } from './eval/read-arguments.ts';
import { readQuestions } from './eval/read-questions.ts';
import { score, shareRight } from './eval/score.ts';
import { usage } from './eval/usage.ts';

const exitCodes = { done: 0, underBar: 1, misused: 2 } as const;

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
    return exitCodes.misused;
  }
}

async function evaluate(options: EvalArguments): Promise<number> {
  const questions = await questionsFor(options);
  const opened = openParser(options.parser, readConfig({}, withoutSlack(process.env)));
  try {
    const today = new Date().toISOString().slice(0, 10);
    const scored = await score(questions, {
      parser: opened.parser,
      today,
      abreast: options.parser === 'bedrock' ? 4 : 1,
    });
    console.log(formatScores(scored, options.bar));
    return shareRight(scored) >= options.bar ? exitCodes.done : exitCodes.underBar;
  } finally {
    opened.close();
  }
}

async function questionsFor({ file }: EvalArguments): Promise<readonly EvalQuestion[]> {
  if (file !== undefined) return readQuestions(file);
  throw new AppError('input.invalid', 'There is no review list yet: give a file of questions.');
}

/** Slack is not needed here, so that half of its settings must not stand in the way. */
function withoutSlack(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('SLACK_')));
}
