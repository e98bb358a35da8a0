import type { Dataset } from '../../catalog/define-dataset.ts';
import type { Intent, IntentOfKind } from '../intent.ts';

/** A question about figures of people, from which another can go on. */
export type Asked = IntentOfKind<'summary' | 'breakdown' | 'ranking' | 'comparison'>;

export const isAsked = (intent: Intent): intent is Asked =>
  ['summary', 'breakdown', 'ranking', 'comparison'].includes(intent.kind);

/** The one metric that a question about a dataset had, if it was one. */
export function metricOfQuestion(context: Intent | undefined, { name }: Dataset): string | undefined {
  if (context === undefined || !isAsked(context) || context.dataset !== name) return undefined;
  if (context.kind === 'ranking') return context.metric;
  return context.metrics.length === 1 ? context.metrics[0] : undefined;
}
