import type { Sheet, SheetValue } from './sheet.ts';

const lineEnd = '\r\n';
/** Without it Excel takes UTF-8 for the code page of the machine. */
const byteOrderMark = '\uFEFF';

/** More than any figure is known to, and less than what floating point gets wrong. */
const significantDigits = 12;

export interface Csv {
  readonly bytes: Uint8Array;
  /** How many rows it has below its header. */
  readonly rows: number;
}

/**
 * A sheet as a CSV file for spreadsheets: UTF-8 with a byte order mark, commas, lines that end with CRLF.
 *
 * What is too much for the size is left out, from the end.
 *
 * @param most bytes, at least what the header takes
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function toCsv({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>, most: number): Csv {
  const lines = [Buffer.from(`${byteOrderMark}${lineOf(columns)}`)];
  let size = lines[0]?.length ?? 0;
  for (const row of rows) {
    const line = Buffer.from(lineOf(row));
    size += line.length;
    if (size > most) break;
    lines.push(line);
  }
  return { bytes: Buffer.concat(lines), rows: lines.length - 1 };
}

function lineOf(values: readonly SheetValue[]): string {
  return `${values.map(fieldOf).join(',')}${lineEnd}`;
}

function fieldOf(value: SheetValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberOf(value);
  const text = harmless(value);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Without what working in binary leaves behind, such as 29.759999999999998; whole numbers have nothing of it. */
function numberOf(value: number): string {
  if (!Number.isFinite(value)) return '';
  const plain = Number.isInteger(value) ? value : Number(value.toPrecision(significantDigits));
  // Adding 0 takes the sign from a zero.
  return String(plain + 0);
}

/**
 * A text that no spreadsheet takes for a formula: names and notes come from outside.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}
