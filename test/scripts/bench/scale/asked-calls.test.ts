import { describe, expect, it } from 'vitest';
import { type AskedCall, partOf } from '../../../../scripts/bench/scale/asked-calls.ts';
import type { AnalyticsRequest } from '../../../../src/analytics/analytics.ts';

const average = { metric: 'churnRisk', statistic: 'average' } as const;
const median = { metric: 'churnRisk', statistic: 'median' } as const;
const summary: AnalyticsRequest = {
  filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
  metrics: ['churnRisk'],
  statistics: { selection: [average, median], fleet: [average], groups: [average] },
  fleet: true,
  by: ['specialization'],
};
const calls: readonly AskedCall[] = [
  { method: 'findByName', text: 'Jane', limit: 5 },
  { method: 'run', request: summary },
];

describe('partOf', () => {
  it('makes one query of a summary: the count, the first figure, or all figures of the selection', () => {
    const { filters, metrics } = summary;
    const none = { fleet: [], groups: [] };

    expect(partOf(calls, 'count')).toEqual([{ method: 'run', request: { filters, metrics: [], fleet: false } }]);
    expect(partOf(calls, 'figure')).toEqual([
      { method: 'run', request: { filters, metrics, statistics: { selection: [average], ...none }, fleet: false } },
    ]);
    expect(partOf(calls, 'figures')).toEqual([
      {
        method: 'run',
        request: { filters, metrics, statistics: { selection: [average, median], ...none }, fleet: false },
      },
    ]);
  });

  it('tells the search for a name from what is asked after it', () => {
    expect(partOf(calls, 'name')).toEqual(calls.slice(0, 1));
    expect(partOf(calls, 'peers')).toEqual(calls.slice(1));
  });
});
