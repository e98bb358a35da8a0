import type { ClearIntent, Statistic } from './intent.ts';

/** One correction of how a question was understood. */
export type Refinement =
  | { readonly kind: 'metric'; readonly metric: string }
  | { readonly kind: 'statistic'; readonly statistic: Statistic }
  /** Only these people; without a value, everyone. */
  | { readonly kind: 'segment'; readonly field: string; readonly value: string }
  | { readonly kind: 'everyone' };

/** The intents that have something to refine: those about figures of people. */
export type RefinableIntent = Extract<ClearIntent, { kind: 'summary' | 'breakdown' | 'ranking' | 'comparison' }>;

export function isRefinable(intent: { readonly kind: string }): intent is RefinableIntent {
  return ['summary', 'breakdown', 'ranking', 'comparison'].includes(intent.kind);
}

/**
 * The same question with one thing changed, without asking anybody what it means.
 *
 * What the change does not touch stays; a refinement that does not apply (a statistic of a ranking) changes
 * nothing. The result must still pass `intentSchema` when the refinement came from outside.
 */
export function refineIntent(intent: RefinableIntent, refinement: Refinement): RefinableIntent {
  switch (refinement.kind) {
    case 'metric':
      return withMetric(intent, refinement.metric);
    case 'statistic':
      return intent.kind === 'ranking' ? intent : { ...intent, statistic: refinement.statistic };
    case 'segment': {
      const { field, value } = refinement;
      const others = intent.filters.filter((filter) => filter.field !== field || filter.op !== 'in');
      return { ...intent, filters: [...others, { field, op: 'in', values: [value] }] };
    }
    case 'everyone':
      return { ...intent, filters: intent.filters.filter(({ op }) => op !== 'in') };
  }
}

function withMetric(intent: RefinableIntent, name: string): RefinableIntent {
  // Its caller's schema checks that the name is a metric of this dataset.
  const metric = name as Extract<RefinableIntent, { kind: 'ranking' }>['metric'];
  return intent.kind === 'ranking' ? { ...intent, metric } : { ...intent, metrics: [metric] };
}
