import type { Unit } from '../../catalog/define-dataset.ts';

/** Text, a raw number in the unit of its column, or nothing. */
export type SheetValue = string | number | null;

/** The rows of an answer for a spreadsheet: each has a value for each column. */
export interface Sheet {
  /** With the unit where there is one: "Revenue (USD)". */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetValue[])[];
  /** Sentences: what to know of the rows, such as whom they leave out. They are no part of the file. */
  readonly notes: readonly string[];
}

export interface ExportOptions {
  /** Whether the asker may see what is about private people. */
  readonly personal: boolean;
  /** The most rows; `mostRows` when left out. */
  readonly most?: number;
}

/** The most rows of one file. */
export const mostRows = 1000;

const unitNames: Readonly<Record<Unit, string>> = {
  usd: 'USD',
  count: '',
  days: 'days',
  hours: 'hours',
  percent: '%',
  score: '',
};

/** What stands above a column of times. */
export function timeTitle(label: string): string {
  return `${label} (UTC)`;
}

/**
 * A time as spreadsheets read it: `2023-06-01 10:40:41`, UTC, whatever the form in which it was stored.
 *
 * What is no time stays what it is.
 */
export function sheetTime(stored: string): string {
  const time = Date.parse(stored);
  return Number.isNaN(time) ? stored : new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** What stands above a column of raw numbers: "Revenue (USD)", "NPS". */
export function columnTitle(label: string, unit: Unit | undefined): string {
  const name = unit === undefined ? '' : unitNames[unit];
  return name === '' ? label : `${label} (${name})`;
}
