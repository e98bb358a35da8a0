import { describe, expect, it } from 'vitest';
import { createFilterTest } from '../../src/analytics/matches-filters.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import type { Filter } from '../../src/intents/filter.ts';

const now = Date.parse('2026-03-15T12:00:00Z');

const item = (values: AnyItem = {}): AnyItem => ({
  id: 'agent-1',
  experienceLevel: 'rookie',
  npsScore: 30,
  joinDate: '2024-01-01T00:00:00.000Z',
  lastActivityDate: '2026-03-05T12:00:00.000Z',
  activeFeatures: ['crmSync', 'marketReports'],
  ...values,
});

const passes = (filter: Filter, values?: AnyItem): boolean => createFilterTest([filter], now)(item(values));

describe('createFilterTest', () => {
  it.each<[string, Filter, boolean]>([
    ['one of several values', { field: 'experienceLevel', op: 'in', values: ['veteran', 'rookie'] }, true],
    ['another value', { field: 'experienceLevel', op: 'in', values: ['veteran'] }, false],
    ['below, at the bound', { field: 'npsScore', op: '<', value: 30 }, false],
    ['at most, at the bound', { field: 'npsScore', op: '<=', value: 30 }, true],
    ['above, at the bound', { field: 'npsScore', op: '>', value: 30 }, false],
    ['at least, at the bound', { field: 'npsScore', op: '>=', value: 30 }, true],
    ['exactly', { field: 'npsScore', op: '=', value: 30 }, true],
    ['since the very day', { field: 'joinDate', op: 'since', value: '2024-01-01' }, true],
    ['before the very day', { field: 'joinDate', op: 'before', value: '2024-01-01' }, false],
    ['within days, at the bound', { field: 'lastActivityDate', op: 'withinDays', value: 10 }, true],
    ['older than days, at the bound', { field: 'lastActivityDate', op: 'olderThanDays', value: 10 }, false],
    ['older than fewer days', { field: 'lastActivityDate', op: 'olderThanDays', value: 9 }, true],
    ['every listed value', { field: 'activeFeatures', op: 'has', values: ['crmSync', 'marketReports'] }, true],
    [
      'a value that is not in the list',
      { field: 'activeFeatures', op: 'has', values: ['crmSync', 'adCampaigns'] },
      false,
    ],
  ])('tells %s', (_title, filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });

  it.each<Filter>([
    { field: 'experienceLevel', op: 'in', values: ['rookie'] },
    { field: 'npsScore', op: '<', value: 101 },
    { field: 'joinDate', op: 'before', value: '2030-01-01' },
    { field: 'lastActivityDate', op: 'olderThanDays', value: 0 },
    { field: 'activeFeatures', op: 'has', values: ['crmSync'] },
  ])('lets nobody pass whose value is missing: $field $op', (filter) => {
    expect(passes(filter, { [filter.field]: undefined })).toBe(false);
  });

  it('asks for all filters at once', () => {
    const filters: Filter[] = [
      { field: 'experienceLevel', op: 'in', values: ['rookie'] },
      { field: 'npsScore', op: '>', value: 50 },
    ];

    expect(createFilterTest(filters, now)(item())).toBe(false);
    expect(createFilterTest(filters, now)(item({ npsScore: 51 }))).toBe(true);
  });
});
