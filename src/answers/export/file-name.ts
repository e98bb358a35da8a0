import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { groupingNamed, metricNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import type { Filter } from '../../intents/filter.ts';
import { parseText } from '../../intents/grammar/parse-text.ts';
import type { Intent } from '../../intents/intent.ts';
import type { Operation } from '../../intents/operations.ts';
import { isRefinable } from '../../intents/refine-intent.ts';

/** File systems and Slack take more; people read less. */
const longestName = 80;

/**
 * "agents-rookie-churn-risk-2026-11-20.csv": of whom, what, and when; "why-churn-risk-rookie-…". It names nobody.
 *
 * @param today an ISO date
 */
export function fileName(intent: Intent, today: string): string {
  const slug = wordsOf(intent, today)
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/gu, '');
  return `${slug}-${today}.csv`;
}

function wordsOf(intent: Intent, today: string): readonly string[] {
  switch (intent.kind) {
    case 'summary':
    case 'breakdown':
    case 'comparison':
    case 'ranking': {
      const dataset = datasetNamed(intent.dataset);
      return [...membersWords(dataset, intent.filters), ...measureWords(dataset, intent), ...timeWords(intent)];
    }
    case 'insights': {
      const { predictionType, minRisk, dataset, filters } = intent;
      return [
        'insights',
        ...(predictionType === undefined ? [] : [predictionType]),
        ...(minRisk === undefined ? [] : [`risk above ${minRisk}`]),
        ...(dataset === undefined ? [] : membersWords(datasetNamed(dataset), filters)),
      ];
    }
    case 'operation':
      return operationWords(intent, today);
    default:
      return [intent.kind];
  }
}

function operationWords(operation: Operation, today: string): readonly string[] {
  if (operation.name === 'why') return ['why', ...questionWords(operation.arguments.of, today)];
  return 'days' in operation.arguments ? [operation.name, lastDays(operation.arguments.days)] : [operation.name];
}

/** The figure that is explained, and of whom where that is not everyone. */
function questionWords(command: string, today: string): readonly string[] {
  const about = parseText(command, { surface: 'slash', today });
  if (!isRefinable(about)) return [];
  const dataset = datasetNamed(about.dataset);
  const members = membersWords(dataset, about.filters).filter((word) => word !== dataset.noun.many);
  return [...measureWords(dataset, about), ...members];
}

const lastDays = (days: number): string => (days === 1 ? 'last day' : `last ${days} days`);

function timeWords(intent: Intent): string[] {
  const over = 'over' in intent && intent.over !== undefined ? [lastDays(intent.over.days)] : [];
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
