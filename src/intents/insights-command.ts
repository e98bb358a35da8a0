import { datasetNamed, datasets } from '../catalog/catalog.ts';
import { insights } from '../catalog/datasets/insights.ts';
import { phraseOf } from '../catalog/derive/vocabulary.ts';
import { conditions, subjectWord } from './command-words.ts';
import type { IntentOfKind } from './intent.ts';
import type { InsightChoice, Operation } from './operations.ts';
import { weekdayNames } from './weekdays.ts';

/** The slash command that asks for the same insights. */
export function insightsCommand({ subject, ...choice }: IntentOfKind<'insights'>): string {
  return command(subject === undefined ? '' : subjectWord(subject, ...datasets), ...choiceWords(choice));
}

/** The slash command that means the same as an operation. */
export function operationCommand(operation: Operation): string {
  switch (operation.name) {
    case 'usage':
      return `${datasets[0].command} usage ${operation.arguments.days} days`;
    case 'why':
      return operation.arguments.of.replace(/^(\S+) /u, '$1 why ');
    case 'watch': {
      const { channel, ...choice } = operation.arguments;
      return command('watch', ...choiceWords(choice), channelWords(channel));
    }
    case 'watches':
      return command('watches');
    case 'outcomes':
      return command('outcomes', `${operation.arguments.days} days`);
    case 'digest':
      return command('digest', ...digestWords(operation.arguments));
  }
}

const command = (...words: readonly string[]): string =>
  [insights.command, ...words].filter((word) => word !== '').join(' ');

/** What is chosen; after "among" all is about the members, so that a figure of theirs is not taken for a risk. */
function choiceWords({ predictionType, minRisk, dataset, filters }: InsightChoice): readonly string[] {
  const risk = minRisk === undefined ? '' : `${predictionType === undefined ? 'risk ' : ''}above ${minRisk}`;
  return [
    predictionType === undefined ? '' : phraseOf(predictionType),
    risk,
    ...(dataset === undefined ? [] : memberWords(dataset, filters)),
  ];
}

function memberWords(name: string, filters: InsightChoice['filters']): readonly string[] {
  const dataset = datasetNamed(name);
  const said = conditions(dataset, filters);
  const firstOther = filters.findIndex(({ op }) => op !== 'in');
  const adjectives = firstOther === -1 ? said.length : firstOther;
  return ['among', ...said.slice(0, adjectives), dataset.noun.many, ...said.slice(adjectives)];
}

const channelWords = (channel: string | undefined): string => (channel === undefined ? '' : `in #${channel}`);

function digestWords({ days, plan }: Extract<Operation, { name: 'digest' }>['arguments']): readonly string[] {
  if (plan === undefined) return [`${days} days`];
  const usual = plan.every === 'day' ? 1 : 7;
  return [
    days === usual ? '' : `${days} days`,
    plan.every === 'day' ? 'daily' : 'weekly',
    plan.weekday === undefined ? '' : `on ${weekdayNames[plan.weekday - 1]}`,
    `at ${plan.at}`,
    channelWords(plan.channel),
  ];
}
