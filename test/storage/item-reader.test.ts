import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { createItemReader } from '../../src/storage/item-reader.ts';
import { agentItem } from '../support/agent-items.ts';

const read = createItemReader(agents, Object.keys(agents.attributes));

describe('createItemReader', () => {
  it('reads what we write unchanged', () => {
    expect(read(agentItem(3))).toEqual({ item: agentItem(3), complete: true });
  });

  it('leaves out what was not asked for', () => {
    const readTwo = createItemReader(agents, ['id', 'npsScore']);

    expect(readTwo(agentItem(3))).toEqual({ item: { id: 'agent-3', npsScore: 64 }, complete: true });
  });

  it.each([
    ['a segment value that is new', 'experienceLevel', 'legendary'],
    ['a segment value named like an inherited property', 'experienceLevel', 'constructor'],
    ['a metric above its range', 'npsScore', 101],
    ['a metric below its range', 'churnRisk', -1],
    ['a number as text', 'revenue', '8000'],
    ['text for a number', 'revenue', 'NaN'],
    ['NaN', 'revenue', Number.NaN],
    ['a BigInt', 'revenue', 10n],
    ['no value', 'revenue', undefined],
    ['null', 'revenue', null],
    ['an empty text', 'name', ''],
    ['a date that is none', 'joinDate', '2025-13-45'],
    ['a date in words', 'joinDate', 'yesterday'],
    ['a list with a number in it', 'activeFeatures', ['crm', 3]],
    ['a map for a list', 'activeFeatures', { crm: true }],
  ])('leaves out %s, keeps the rest, and tells', (_, attribute, value) => {
    const { item, complete } = read({ ...agentItem(3), [attribute]: value });

    const { [attribute as keyof typeof agents.attributes]: _left, ...rest } = agentItem(3);
    expect(item).toEqual(rest);
    expect(complete).toBe(false);
  });

  it.each([
    ['fractions of what we write in whole numbers', 'revenue', 8_000.25, 8_000.25],
    ['sets as lists', 'activeFeatures', new Set(['crm']), ['crm']],
    ['times without a zone as UTC', 'joinDate', '2024-02-29T08:30:00.123456', '2024-02-29T08:30:00.123456Z'],
    ['times with an offset', 'joinDate', '2024-02-29T08:30:00+02:00', '2024-02-29T08:30:00+02:00'],
    ['plain dates', 'joinDate', '2024-02-29', '2024-02-29'],
    ['tiers that are new', 'subscriptionTier', 'founders', 'founders'],
  ])('takes %s', (_, attribute, stored, expected) => {
    const { item, complete } = read({ ...agentItem(3), [attribute]: stored });

    expect(item[attribute]).toEqual(expected);
    expect(complete).toBe(true);
  });

  it('never throws, whatever is stored', () => {
    const names = Object.keys(agents.attributes);

    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.anything()), (raw) => {
        expect(read(raw).item).toBeTypeOf('object');
      }),
    );
  });
});
