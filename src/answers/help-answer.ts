import { datasets } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { type Help, type HelpTopic, helpOf } from '../catalog/derive/help.ts';
import { parseText } from '../intents/grammar/parse-text.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, NextStep, Table } from './answer.ts';
import { blankAnswer } from './source.ts';

/**
 * What can be asked: an example of each kind to press, then every figure and segment by name.
 *
 * @param today the asker's day, as an ISO date
 */
export function helpAnswer(intent: IntentOfKind<'help'>, today: string): Answer {
  const [help, ...others] = datasets.map((dataset: Dataset) => withOperations(helpOf(dataset)));
  if (help === undefined || others.length > 0) throw new Error('help is laid out for one dataset');
  return {
    ...blankAnswer(intent, 'What you can ask'),
    notes: [
      `Type ${help.command} and then what you want to know, in any order and in your own words.`,
      `Figures: ${help.metrics.map(({ label }) => label).join(', ')}.`,
      ...help.segments.map(({ label, values }) => `${label}: ${values.join(', ')}.`),
    ],
    table: topicsTable(help),
    steps: help.topics.flatMap((topic) => exampleStep(help, topic, today)).slice(0, 5),
  };
}

/** What can be asked besides data: of a figure why it stands out, of Vitals how it is used. */
function withOperations(help: Help): Help {
  const [figure = ''] = help.topics[0]?.examples ?? [];
  return {
    ...help,
    topics: [
      ...help.topics,
      { title: 'Where a figure comes from', examples: [`why ${figure}`] },
      { title: 'Vitals itself (admins)', examples: ['usage'] },
    ],
  };
}

function topicsTable({ command, topics }: Help): Table {
  return {
    caption: 'Examples',
    columns: ['What', 'Type'],
    rows: topics.flatMap(({ title, examples }) =>
      examples.map((example) => [
        { kind: 'text', text: title },
        { kind: 'text', text: `${command} ${example}` },
      ]),
    ),
  };
}

/** A topic's first example as a button; the words are what it does when they are typed. */
function exampleStep({ command }: Help, { examples }: HelpTopic, today: string): NextStep[] {
  const [example] = examples;
  if (example === undefined) return [];
  const intent = parseText(example, { surface: 'slash', command, today });
  return intent.kind === 'unclear' ? [] : [{ label: example, intent }];
}
