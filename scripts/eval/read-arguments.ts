import { parseArgs } from 'node:util';
import { AppError } from '../../src/errors/app-error.ts';

export const parserNames = ['offline', 'bedrock'] as const;

/** What the command line asks for: a file of questions, or the review list. */
export interface EvalArguments {
  readonly help: boolean;
  readonly parser: (typeof parserNames)[number];
  /** The share to get right, from 0 to 1. */
  readonly bar: number;
  readonly fromFeedback: boolean;
  /** Whether the questions that were read are taken off the review list. */
  readonly markReviewed: boolean;
  readonly file: string | undefined;
}

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  parser: { type: 'string', default: 'offline' },
  bar: { type: 'string', default: '0.9' },
  'from-feedback': { type: 'boolean', default: false },
  'mark-reviewed': { type: 'boolean', default: false },
} as const;

/**
 * The arguments, checked.
 *
 * @throws {AppError} `input.invalid` with one sentence that says what is wrong
 */
export function readArguments(words: readonly string[]): EvalArguments {
  const { values, positionals } = parse(words);
  const { help, 'from-feedback': fromFeedback, 'mark-reviewed': markReviewed } = values;
  const parser = parserNames.find((name) => name === values.parser);
  if (parser === undefined) throw invalid(`--parser is ${parserNames.join(' or ')}, not "${values.parser}"`);
  const bar = /^(?:0|1|0?\.\d+|1\.0+|0\.0+)$/.test(values.bar) ? Number(values.bar) : Number.NaN;
  if (Number.isNaN(bar)) throw invalid(`--bar needs a number from 0 to 1, not "${values.bar}"`);
  if (!help && positionals.length !== (fromFeedback ? 0 : 1)) {
    throw invalid('give one file of questions or --from-feedback; --help shows how');
  }
  if (markReviewed && !fromFeedback) throw invalid('--mark-reviewed goes with --from-feedback');
  return { help, parser, bar, fromFeedback, markReviewed, file: positionals[0] };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\. |\.?\n|\.$/);
    throw new AppError('input.invalid', `${sentence}; --help shows how`, { cause });
  }
}

const invalid = (message: string): AppError => new AppError('input.invalid', message);
