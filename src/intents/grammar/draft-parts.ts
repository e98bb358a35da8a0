import { isGrouping, isValued } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import type { ClearIntent } from '../intent.ts';
import type { Draft, PlacedFilter } from './draft.ts';

/** The filters of a draft in text order; `except` names a segment whose values are used otherwise. */
export function filtersOf(draft: Draft, except?: string): Filter[] {
  const placed: PlacedFilter[] = draft.filters.map(({ at, filter }) => ({ at, filter }));
  for (const field of new Set(draft.values.map((value) => value.field))) {
    if (field === except) continue;
    const values = draft.values.filter((value) => value.field === field);
    placed.push({ at: values[0]?.at ?? 0, filter: valueFilter(draft, field, values) });
  }
  return placed.sort((left, right) => left.at - right.at).map(({ filter }) => filter);
}

function valueFilter(draft: Draft, field: string, named: Draft['values']): Filter {
  const attribute = draft.dataset.attributes[field];
  const wanted = [...new Set(named.filter((value) => !value.negated).map(({ value }) => value))];
  if (attribute?.kind === 'list') return { field, op: 'has', values: wanted };
  if (wanted.length > 0) return { field, op: 'in', values: wanted };
  const unwanted = new Set(named.map(({ value }) => value));
  const all = isValued(attribute) ? Object.keys(attribute.values) : [];
  return { field, op: 'in', values: all.filter((value) => !unwanted.has(value)) };
}

/** What is asked about people: the metrics, or for a bare statistic the one that a condition names. */
export function askedMetrics(draft: Draft): string[] {
  if (draft.metrics.length > 0 || draft.statistic === undefined) return draft.metrics;
  const conditioned = draft.filters
    .map(({ filter }) => filter.field)
    .filter((field) => draft.dataset.attributes[field]?.kind === 'metric');
  return conditioned.slice(0, 1);
}

/** The same for all forms that carry metrics and a statistic; a statistic of a mere count says nothing. */
export function measured(draft: Draft): { metrics: ClearMetrics; statistic?: NonNullable<Draft['statistic']> } {
  const metrics = askedMetrics(draft) as ClearMetrics;
  const { statistic } = draft;
  return metrics.length === 0 || statistic === undefined ? { metrics } : { metrics, statistic };
}

/** Of which times figures are asked, as an intent has it. */
export function lookBackOf({ over, against }: Draft): { over?: { days: number }; against?: { daysAgo: number } } {
  return {
    ...(over === undefined ? {} : { over: { days: over } }),
    ...(against === undefined ? {} : { against: { daysAgo: against } }),
  };
}

export type ClearMetrics = Extract<ClearIntent, { kind: 'summary' }>['metrics'];

/** Whether an attribute's values can be set beside each other. */
export const groups = (draft: Draft, field: string): boolean => isGrouping(draft.dataset.attributes[field]);
