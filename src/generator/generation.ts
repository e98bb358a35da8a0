import { AppError } from '../errors/app-error.ts';

/** What people are generated from: all that one needs to get the same ones again. */
export interface Generation {
  /** How many people, or other members of a dataset: a whole number from 1 to 1,000,000. */
  readonly count: number;
  /** A whole number from 0 to 4,294,967,295. */
  readonly seed: number;
  /** The day on which their lives so far end, at midnight UTC: `2026-01-01`. */
  readonly asOf: string;
}

export const largestCount = 1_000_000;
export const largestSeed = 2 ** 32 - 1;

/** What the first run makes, and the command line unless told otherwise. */
export const firstRun = { count: 500, entityCount: 200, seed: 42 } as const;

/**
 * Midnight UTC of the as-of date, in milliseconds.
 *
 * @throws {AppError} `input.invalid` when the count, the seed or the date is none; the message says which.
 */
export function checkGeneration({ count, seed, asOf }: Generation): number {
  if (!isWholeBetween(count, 1, largestCount)) {
    throw invalid(`The count must be a whole number from 1 to ${largestCount.toLocaleString('en-US')}`);
  }
  if (!isWholeBetween(seed, 0, largestSeed)) {
    throw invalid(`The seed must be a whole number from 0 to ${largestSeed.toLocaleString('en-US')}`);
  }
  const time = midnightOf(asOf);
  if (time === undefined)
    throw invalid('The as-of date must be a day of the calendar from 1970-01-01 on, such as 2026-11-20');
  return time;
}

/** The calendar day of a time in UTC, as an as-of date. */
export function asOfDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function midnightOf(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < '1970') return undefined;
  const time = Date.parse(`${day}T00:00:00.000Z`);
  // Some engines read the 31st of a short month as the 1st of the next.
  return Number.isNaN(time) || asOfDay(new Date(time)) !== day ? undefined : time;
}

function isWholeBetween(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

function invalid(message: string): AppError {
  return new AppError('input.invalid', message);
}
