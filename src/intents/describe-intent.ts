import { datasetNamed } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { groupingNamed, metricNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatMetric } from '../catalog/derive/format.ts';
import { commandOf } from './command-of.ts';
import type { Filter } from './filter.ts';
import { type ClearIntent, type Intent, rankingLimit, type Statistic, type UnclearReason } from './intent.ts';
import type { Operation } from './operations.ts';

/** How an intent was understood, for the asker to check and to type again. */
export interface Description {
  /** A phrase in plain words, without a full stop: "Average churn risk of rookie agents". */
  readonly words: string;
  /** The slash command that means the same. */
  readonly command: string;
}

/**
 * Says an intent in plain words, and as the slash command that means exactly the same.
 *
 * Parsing the command gives an equal intent; of an unclear one the command shows the help.
 */
export function describeIntent(intent: Intent): Description {
  return { words: wordsOf(intent), command: commandOf(intent) };
}

const statisticLabels: Readonly<Record<Statistic, string>> = {
  average: 'average',
  median: 'median',
  p90: '90th percentile of',
  total: 'total',
  min: 'lowest',
  max: 'highest',
};

const unclearWords: Readonly<Record<UnclearReason, string>> = {
  notUnderstood: 'Not understood',
  ambiguous: 'More than one meaning is possible',
  incomplete: 'Something is missing',
  contradictory: 'The conditions contradict each other',
  outOfRange: 'A value is out of range',
  outOfScope: 'Not something that can be answered here',
  destructive: 'Nothing can be deleted or changed that way',
};

function wordsOf(intent: Intent): string {
  if (intent.kind === 'help') return 'What can be asked';
  if (intent.kind === 'unclear') return unclearWords[intent.reason];
  if (intent.kind === 'operation') return operationWordsOf(intent);
  const dataset = datasetNamed(intent.dataset);
  return sentenceCase(phraseFor(dataset, intent));
}

function operationWordsOf(operation: Operation): string {
  if (operation.name === 'usage') return `How Vitals was used in the last ${operation.arguments.days} days`;
  return `What is behind ${operation.arguments.of}`;
}

function phraseFor(dataset: Dataset, intent: Exclude<ClearIntent, { kind: 'help' | 'operation' }>): string {
  switch (intent.kind) {
    case 'summary':
      return `${measureWords(dataset, intent)} ${membersWords(dataset, intent.filters)}`;
    case 'breakdown': {
      const members = membersWords(dataset, intent.filters);
      return `${measureWords(dataset, intent)} ${members} by ${lower(groupingNamed(dataset, intent.by).label)}`;
    }
    case 'ranking': {
      const members = membersWords(dataset, intent.filters);
      const label = lower(metricNamed(dataset, intent.metric).label);
      return intent.limit === rankingLimit.max
        ? `${members} by ${label}, ${intent.order} first`
        : `the ${intent.limit} ${members} with the ${intent.order} ${label}`;
    }
    case 'comparison': {
      const values = intent.values.map((value) => lower(valueLabel(dataset, intent.segment, value)));
      const members = membersWords(dataset, intent.filters);
      return `${listed(values)} compared: ${measureWords(dataset, { statistic: 'average', ...intent })} ${members}`;
    }
    case 'profile':
      return `profile of ${intent.subject}`;
    case 'update': {
      const changes = intent.changes.map(
        ({ metric, value }) =>
          `${lower(metricNamed(dataset, metric).label)} to ${formatMetric(dataset, metric, value)}`,
      );
      return `set ${listed(changes)} for ${intent.subject}`;
    }
  }
}

function measureWords(
  dataset: Dataset,
  { metrics, statistic }: { readonly metrics: readonly string[]; readonly statistic?: Statistic | undefined },
): string {
  if (metrics.length === 0) return 'number of';
  const named = metrics.map((name) => {
    const metric = metricNamed(dataset, name);
    return `${statisticLabels[statistic ?? metric.sum]} ${lower(metric.label)}`;
  });
  return `${listed(named)} of`;
}

/** The members that a question is about: "rookie, urban agents with NPS < 30". */
function membersWords(dataset: Dataset, filters: readonly Filter[]): string {
  const before: string[] = [];
  const after: string[] = [];
  for (const filter of filters) {
    if (filter.op === 'in')
      before.push(filter.values.map((value) => lower(valueLabel(dataset, filter.field, value))).join(' or '));
    else after.push(conditionWords(dataset, filter));
  }
  const adjectives = before.length === 0 ? '' : `${before.join(', ')} `;
  const conditions = after.length === 0 ? '' : ` ${listed(after)}`;
  return `${adjectives}${dataset.noun.many}${conditions}`;
}

function conditionWords(dataset: Dataset, filter: Exclude<Filter, { op: 'in' }>): string {
  const attribute = dataset.attributes[filter.field];
  const label = lower(attribute?.label ?? filter.field);
  switch (filter.op) {
    case 'has':
      return `using ${listed(filter.values.map((value) => lower(valueLabel(dataset, filter.field, value))))}`;
    case 'since':
      return `${label} since ${filter.value}`;
    case 'before':
      return `${label} before ${filter.value}`;
    case 'withinDays':
      return `${label} within the last ${filter.value} days`;
    case 'olderThanDays':
      return `${label} more than ${filter.value} days ago`;
    default:
      return `with ${label} ${filter.op} ${formatMetric(dataset, filter.field, filter.value)}`;
  }
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A label inside a sentence: "Churn risk" → "churn risk", "NPS" and "CRM sync" as they are. */
const lower = (label: string): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
