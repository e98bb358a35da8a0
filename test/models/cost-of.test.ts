import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/models/cost-of.ts';

describe('costOf', () => {
  it('prices input and output by the million', () => {
    expect(costOf({ input: 500_000, output: 10_000 }, { input: 0.8, output: 4 })).toBeCloseTo(0.44, 9);
  });
});
