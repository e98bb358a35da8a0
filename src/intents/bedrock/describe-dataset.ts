import type { Dataset, MetricAttribute, Unit } from '../../catalog/define-dataset.ts';
import { attributesOfKind, idPrefixes, nameName, type ValuedAttribute } from '../../catalog/derive/attribute-names.ts';

const unitNames: Readonly<Record<Unit, string>> = {
  usd: 'US dollars',
  count: 'a count',
  days: 'days',
  hours: 'hours',
  percent: 'percent, as a number like 12.5',
  score: 'a score',
};

/** A dataset for a model to read: what it is about, and every name that an intent may use. */
export function describeDataset(dataset: Dataset): string {
  const { name, command, noun, words, attention, keyMetrics } = dataset;
  return [
    `## Dataset ${name}`,
    `Command: ${command}. Its members: ${noun.many}${alsoCalled(words)}.`,
    `When a ranking names no metric ("who needs attention"): ${attention}. What matters most: ${keyMetrics.join(', ')}.`,
    'Metrics:',
    ...attributesOfKind(dataset, 'metric').map(([metric, attribute]) => describeMetric(metric, attribute)),
    ...section(
      'Segments (filter with op "in", group with "by", or compare):',
      attributesOfKind(dataset, 'segment').map(([segment, attribute]) => describeValues(segment, attribute)),
    ),
    ...section(
      'Tiers (as segments are used):',
      attributesOfKind(dataset, 'text').map(([tier, attribute]) => describeValues(tier, attribute)),
    ),
    ...section(
      'Lists (filter with op "has" alone):',
      attributesOfKind(dataset, 'list').map(([list, attribute]) => describeValues(list, attribute)),
    ),
    ...section(
      'Times (filter with "since", "before", "withinDays" or "olderThanDays"):',
      attributesOfKind(dataset, 'time').map(
        ([time, { label, words: names, presence, absence }]) =>
          `- ${time}: ${label}${alsoCalled(names)}. Recently: ${quoted(presence)}. Not for long: ${quoted(absence)}.`,
      ),
    ),
    ...describePeople(dataset),
  ].join('\n');
}

/** A heading with its lines; nothing where there are none. */
const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [heading, ...lines];

function describeMetric(name: string, attribute: MetricAttribute): string {
  const { label, unit, range, whole, better, sum, words, thresholds = {}, superlatives = {}, states = {} } = attribute;
  const meanings = [
    thresholds.high === undefined ? '' : `"High" is >= ${thresholds.high}.`,
    thresholds.low === undefined ? '' : `"Low" is <= ${thresholds.low}.`,
    ...Object.entries(superlatives).map(([order, said]) => `Ranked ${order}: ${quoted(said)}.`),
    ...Object.entries(states).map(([level, said]) => `${levelNames[level] ?? level}: ${quoted(said)}.`),
  ].filter((meaning) => meaning !== '');
  const facts = [
    `${label}${alsoCalled(words)}`,
    `${unitNames[unit]}, ${range[0]} to ${range[1]}${whole ? ', whole' : ''}`,
    `${better} is better`,
    `sums up as ${sum}`,
  ];
  return `- ${name}: ${facts.join('; ')}.${meanings.length === 0 ? '' : ` ${meanings.join(' ')}`}`;
}

const levelNames: Readonly<Record<string, string>> = {
  high: 'Said of the high side',
  low: 'Said of the low side',
  rising: 'Said above 0',
  falling: 'Said below 0',
};

/** What a closed set of values is called, each with the words for it. */
export function describeValues(name: string, { label, words, values }: ValuedAttribute): string {
  const each = Object.entries(values).map(
    ([value, declared]) => `${value} = ${quoted([declared.label, ...declared.words])}`,
  );
  return `- ${name}: ${label}${alsoCalled(words)}. Values: ${each.join('; ')}.`;
}

function describePeople(dataset: Dataset): readonly string[] {
  const ids = idPrefixes(dataset).map((prefix) => `${prefix}42`);
  const [first, ...others] = ids;
  const name = nameName(dataset);
  const personal = attributesOfKind(dataset, 'personal').map(([each]) => each);
  return [
    others.length === 0
      ? `One member is named by an id like ${first} ("${dataset.noun.one} 42" means the same)${name === undefined ? '' : ` or by ${name}`}.`
      : `One member is named by an id like ${ids.join(', ')}, by what its value of ${dataset.peers} is; "student 42" means stu_42.`,
    ...(personal.length === 0 ? [] : [`Private, never to be asked for or filtered by: ${personal.join(', ')}.`]),
  ];
}

const quoted = (words: readonly string[]): string =>
  words.length === 0 ? 'nothing' : words.map((word) => JSON.stringify(word)).join(', ');

const alsoCalled = (words: readonly string[]): string => (words.length === 0 ? '' : ` (${words.join(', ')})`);
