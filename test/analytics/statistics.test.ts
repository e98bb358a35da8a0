import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statisticsOf, statisticsOfCounts } from '../../src/analytics/statistics.ts';

describe('statisticsOf', () => {
  it('interpolates quantiles linearly between neighbours', () => {
    const statistics = statisticsOf([40, 10, 30, 20]);

    expect(statistics).toEqual({ n: 4, average: 25, median: 25, p90: 37, total: 100, min: 10, max: 40 });
  });

  it('orders by size and not by digits', () => {
    expect(statisticsOf([9, 100, 20]).median).toBe(20);
  });

  it('states nothing about nobody', () => {
    expect(statisticsOf([])).toEqual({
      n: 0,
      average: null,
      median: null,
      p90: null,
      total: null,
      min: null,
      max: null,
    });
  });

  it('keeps every figure between the extremes and leaves the values as they were', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });

    fc.assert(
      fc.property(values, (numbers) => {
        const before = [...numbers];
        const { average, median, p90, min, max } = statisticsOf(numbers);
        const tolerance = 1e-6;
        for (const figure of [average, median, p90]) {
          expect(figure).toBeGreaterThanOrEqual(Math.min(...numbers) - tolerance);
          expect(figure).toBeLessThanOrEqual(Math.max(...numbers) + tolerance);
        }
        expect(min === Math.min(...numbers) && max === Math.max(...numbers)).toBe(true);
        expect(numbers).toEqual(before);
      }),
    );
  });
});

describe('statisticsOfCounts', () => {
  it('states of counted values what is true of the values one by one', () => {
    const counts = fc.uniqueArray(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })), {
      selector: ([value]) => value,
    });

    fc.assert(
      fc.property(counts, (pairs) => {
        const values = pairs.flatMap(([value, count]) => Array.from({ length: count }, () => value));

        expect(statisticsOfCounts(pairs)).toEqual(statisticsOf(values));
      }),
    );
  });

  it('leaves null what is not wanted', () => {
    expect(statisticsOfCounts([[7, 2]], ['median'])).toMatchObject({ n: 2, median: 7, p90: null, average: null });
  });
});
