import { datasets } from '../catalog/catalog.ts';
import { insights, predictionTypes } from '../catalog/datasets/insights.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { exampleId, segmentNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { type Help, helpOf } from '../catalog/derive/help.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import { parseText } from '../intents/grammar/parse-text.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, NextStep } from './answer.ts';
import { blankAnswer } from './source.ts';

/** What one command answers: a few examples by what they show, and the words that it knows. */
interface CommandHelp {
  readonly command: string;
  readonly about: string;
  /** Texts as they are typed after the command, each with what it gives. */
  readonly examples: readonly (readonly [what: string, text: string])[];
  readonly words: readonly string[];
}

/**
 * What can be asked: a few examples of each command, the names of all figures and segments, and five to press.
 *
 * It is told in sentences alone, because the Home tab, which shows the same, takes no tables.
 *
 * @param today the asker's day, as an ISO date
 */
export function helpAnswer(intent: IntentOfKind<'help'>, today: string): Answer {
  const commands = [...datasets.map(datasetHelp), insightsHelp()];
  const names = commands.map(({ command }) => command);
  return {
    ...blankAnswer(intent, 'What you can ask'),
    notes: [
      `Type ${names.slice(0, -1).join(', ')} or ${names.at(-1)} and then what you want to know, in any order and in your own words.`,
      ...commands.flatMap(linesOf),
    ],
    steps: examplesToPress(today),
  };
}

function linesOf({ command, about, examples, words }: CommandHelp): string[] {
  return [
    '',
    `${command}: ${about}`,
    ...examples.map(([what, text]) => `•  ${what}: ${[command, text].filter((part) => part !== '').join(' ')}`),
    ...words,
  ];
}

function datasetHelp(dataset: Dataset): CommandHelp {
  const help = helpOf(dataset);
  const [figure = ''] = help.topics[0]?.examples ?? [];
  const [first] = datasets;
  return {
    command: help.command,
    about: aboutOf(dataset),
    examples: [
      ...topicExamples(help, dataset === first ? 1 : 0),
      // What the other commands share is shown once.
      ...(dataset === first
        ? [['Where a figure comes from', `why ${figure}`] as const, ['Vitals itself (admins)', 'usage'] as const]
        : []),
    ],
    words: [
      `Figures: ${help.metrics.map(({ label }) => label).join(', ')}.`,
      ...help.segments.map(({ label, values }) => `${label}: ${values.join(', ')}.`),
    ],
  };
}

/** The first example of each topic; how a figure is changed is shown beside how it is looked at. */
function topicExamples({ topics }: Help, changes: number): (readonly [string, string])[] {
  return topics.flatMap(({ title, examples: [example, change] }, index) => {
    if (example === undefined) return [];
    const isLast = index === topics.length - 1;
    return [
      [title, example] as const,
      ...(isLast && changes > 0 && change !== undefined ? [['To change a figure', change] as const] : []),
    ];
  });
}

function aboutOf(dataset: Dataset): string {
  const { nounsBy: field, noun } = dataset;
  if (field === undefined) return `${noun.many} and how they are doing`;
  const kinds = Object.keys(segmentNamed(dataset, field).values);
  return `${kinds.map((value) => nounOf(dataset, [{ field, op: 'in', values: [value] }]).many).join(', ')} and how healthy they are`;
}

function insightsHelp(): CommandHelp {
  const [first] = datasets;
  return {
    command: insights.command,
    about: 'what Vitals noticed by itself, and where it tells you',
    examples: [
      ['The newest', ''],
      [`About one ${first.noun.one}`, exampleId(first)],
      ['By kind and risk', 'churn above 80'],
      ['To be told in a channel', 'watch churn above 80 rookies in #cs-alerts'],
      ['To edit or end that', 'watches'],
      ['What became of alerts', 'outcomes'],
      ['What the last week brought', 'digest'],
      ['The same every Monday', 'digest weekly on monday at 09:00'],
    ],
    words: [`Kinds: ${predictionTypes.map((type) => valueLabel(insights, 'prediction_type', type)).join(', ')}.`],
  };
}

/** Five examples over all; what a button says is what it does when it is typed. */
function examplesToPress(today: string): NextStep[] {
  const [first, ...others] = datasets.map((dataset: Dataset) => helpOf(dataset));
  if (first === undefined) return [];
  const [figure, , ranking, comparison] = first.topics;
  return [
    ...[figure, ranking, comparison].flatMap((topic) => exampleStep(first, topic?.examples[0], today)),
    ...others.slice(0, 1).flatMap((help) => exampleStep(help, help.topics[0]?.examples[0], today)),
    { label: 'Newest insights', intent: { kind: 'insights', filters: [] } },
  ];
}

function exampleStep({ command }: Help, example: string | undefined, today: string): NextStep[] {
  if (example === undefined) return [];
  const intent = parseText(example, { surface: 'slash', command, today });
  return intent.kind === 'unclear' ? [] : [{ label: example, intent }];
}
