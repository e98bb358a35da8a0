import { datasetNamed, datasets } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { idPrefixes, isTime, isValued } from '../catalog/derive/attribute-names.ts';
import { phraseOf } from '../catalog/derive/vocabulary.ts';
import type { Filter } from './filter.ts';
import { statisticWords } from './grammar/function-words.ts';
import { lexiconOf } from './grammar/lexicon.ts';
import type { ClearIntent, Intent, Statistic } from './intent.ts';
import type { Operation } from './operations.ts';

/** The slash command that means the same as an intent; parsing it gives an equal intent. */
export function commandOf(intent: Intent): string {
  if (intent.kind === 'help' || intent.kind === 'unclear') return `${datasets[0].command} help`;
  if (intent.kind === 'operation') return operationCommand(intent);
  const dataset = datasetNamed(intent.dataset);
  return [dataset.command, ...wordsFor(dataset, intent)].filter((word) => word !== '').join(' ');
}

function operationCommand(operation: Operation): string {
  if (operation.name === 'usage') return `${datasets[0].command} usage ${operation.arguments.days} days`;
  return operation.arguments.of.replace(/^(\S+) /u, '$1 why ');
}

function wordsFor(dataset: Dataset, intent: Exclude<ClearIntent, { kind: 'help' | 'operation' }>): readonly string[] {
  switch (intent.kind) {
    case 'summary':
      return [...measure(dataset, intent), ...conditions(dataset, intent.filters)];
    case 'breakdown':
      return [...measure(dataset, intent), 'by', ownPhrase(dataset, intent.by), ...conditions(dataset, intent.filters)];
    case 'ranking': {
      const end = intent.order === 'highest' ? 'top' : 'bottom';
      return [end, String(intent.limit), ownPhrase(dataset, intent.metric), ...conditions(dataset, intent.filters)];
    }
    case 'comparison': {
      const values = intent.values.map((value) => valuePhrase(dataset, intent.segment, value)).join(' vs ');
      const metrics = intent.metrics.length === 0 ? [] : measure(dataset, intent);
      return ['compare', values, ...metrics, ...conditions(dataset, intent.filters)];
    }
    case 'profile':
      return [subjectWord(dataset, intent.subject)];
    case 'update': {
      const changes = intent.changes.map(({ metric, value }) => `${ownPhrase(dataset, metric)} ${value}`);
      return ['set', subjectWord(dataset, intent.subject), ...changes];
    }
  }
}

function measure(
  dataset: Dataset,
  { metrics, statistic }: { readonly metrics: readonly string[]; readonly statistic?: Statistic | undefined },
): readonly string[] {
  if (metrics.length === 0) return ['count'];
  const named = metrics.map((metric) => ownPhrase(dataset, metric)).join(' and ');
  return statistic === undefined ? [named] : [statisticWord(dataset, statistic, named), named];
}

/** "Average response time" is that metric's own name, so another word for the average stands before it. */
function statisticWord(dataset: Dataset, statistic: Statistic, named: string): string {
  const { phrases } = lexiconOf(dataset);
  const [first = ''] = named.split(' and ');
  return statisticWords[statistic].find((word) => !phrases.has(`${word} ${first}`)) ?? statistic;
}

function conditions(dataset: Dataset, filters: readonly Filter[]): readonly string[] {
  return filters.map((filter) => condition(dataset, filter));
}

function condition(dataset: Dataset, filter: Filter): string {
  const values = (separator: string): string =>
    'values' in filter ? filter.values.map((value) => valuePhrase(dataset, filter.field, value)).join(separator) : '';
  switch (filter.op) {
    case 'in':
      return values(' or ');
    case 'has':
      return `using ${values(' and ')}`;
    case 'since':
    case 'before':
      return `${timeWord(dataset, filter.field, 'presence')} ${filter.op} ${filter.value}`;
    case 'withinDays':
      return `${timeWord(dataset, filter.field, 'presence')} within ${filter.value} days`;
    case 'olderThanDays':
      return olderThan(dataset, filter.field, filter.value);
    default:
      return `with ${ownPhrase(dataset, filter.field)} ${filter.op} ${filter.value}`;
  }
}

function olderThan(dataset: Dataset, field: string, days: number): string {
  const attribute = dataset.attributes[field];
  const absence = isTime(attribute) ? attribute.absence[0] : undefined;
  if (absence !== undefined) return `${absence} for ${days} days`;
  return `${timeWord(dataset, field, 'presence')} over ${days} days ago`;
}

function timeWord(dataset: Dataset, field: string, sense: 'presence' | 'absence'): string {
  const attribute = dataset.attributes[field];
  return (isTime(attribute) ? attribute[sense][0] : undefined) ?? ownPhrase(dataset, field);
}

/** What an attribute is called in a command: its label. */
const ownPhrase = (dataset: Dataset, name: string): string => phraseOf(dataset.attributes[name]?.label ?? name);

/** The first phrase of a value that means nothing else and needs no noun beside it. */
function valuePhrase(dataset: Dataset, field: string, value: string): string {
  const attribute = dataset.attributes[field];
  if (!isValued(attribute)) return value;
  const { label = value, words = [] } = attribute.values[value] ?? {};
  const { phrases } = lexiconOf(dataset);
  const isClear = (phrase: string): boolean => {
    const content = phrases.get(phrase)?.content;
    return content?.kind === 'value' && content.field === field && content.value === value;
  };
  return [label, ...words, value].map(phraseOf).find(isClear) ?? value;
}

function subjectWord(dataset: Dataset, subject: string): string {
  const isId = idPrefixes(dataset).some(
    (prefix) => subject.startsWith(prefix) && /^\d+$/u.test(subject.slice(prefix.length)),
  );
  return isId ? subject : `"${subject.replace(/[\\"]/gu, '\\$&')}"`;
}
