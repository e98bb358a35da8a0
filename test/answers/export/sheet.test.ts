import { describe, expect, it } from 'vitest';
import { sheetTime } from '../../../src/answers/export/sheet.ts';

describe('a time in a sheet', () => {
  it.each([
    ['2023-06-01T10:40:41Z', '2023-06-01 10:40:41'],
    ['2023-06-01T10:40:41.999Z', '2023-06-01 10:40:41'],
    ['2023-06-01T12:40:41+02:00', '2023-06-01 10:40:41'],
    ['2023-06-01', '2023-06-01 00:00:00'],
    ['some day', 'some day'],
  ])('that is stored as %s reads %s', (stored, shown) => {
    expect(sheetTime(stored)).toBe(shown);
  });
});
