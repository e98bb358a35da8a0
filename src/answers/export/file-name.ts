import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { groupingNamed, metricNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import type { Filter } from '../../intents/filter.ts';
import type { Intent } from '../../intents/intent.ts';

/** File systems and Slack take more; people read less. */
const longestName = 80;

/**
 * "agents-rookie-churn-risk-2026-11-20.csv": of whom, what, and when. It names nobody.
 *
 * @param today an ISO date
 */
export function fileName(intent: Intent, today: string): string {
  const slug = wordsOf(intent)
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/gu, '');
  return `${slug}-${today}.csv`;
}

function wordsOf(intent: Intent): readonly string[] {
  switch (intent.kind) {
    case 'summary':
    case 'breakdown':
    case 'comparison':
    case 'ranking': {
      const dataset = datasetNamed(intent.dataset);
      return [...membersWords(dataset, intent.filters), ...measureWords(dataset, intent), ...timeWords(intent)];
    }
    case 'insights':
      return ['insights', ...(intent.predictionType === undefined ? [] : [intent.predictionType])];
    case 'operation':
      return [intent.name];
    default:
      return [intent.kind];
  }
}

function timeWords(intent: Intent): string[] {
  const over = 'over' in intent && intent.over !== undefined ? [`last ${intent.over.days} days`] : [];
  const against =
    'against' in intent && intent.against !== undefined ? [`since ${intent.against.daysAgo} days ago`] : [];
  return [...over, ...against];
}

/** The noun says what segment it is by which people are called. */
function membersWords(dataset: Dataset, filters: readonly Filter[]): string[] {
  const noun = nounOf(dataset, filters);
  const values = filters.flatMap((filter) =>
    filter.op !== 'in' || (noun !== dataset.noun && filter.field === dataset.nounsBy)
      ? []
      : filter.values.map((value) => valueLabel(dataset, filter.field, value)),
  );
  return [noun.many, ...values];
}

function measureWords(
  dataset: Dataset,
  intent: Extract<Intent, { kind: 'summary' | 'breakdown' | 'comparison' | 'ranking' }>,
): string[] {
  const label = (metric: string): string => metricNamed(dataset, metric).label;
  switch (intent.kind) {
    case 'summary':
      return intent.metrics.map(label);
    case 'breakdown':
      return [...intent.metrics.map(label), 'by', groupingNamed(dataset, intent.by).label];
    case 'comparison':
      return [
        ...intent.metrics.map(label),
        ...intent.values.map((value) => valueLabel(dataset, intent.segment, value)),
      ];
    case 'ranking':
      return [intent.order, label(intent.metric)];
  }
}
