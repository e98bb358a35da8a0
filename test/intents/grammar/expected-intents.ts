import type { Filter } from '../../../src/intents/filter.ts';
import { parseText } from '../../../src/intents/grammar/parse-text.ts';
import type { Intent, Statistic, UnclearReason } from '../../../src/intents/intent.ts';

const dataset = 'agents';

/** The day on which every text of these tables is typed. */
const today = '2026-11-20';

export const parse = (text: string): Intent => parseText(text, { surface: 'slash', command: '/agents', today });

export const is = (field: string, ...values: string[]): Filter => ({ field, op: 'in', values });
export const has = (...values: string[]): Filter => ({ field: 'activeFeatures', op: 'has', values });
export const where = (field: string, op: Exclude<Filter['op'], 'in' | 'has'>, value: number | string): Filter =>
  ({ field, op, value }) as Filter;

const measured = (metrics: string[], statistic: Statistic | undefined) =>
  statistic === undefined ? { metrics } : { metrics, statistic };

export const count = (...filters: Filter[]): Intent => summary([], filters);

export const summary = (metrics: string[], filters: Filter[], statistic?: Statistic): Intent => ({
  kind: 'summary',
  dataset,
  ...measured(metrics, statistic),
  filters,
});

export const breakdown = (metrics: string[], by: string, filters: Filter[], statistic?: Statistic): Intent => ({
  kind: 'breakdown',
  dataset,
  ...measured(metrics, statistic),
  by,
  filters,
});

export const ranking = (order: 'highest' | 'lowest', limit: number, metric: string, ...filters: Filter[]): Intent => ({
  kind: 'ranking',
  dataset,
  metric,
  order,
  limit,
  filters,
});

export const comparison = (
  metrics: string[],
  segment: string,
  values: string[],
  filters: Filter[],
  statistic?: Statistic,
): Intent => ({ kind: 'comparison', dataset, ...measured(metrics, statistic), segment, values, filters });

export const profile = (subject: string): Intent => ({ kind: 'profile', dataset, subject });

export const update = (subject: string, changes: Readonly<Record<string, number>>): Intent => ({
  kind: 'update',
  dataset,
  subject,
  changes: Object.entries(changes).map(([metric, value]) => ({ metric, value })),
});

export const help: Intent = { kind: 'help' };

export type Row = [text: string, intent: Intent];
export type UnclearRow = [text: string, reason: UnclearReason];
