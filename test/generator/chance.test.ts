import { describe, expect, it } from 'vitest';
import { chanceOf } from '../../src/generator/chance.ts';

const draws = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw);
const uniformOf = (text: string): (() => number) => {
  const chance = chanceOf(text);
  return () => chance.uniform();
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('chanceOf', () => {
  it('draws the same for the same text, and something else for a text that is almost the same', () => {
    const first = draws(50, uniformOf('42 stu_1001'));

    expect(draws(50, uniformOf('42 stu_1001'))).toEqual(first);
    expect(draws(50, uniformOf('42 stu_1002'))).not.toEqual(first);
  });

  it('draws from 0 to 1, all parts equally often', () => {
    const even = chanceOf('even');
    const tenths = draws(20_000, () => even.uniform()).map((value) => Math.floor(value * 10));

    for (let tenth = 0; tenth < 10; tenth += 1) {
      expect(tenths.filter((value) => value === tenth).length / 2_000).toBeCloseTo(1, 0.9);
    }
  });

  it.each([0, 0.4, 6, 60])('counts %d arrivals on average, as spread as arrivals are', (expected) => {
    const chance = chanceOf(`arrivals ${expected}`);

    const counts = draws(8_000, () => chance.times(expected));

    const found = mean(counts);
    expect(Math.abs(found - expected)).toBeLessThan(0.05 * expected + 0.001);
    expect(mean(counts.map((count) => (count - found) ** 2))).toBeGreaterThanOrEqual(0.9 * expected);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });
});
