import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../src/answers/export/csv.ts';
import type { SheetValue } from '../../../src/answers/export/sheet.ts';
import { readCsv } from '../../support/read-csv.ts';

const roomy = 5_000_000;

function textOf(columns: readonly string[], rows: readonly (readonly SheetValue[])[], most = roomy): string {
  return Buffer.from(toCsv({ columns, rows }, most).bytes).toString('utf8');
}

describe('a CSV file', () => {
  it('begins with a byte order mark, and ends each line with CRLF', () => {
    expect(textOf(['Id', 'Revenue (USD)'], [['agent-1', 8200.5]])).toBe('\uFEFFId,Revenue (USD)\r\nagent-1,8200.5\r\n');
  });

  it('quotes what would end a field or a line, and doubles quotes', () => {
    expect(textOf(['a,b'], [['say "hi"'], ['two\nlines'], [' edge ']])).toBe(
      '\uFEFF"a,b"\r\n"say ""hi"""\r\n"two\nlines"\r\n" edge "\r\n',
    );
  });

  it.each(['=1+1', '+1 (206) 555', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n1', '  =1', '＝1', '＠SUM(A1)'])(
    'keeps %j from being a formula',
    (text) => {
      const [, [field] = []] = readCsv(textOf(['Note'], [[text]]));

      expect(field).toBe(`'${text}`);
    },
  );

  it('keeps a title from being a formula too', () => {
    expect(readCsv(textOf(['=cmd()'], []))).toEqual([["'=cmd()"]]);
  });

  it('leaves numbers as they are, below zero too, and writes nothing for nothing', () => {
    expect(readCsv(textOf(['A', 'B', 'C', 'D'], [[-4.25, 0, -0, null]]))[1]).toEqual(['-4.25', '0', '0', '']);
  });

  it.each([
    [29.759999999999998, '29.76'],
    [0.1 + 0.2, '0.3'],
    [-1234.5600000000002, '-1234.56'],
    [1_234_567_890_123_456, '1234567890123456'],
  ])('writes %d without what working in binary leaves behind', (value, written) => {
    expect(readCsv(textOf(['A'], [[value]]))[1]).toEqual([written]);
  });

  it('leaves out rows from the end that are too much for its size', () => {
    const rows = Array.from({ length: 10 }, (_, at) => [`row ${at}`]);

    const { bytes, rows: count } = toCsv({ columns: ['Row'], rows }, 40);

    expect(bytes.length).toBeLessThanOrEqual(40);
    expect(count).toBeGreaterThan(0);
    expect(readCsv(Buffer.from(bytes).toString('utf8'))).toEqual([['Row'], ...rows.slice(0, count)]);
  });

  it('comes back from a reader as it went in, whatever it holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', "'", '=', 'a') }),
    );
    const value = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    const sheet = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.record({
        columns: fc.array(text, { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 6 }),
      }),
    );

    fc.assert(
      fc.property(sheet, ({ columns, rows }) => {
        const read = readCsv(textOf(columns, rows));

        expect(read).toHaveLength(rows.length + 1);
        for (const [at, row] of [columns, ...rows].entries()) expect(read[at]).toEqual(row.map(asRead));
      }),
      { numRuns: 200 },
    );
  });
});

/** What a reader finds for a value: text that begins like a formula has an apostrophe before it. */
function asRead(value: SheetValue): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    return String((Number.isInteger(value) ? value : Number(value.toPrecision(12))) + 0);
  }
  const begins = '=+-@＝＋－＠'.split('').some((sign) => value.trimStart().startsWith(sign));
  return begins || ['\t', '\r', '\n'].includes(value.charAt(0)) ? `'${value}` : value;
}
