import { expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { analyticalColumns } from '../../../src/catalog/derive/columns.ts';

const columns = new Map(analyticalColumns(agents).map(({ name, type }) => [name, type]));

it('leaves the personal attributes out, and only those', () => {
  const left = Object.keys(agents.attributes).filter((name) => !columns.has(name));

  expect(left).toEqual(['email', 'phone']);
});

it('gives each attribute the type of its values', () => {
  const names = ['id', 'name', 'experienceLevel', 'revenue', 'joinDate', 'subscriptionTier', 'activeFeatures'];

  expect(names.map((name) => columns.get(name))).toEqual(['text', 'text', 'text', 'number', 'time', 'text', 'texts']);
});
