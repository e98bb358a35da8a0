/** One measured figure beside the one to reach. */
export interface Row {
  readonly figure: string;
  readonly measured: string;
  /** Empty for a figure that is told and has nothing to reach. */
  readonly target: string;
  readonly met: boolean;
}

/** What a figure has to be, in its own unit. */
export type Target = readonly [bound: 'at most' | 'at least', value: number];

/** A figure with its unit, held against its target if it has one. */
export function rowOf(figure: string, value: number, unit: string, target?: Target): Row {
  const shown = (number: number): string => `${formatNumber(number)} ${unit}`.trimEnd();
  if (target === undefined) return { figure, measured: shown(value), target: '', met: true };
  const [bound, wanted] = target;
  const met = bound === 'at most' ? value <= wanted : value >= wanted;
  return { figure, measured: shown(value), target: `${bound} ${shown(wanted)}`, met };
}

/** Small numbers with what tells them apart, large ones without what nobody reads. */
export function formatNumber(value: number): string {
  const maximumFractionDigits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 1_000 ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits });
}

/** Where the figures go as they are measured: each is told at once, so that a long run can be watched. */
export interface RowNotes {
  readonly rows: readonly Row[];
  readonly note: (row: Row) => void;
}

export function createNotes(tell: (line: string) => void, indent = ''): RowNotes {
  const rows: Row[] = [];
  return {
    rows,
    note(row) {
      rows.push(row);
      tell(`${indent}${row.figure}: ${row.measured}${row.met ? '' : ` (missed: ${row.target})`}`);
    },
  };
}

/** Notes what a measurement broke off with, so that the others are not lost with it. */
export async function noteFailure({ note }: RowNotes, figure: string, measure: () => Promise<void>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    const measured = error instanceof Error ? error.message : String(error);
    note({ figure, measured, target: 'can be measured', met: false });
  }
}
