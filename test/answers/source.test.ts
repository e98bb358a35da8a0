import { describe, expect, it } from 'vitest';
import type { ReadCost } from '../../src/analytics/analytics.ts';
import { dataNotes, provenanceOf } from '../../src/answers/source.ts';

const cost = (parts: Partial<ReadCost> = {}): ReadCost => ({
  source: 'ZillowAgents, whole table',
  itemsRead: 500,
  readUnits: 61,
  unreadable: 0,
  asOf: '2026-03-01T00:00:00.000Z',
  tookMs: 20,
  ...parts,
});

describe('dataNotes', () => {
  it('have nothing to say of data that is as it should be', () => {
    expect(dataNotes(cost())).toEqual([]);
  });

  it.each([
    ['filling', /still being filled/],
    ['behind', /is behind/],
    ['unavailable', /cannot be used/],
  ] as const)('tell that the record stood in, and why: %s', (standIn, reason) => {
    const [note] = dataNotes(cost({ standIn }));

    expect(note).toMatch(reason);
    expect(note).toMatch(/read from the record itself/);
  });
});

describe('provenanceOf', () => {
  it('is what was read, and not why', () => {
    expect(provenanceOf(cost({ standIn: 'behind' }))).toEqual(cost());
  });
});
