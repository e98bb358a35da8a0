import { datasetNamed } from '../catalog/catalog.ts';
import { insights } from '../catalog/datasets/insights.ts';
import { valueLabel } from '../catalog/derive/attribute-names.ts';
import type { IntentOfKind } from './intent.ts';
import { lower, membersWords, sentenceCase } from './members-words.ts';
import type { InsightChoice, Operation } from './operations.ts';
import { weekdayNames } from './weekdays.ts';

/** The insights that are asked for: "High churn risk insights with a risk above 80 about rookie agents". */
export function describeInsights({ subject, ...choice }: IntentOfKind<'insights'>): string {
  const about = subject === undefined ? [] : [`about ${subject}`];
  return sentenceCase([...chosenWords(choice, insights.noun.many), ...about].join(' '));
}

/** What an operation does: "Watch for insights with a risk above 80 in #cs-alerts". */
export function describeOperation(operation: Operation): string {
  switch (operation.name) {
    case 'usage':
      return `How Vitals was used in the last ${operation.arguments.days} days`;
    case 'why':
      return `What is behind ${operation.arguments.of}`;
    case 'watch': {
      const { channel, ...choice } = operation.arguments;
      return ['Watch for', ...chosenWords(choice, insights.noun.many), inChannel(channel)].join(' ').trim();
    }
    case 'watches':
      return 'The watches and digests that there are';
    case 'outcomes':
      return `What became of the insights of ${lastDays(operation.arguments.days)}`;
    case 'digest':
      return describeDigest(operation.arguments);
  }
}

function chosenWords({ predictionType, minRisk, dataset, filters }: InsightChoice, noun: string): readonly string[] {
  return [
    ...(predictionType === undefined ? [] : [lower(valueLabel(insights, 'prediction_type', predictionType))]),
    noun,
    ...(minRisk === undefined ? [] : [`with a risk above ${minRisk}`]),
    ...(dataset === undefined ? [] : [`about ${membersWords(datasetNamed(dataset), filters)}`]),
  ];
}

function describeDigest({ days, plan }: Extract<Operation, { name: 'digest' }>['arguments']): string {
  const what = `Digest of ${lastDays(days)}`;
  if (plan === undefined) return what;
  const day = plan.every === 'day' ? 'day' : sentenceCase(weekdayNames[(plan.weekday ?? 1) - 1] ?? 'week');
  return `${what}, every ${day} at ${plan.at} ${inChannel(plan.channel)}`.trim();
}

/** Slack's form of a channel's id, which says nothing to people. */
const idForm = /^[CGD][A-Z0-9]{6,}$/u;

function inChannel(channel: string | undefined): string {
  if (channel === undefined) return '';
  return idForm.test(channel) ? 'in that channel' : `in #${channel}`;
}

const lastDays = (days: number): string => (days === 1 ? 'the last day' : `the last ${days} days`);
