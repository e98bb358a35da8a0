import { describe, expect, it } from 'vitest';
import { questionRows } from '../../../../scripts/bench/scale/question-rows.ts';

const side = (p50: number) => ({ p50, p99: p50, runs: 3 });
const read = { items: 1, readUnits: 1 };
const asked = [
  { name: 'count', size: 'query' },
  { name: 'top 10', size: 'query' },
  { name: 'summary', size: 'summary' },
] as const;
const results = [
  { name: 'count', model: side(2), repository: { ...side(1_000), ...read }, ratio: 500 },
  { name: 'top 10', model: side(11), repository: { ...side(880), ...read }, ratio: 80 },
  { name: 'summary', model: side(19), repository: { ...side(2_850), ...read }, ratio: 150 },
];

describe('questionRows', () => {
  it('holds the slowest question of each size, and the smallest gain, against the targets at 100,000', () => {
    expect(questionRows(100_000, asked, results).map(({ figure, met }) => [figure, met])).toEqual([
      ['slowest query of the read model, p50 (top 10)', false],
      ['slowest whole answer of several queries, p50 (summary)', true],
      ['least that the repository takes longer (top 10)', false],
    ]);
  });

  it('knows the targets at 1,000,000, where the repository is not asked', () => {
    const alone = results.map(({ name, model }) => ({ name, model }));

    expect(questionRows(1_000_000, asked, alone).map(({ figure, target }) => [figure, target])).toEqual([
      ['slowest query of the read model, p50 (top 10)', 'at most 60 ms'],
      ['slowest whole answer of several queries, p50 (summary)', ''],
    ]);
  });
});
