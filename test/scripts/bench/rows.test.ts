import { describe, expect, it } from 'vitest';
import { createNotes, formatNumber, noteFailure, rowOf } from '../../../scripts/bench/rows.ts';

describe('rowOf', () => {
  it('holds a figure against what it may be at most', () => {
    expect(rowOf('a question', 9.96, 'ms', ['at most', 10])).toEqual({
      figure: 'a question',
      measured: '10 ms',
      target: 'at most 10 ms',
      met: true,
    });
    expect(rowOf('a question', 10.01, 'ms', ['at most', 10]).met).toBe(false);
  });

  it('holds a figure against what it has to be at least', () => {
    expect(rowOf('filling', 30_000, 'agents/s', ['at least', 30_000]).met).toBe(true);
    expect(rowOf('filling', 29_999, 'agents/s', ['at least', 30_000]).met).toBe(false);
  });

  it('misses its target where nothing could be measured', () => {
    expect(rowOf('lag', Number.NaN, 's', ['at most', 1.5]).met).toBe(false);
  });

  it('only tells of a figure without a target', () => {
    expect(rowOf('loading', 61.27, 's')).toEqual({ figure: 'loading', measured: '61.3 s', target: '', met: true });
  });
});

describe('formatNumber', () => {
  it.each([
    [0.0456, '0.05'],
    [12.34, '12.3'],
    [12_119.4, '12,119'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('createNotes', () => {
  it('tells each figure at once, and which target it missed', () => {
    const told: string[] = [];
    const notes = createNotes((line) => told.push(line), '  ');

    notes.note(rowOf('lag', 2, 's', ['at most', 1.5]));
    notes.note(rowOf('filling', 40_000, 'agents/s', ['at least', 30_000]));

    expect(told).toEqual(['  lag: 2 s (missed: at most 1.5 s)', '  filling: 40,000 agents/s']);
    expect(notes.rows.map(({ met }) => met)).toEqual([false, true]);
  });
});

describe('noteFailure', () => {
  it('makes a missed figure of a measurement that broke off', async () => {
    const notes = createNotes(() => undefined);

    await noteFailure(notes, 'lag', () => Promise.reject(new Error('the engine ended')));

    expect(notes.rows).toEqual([
      { figure: 'lag', measured: 'the engine ended', target: 'can be measured', met: false },
    ]);
  });
});
