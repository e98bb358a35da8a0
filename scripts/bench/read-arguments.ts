import { parseArgs } from 'node:util';
import { AppError } from '../../src/errors/app-error.ts';
import { largestCount } from '../../src/generator/generation.ts';

/** What the command line asks for. */
export interface BenchArguments {
  readonly help: boolean;
  /** Numbers of agents to measure with, one after the other; none asks for the figures of a first run. */
  readonly agents: readonly number[];
  /** Whether to measure only as long as it takes to see that it works. */
  readonly short: boolean;
  /** Whether to keep tables of agents, or use those that were kept. */
  readonly keep: boolean;
}

const options = {
  help: { type: 'boolean', short: 'h' },
  agents: { type: 'string' },
  short: { type: 'boolean' },
  keep: { type: 'boolean' },
} as const;

/** The marked agents of the measurement of lag, and others beside them. */
const fewest = 100;

/**
 * The arguments, checked.
 *
 * @throws {AppError} `input.invalid` with one sentence that says what is wrong
 */
export function readArguments(words: readonly string[]): BenchArguments {
  const given = parse(words);
  const agents = given.agents === undefined ? [] : numbersOf(given.agents);
  for (const [option, isGiven] of [
    ['--short', given.short],
    ['--keep', given.keep],
  ] as const) {
    if (isGiven === true && agents.length === 0) throw invalid(`${option} is for runs with --agents`);
  }
  return { help: given.help ?? false, agents, short: given.short ?? false, keep: given.keep ?? false };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw invalid(`${message.split('. ')[0]}; --help lists the options`);
  }
}

function numbersOf(text: string): readonly number[] {
  const numbers = text.split(',').map((part) => (/^\s*\d+\s*$/u.test(part) ? Number(part) : Number.NaN));
  if (!numbers.every((number) => number >= fewest && number <= largestCount)) {
    throw invalid(
      `--agents needs whole numbers from ${fewest} to ${largestCount.toLocaleString('en-US')}, separated by commas`,
    );
  }
  return [...new Set(numbers)];
}

function invalid(message: string): AppError {
  return new AppError('input.invalid', message);
}
