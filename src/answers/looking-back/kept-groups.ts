import type { Filter } from '../../intents/filter.ts';
import type { KeptGroup } from '../../state/figure-history-item.ts';
import type { LookBack, Measure } from './measures.ts';

/**
 * The groups with daily figures that together are those whom the filters select; undefined where there are none.
 *
 * Figures are kept of everyone, and of those with each value of a segment.
 */
export function keptGroups(filters: readonly Filter[]): readonly KeptGroup[] | undefined {
  const [only, ...others] = filters;
  if (only === undefined) return ['everyone'];
  if (others.length > 0 || only.op !== 'in') return undefined;
  return [...new Set(only.values)].map((value) => ({ field: only.field, value }));
}

/** The same of all whom a question is about; of one that is broken down, also each of its parts is kept then. */
export function keptGroupsIn(intent: LookBack): readonly KeptGroup[] | undefined {
  const { filters } = intent;
  if (intent.kind === 'comparison') {
    return filters.length === 0 ? keptGroups([{ field: intent.segment, op: 'in', values: intent.values }]) : undefined;
  }
  const isWithin = intent.kind === 'summary' || filters.every(({ field }) => field === intent.by);
  return isWithin ? keptGroups(filters) : undefined;
}

/** Whether the measures of several groups together follow from those of each: a middle does not. */
export function canBeMerged(groups: readonly KeptGroup[], measures: readonly Measure[]): boolean {
  return groups.length < 2 || measures.every(isSummable);
}

function isSummable(measure: Measure): boolean {
  return measure === 'count' || !['median', 'p90'].includes(measure.statistic);
}

/** The questions with the same span about groups of which figures are kept: the nearest to what was asked. */
export function nearestKept(intent: LookBack, measures: readonly Measure[]): readonly LookBack[] {
  const everyone = { ...intent, filters: [] };
  if (intent.kind !== 'summary') return [everyone];
  const parts = intent.filters.flatMap((filter): Filter[] => {
    if (filter.op !== 'in') return [];
    const whole = measures.every(isSummable);
    return whole ? [filter] : filter.values.map((value) => ({ ...filter, values: [value] }));
  });
  return [...parts.slice(0, 3).map((filter) => ({ ...intent, filters: [filter] })), everyone];
}
