import { datasetNamed, datasets } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { conditions, ownPhrase, subjectWord, valuePhrase } from './command-words.ts';
import { statisticWords } from './grammar/function-words.ts';
import { lexiconOf } from './grammar/lexicon.ts';
import { insightsCommand, operationCommand } from './insights-command.ts';
import type { Intent, MemberIntent, Statistic } from './intent.ts';

/** The slash command that means the same as an intent; parsing it gives an equal intent. */
export function commandOf(intent: Intent): string {
  if (intent.kind === 'help' || intent.kind === 'unclear') return `${datasets[0].command} help`;
  if (intent.kind === 'operation') return operationCommand(intent);
  if (intent.kind === 'insights') return insightsCommand(intent);
  const dataset = datasetNamed(intent.dataset);
  return [dataset.command, ...wordsFor(dataset, intent)].filter((word) => word !== '').join(' ');
}

function wordsFor(dataset: Dataset, intent: MemberIntent): readonly string[] {
  switch (intent.kind) {
    case 'summary':
      return [...measure(dataset, intent), ...conditionsWithTimes(dataset, intent)];
    case 'breakdown':
      return [
        ...measure(dataset, intent),
        'by',
        ownPhrase(dataset, intent.by),
        ...conditionsWithTimes(dataset, intent),
      ];
    case 'ranking': {
      const end = intent.order === 'highest' ? 'top' : 'bottom';
      return [end, String(intent.limit), ownPhrase(dataset, intent.metric), ...conditions(dataset, intent.filters)];
    }
    case 'comparison': {
      const values = intent.values.map((value) => valuePhrase(dataset, intent.segment, value)).join(' vs ');
      const metrics = intent.metrics.length === 0 ? [] : measure(dataset, intent);
      return ['compare', values, ...metrics, ...conditionsWithTimes(dataset, intent)];
    }
    case 'profile':
      return [subjectWord(intent.subject, dataset)];
    case 'update': {
      const changes = intent.changes.map(({ metric, value }) => `${ownPhrase(dataset, metric)} ${value}`);
      return ['set', subjectWord(intent.subject, dataset), ...changes];
    }
  }
}

type WithTimes = Extract<MemberIntent, { kind: 'summary' | 'breakdown' | 'comparison' }>;

/** The filters, and before the first that holds a number or a time the times of the figures. */
function conditionsWithTimes(dataset: Dataset, intent: WithTimes): readonly string[] {
  const { filters } = intent;
  const firstOther = filters.findIndex(({ op }) => op !== 'in');
  const split = firstOther === -1 ? filters.length : firstOther;
  const said = conditions(dataset, filters);
  return [...said.slice(0, split), ...times(dataset, intent), ...said.slice(split)];
}

function times(dataset: Dataset, { metrics, filters, over, against }: WithTimes): readonly string[] {
  const fields = [...metrics, ...filters.map(({ field }) => field)];
  // Beside what is counted in days, "over 30 days" would be a condition.
  const lead = fields.some((field) => isDuration(dataset, field)) ? 'over the last' : 'over';
  return [
    ...(over === undefined ? [] : [`${lead} ${counted(over.days)}`]),
    ...(against === undefined ? [] : [`vs ${counted(against.daysAgo)} ago`]),
  ];
}

const counted = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

function isDuration(dataset: Dataset, field: string): boolean {
  const attribute = dataset.attributes[field];
  return attribute?.kind === 'metric' && (attribute.unit === 'days' || attribute.unit === 'hours');
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
