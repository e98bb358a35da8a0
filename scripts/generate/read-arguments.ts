import { parseArgs } from 'node:util';
import { AppError } from '../../src/errors/app-error.ts';
import { checkGeneration, firstRun, largestCount, largestSeed } from '../../src/generator/generation.ts';
import { type GeneratedName, generatedDatasets } from './generated-dataset.ts';

export const longestPreview = 1_000;

/** What the command line asks for. Only what it names is there. */
export interface GenerateArguments {
  readonly help: boolean;
  readonly dataset: GeneratedName;
  readonly count: number | undefined;
  readonly seed: number;
  readonly asOf: string | undefined;
  readonly table: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  /** A file, or `-` for standard output. */
  readonly out: string | undefined;
  readonly preview: number | undefined;
  readonly report: boolean;
  /** Whether people who are in AWS already may be replaced. */
  readonly replace: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  help: { ...flag, short: 'h' },
  dataset: text,
  count: text,
  seed: text,
  'as-of': text,
  table: text,
  region: text,
  endpoint: text,
  out: text,
  preview: text,
  report: flag,
  replace: flag,
} as const;

/**
 * The arguments, checked.
 *
 * @throws {AppError} `input.invalid` with one sentence that says what is wrong
 */
export function readArguments(words: readonly string[]): GenerateArguments {
  const given = parse(words);
  const seed = wholeNumber('--seed', given.seed, 0, largestSeed) ?? firstRun.seed;
  const count = wholeNumber('--count', given.count, 1, largestCount);
  const asOf = given['as-of'];
  if (asOf !== undefined) checkGeneration({ count: 1, seed, asOf });
  return {
    help: given.help ?? false,
    dataset: datasetFrom(given.dataset),
    count,
    seed,
    asOf,
    table: notBlank('--table', given.table),
    region: notBlank('--region', given.region),
    endpoint: notBlank('--endpoint', given.endpoint),
    out: notBlank('--out', given.out),
    preview: wholeNumber('--preview', given.preview, 1, longestPreview),
    report: given.report ?? false,
    replace: given.replace ?? false,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw invalid(`${sentenceOf(error)}; --help lists the options`);
  }
}

/** What `parseArgs` has to say, in one sentence. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [sentence = message] = message.split(/\. |\.?\n|\.$/);
  return sentence.replace('argument is ambiguous', 'needs a value');
}

function datasetFrom(given: string | undefined = 'agents'): GeneratedName {
  if (Object.hasOwn(generatedDatasets, given)) return given as GeneratedName;
  throw invalid(`--dataset needs ${Object.keys(generatedDatasets).join(' or ')}, not "${given}"`);
}

function wholeNumber(option: string, given: string | undefined, lowest: number, highest: number): number | undefined {
  if (given === undefined) return undefined;
  const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (number >= lowest && number <= highest) return number;
  const range = `from ${lowest.toLocaleString('en-US')} to ${highest.toLocaleString('en-US')}`;
  throw invalid(`${option} needs a whole number ${range}, not "${given}"`);
}

function notBlank(option: string, given: string | undefined): string | undefined {
  if (given?.trim() === '') throw invalid(`${option} needs a value`);
  return given;
}

function invalid(message: string): AppError {
  return new AppError('input.invalid', message);
}
