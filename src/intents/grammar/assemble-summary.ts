import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import type { Draft } from './draft.ts';
import { askedMetrics, type ClearMetrics, filtersOf, lookBackOf, measured } from './draft-parts.ts';
import { type Outcome, trouble } from './outcome.ts';
import { hasCue } from './pieces.ts';

/** A figure, or a count, of the people that a draft describes. */
export function summary(draft: Draft): Outcome {
  const filters = filtersOf(draft);
  if (!draft.needsFigure && asksNothing(draft, filters))
    return trouble({ reason: 'incomplete', detail: 'Say what you want to know.' });
  const wantsFigure = draft.statistic !== undefined && draft.statistic !== 'total';
  if ((wantsFigure || draft.needsFigure) && askedMetrics(draft).length === 0) return ofWhat(draft, filters);
  if (draft.wantsCount && draft.metrics.length > 0) return countOrMetric(draft, filters);
  return { intent: { kind: 'summary', dataset: draft.datasetName, ...measured(draft), filters, ...lookBackOf(draft) } };
}

/** Words of grammar alone: not even everyone is named. */
function asksNothing(draft: Draft, filters: readonly Filter[]): boolean {
  if (filters.length + draft.metrics.length > 0 || draft.wantsCount) return false;
  return !draft.pieces.some((piece) => piece.roles.content?.kind === 'noun' || hasCue(piece, 'all', 'others'));
}

/** "Median rookies": a figure is missing. */
function ofWhat(draft: Draft, filters: Filter[]): Outcome {
  const readings = draft.dataset.keyMetrics.map((metric) => ({
    kind: 'summary' as const,
    dataset: draft.datasetName,
    ...measured({ ...draft, metrics: [metric] }),
    filters,
    ...lookBackOf(draft),
  }));
  return trouble({ reason: 'incomplete', detail: 'Of which figure?', suggestions: readings });
}

/** "How many rookies churn": of what one cannot count, ask back. */
function countOrMetric(draft: Draft, filters: Filter[]): Outcome {
  const thresholds = draft.metrics.flatMap((metric) => {
    const { thresholds: { high, low } = {} } = metricNamed(draft.dataset, metric);
    const high_: Filter[] = high === undefined ? [] : [{ field: metric, op: '>=', value: high }];
    const low_: Filter[] = low === undefined ? [] : [{ field: metric, op: '<=', value: low }];
    return [...high_, ...low_];
  });
  const common = { kind: 'summary', dataset: draft.datasetName } as const;
  return trouble({
    reason: 'ambiguous',
    suggestions: [
      ...thresholds.map((filter) => ({ ...common, metrics: [], filters: [...filters, filter], ...lookBackOf(draft) })),
      { ...common, metrics: draft.metrics as ClearMetrics, filters, ...lookBackOf(draft) },
    ],
  });
}
