import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepResults } from '../../../scripts/bench/results-file.ts';
import { rowOf } from '../../../scripts/bench/rows.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vitals-results-'));
  file = join(directory, 'bench.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const scaleOf = (figure: string) => ({
  machine: 'one',
  load: [0, 0] as const,
  measuredAt: '2026-01-01T00:00:00.000Z',
  rows: [rowOf(figure, 1, 's')],
  questions: [],
});

describe('keepResults', () => {
  it('keeps what another kind of run has measured, and replaces what this one measured again', () => {
    keepResults(file, { machine: 'one', rows: [rowOf('first start', 3, 's')] });
    keepResults(file, { scale: { 500: scaleOf('before') } });
    keepResults(file, { scale: { 10000: scaleOf('other') } });

    keepResults(file, { scale: { 500: scaleOf('again') } });

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      machine: 'one',
      rows: [rowOf('first start', 3, 's')],
      scale: { 500: scaleOf('again'), 10000: scaleOf('other') },
    });
  });
});
