import { describe, expect, it } from 'vitest';
import { rowOf } from '../../../../scripts/bench/rows.ts';
import { formatScale } from '../../../../scripts/bench/scale/format-scale.ts';
import type { ScaleResult } from '../../../../scripts/bench/scale/scale-result.ts';

const result: ScaleResult = {
  machine: '2 × Someone, 8 GB, Node v20.20.0, linux',
  load: [0.5, 1.25],
  measuredAt: '2026-01-01T00:00:00.000Z',
  rows: [rowOf('lag', 2, 's', ['at most', 1.5]), rowOf('loading', 61.3, 's')],
  questions: [
    {
      name: 'top 10',
      model: { p50: 6.04, p99: 8.1, runs: 50 },
      repository: { p50: 2_510, p99: 2_800, runs: 3, items: 100_000, readUnits: 12_119.5 },
      ratio: 415.6,
    },
  ],
};

describe('formatScale', () => {
  it('shows both sides of a question, and each figure beside its target, with the machine named', () => {
    const lines = formatScale(100_000, result).split('\n');

    expect(lines.slice(0, 2)).toEqual([
      '100,000 agents',
      '2 × Someone, 8 GB, Node v20.20.0, linux; load 0.5 before, 1.25 after',
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^top 10 +6 +8\.1 +2,510 +2,800 +100,000 +12,120 +415\.6$/u));
    expect(lines).toContainEqual(expect.stringMatching(/^lag +2 s +at most 1\.5 s +NO$/u));
    expect(lines).toContainEqual(expect.stringMatching(/^loading +61\.3 s$/u));
  });

  it('leaves the repository out where it was not asked, and warns of a short run', () => {
    const questions = [{ name: 'top 10', model: { p50: 26, p99: 31, runs: 50 } }];

    const text = formatScale(1_000_000, { ...result, questions, short: true });

    expect(text).toContain('1,000,000 agents (a short run: not to be quoted)');
    expect(text).toMatch(/^top 10 +26 +31$/mu);
  });
});
