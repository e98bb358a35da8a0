import { describe, expect, it } from 'vitest';
import { formatDelta, formatValue } from '../../../src/catalog/derive/format.ts';

describe('what is one', () => {
  it.each([
    [-1, '-1 point'],
    [1.04, '+1 point'],
    [-1.2, '-1.2 points'],
    [0, '±0 points'],
  ])('a difference of %d between percentages is "%s"', (value, text) => {
    expect(formatDelta(value, 'percent')).toBe(text);
  });

  it('is a day and not days', () => {
    expect(formatValue(1, 'days')).toBe('1 day');
    expect(formatValue(1.5, 'days')).toBe('1.5 days');
  });
});
