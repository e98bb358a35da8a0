import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { attributesOfKind } from '../../../src/catalog/derive/attribute-names.ts';
import { itemSchema } from '../../../src/catalog/derive/item-schema.ts';
import { agentItem } from '../../support/agent-items.ts';

const schema = itemSchema(agents);
const accepts = (overrides: Record<string, unknown>): boolean =>
  schema.safeParse({ ...agentItem(1), ...overrides }).success;

describe('itemSchema', () => {
  it('accepts a complete agent and returns it as it is', () => {
    expect(schema.parse(agentItem(1))).toEqual(agentItem(1));
  });

  it.each(Object.keys(agents.attributes))('misses %s when it is not there', (name) => {
    const { [name as 'id']: _left, ...rest } = agentItem(1);

    const issues = schema.safeParse(rest).error?.issues;

    expect(issues?.map(({ path }) => path)).toEqual([[name]]);
  });

  it('refuses an attribute that the catalogue lacks', () => {
    expect(accepts({ shoeSize: 44 })).toBe(false);
  });

  it.each(attributesOfKind(agents, 'metric').map(([name, { range, whole }]) => [name, ...range, whole] as const))(
    'holds %s between %d and %d, both included',
    (name, lowest, highest, whole) => {
      expect(accepts({ [name]: lowest })).toBe(true);
      expect(accepts({ [name]: highest })).toBe(true);
      expect(accepts({ [name]: lowest - 1 })).toBe(false);
      expect(accepts({ [name]: highest + 1 })).toBe(false);
      expect(accepts({ [name]: lowest + 0.5 })).toBe(!whole);
      expect(accepts({ [name]: Number.NaN })).toBe(false);
      expect(accepts({ [name]: String(lowest) })).toBe(false);
    },
  );

  it.each(attributesOfKind(agents, 'segment').map(([name, { values }]) => [name, Object.keys(values)] as const))(
    'holds %s to its values',
    (name, values) => {
      expect(values.map((value) => accepts({ [name]: value }))).toEqual(values.map(() => true));
      expect(accepts({ [name]: 'other' })).toBe(false);
    },
  );

  it('takes dates and times with a zone, and no others', () => {
    const taken = ['2024-02-29', '2024-02-29T08:30:00Z', '2024-02-29T08:30:00.123+02:00'];
    const refused = ['2023-02-29', '29.02.2024', '2024-02-29T08:30:00', ''];

    expect(taken.filter((joinDate) => !accepts({ joinDate }))).toEqual([]);
    expect(refused.filter((joinDate) => accepts({ joinDate }))).toEqual([]);
  });

  it('takes tiers and features that it does not know, but no empty ones', () => {
    expect(accepts({ subscriptionTier: 'founders', activeFeatures: ['beta', 'crm'] })).toBe(true);
    expect(accepts({ activeFeatures: [] })).toBe(true);
    expect(accepts({ subscriptionTier: '' })).toBe(false);
    expect(accepts({ activeFeatures: [''] })).toBe(false);
  });
});
