import { datasetNamed } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { groupingNamed, metricNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatMetric } from '../catalog/derive/format.ts';
import { commandOf } from './command-of.ts';
import { describeInsights, describeOperation } from './describe-insights.ts';
import { type Intent, type MemberIntent, rankingLimit, type Statistic, type UnclearReason } from './intent.ts';
import { listed, lower, membersWords, sentenceCase } from './members-words.ts';

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
  if (intent.kind === 'operation') return describeOperation(intent);
  if (intent.kind === 'insights') return describeInsights(intent);
  const dataset = datasetNamed(intent.dataset);
  return sentenceCase(phraseFor(dataset, intent));
}

function phraseFor(dataset: Dataset, intent: MemberIntent): string {
  switch (intent.kind) {
    case 'summary':
      return `${measureWords(dataset, intent)} ${membersWords(dataset, intent.filters)}${timeWords(intent)}`;
    case 'breakdown': {
      const members = membersWords(dataset, intent.filters);
      return `${measureWords(dataset, intent)} ${members} by ${lower(groupingNamed(dataset, intent.by).label)}${timeWords(intent)}`;
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
      return `${listed(values)} compared: ${measureWords(dataset, { statistic: 'average', ...intent })} ${members}${timeWords(intent)}`;
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

/** " over the last 30 days against 7 days ago" */
function timeWords({
  over,
  against,
}: {
  readonly over?: { readonly days: number } | undefined;
  readonly against?: { readonly daysAgo: number } | undefined;
}): string {
  const days = (count: number): string => (count === 1 ? 'day' : `${count} days`);
  return [
    over === undefined ? '' : ` over the last ${days(over.days)}`,
    against === undefined ? '' : against.daysAgo === 1 ? ' against yesterday' : ` against ${days(against.daysAgo)} ago`,
  ].join('');
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
