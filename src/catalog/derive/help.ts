import type { Dataset, MetricAttribute, Unit } from '../define-dataset.ts';
import { attributesOfKind, exampleId, segmentNamed } from './attribute-names.ts';
import { phraseOf, vocabularyOf } from './vocabulary.ts';

/** One thing that can be asked, with texts to try. */
export interface HelpTopic {
  readonly title: string;
  /** Texts as they are typed after the command. */
  readonly examples: readonly string[];
}

export interface HelpMetric {
  readonly name: string;
  readonly label: string;
  readonly unit: Unit;
  readonly range: readonly [number, number];
}

export interface HelpSegment {
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
}

/** What can be asked about a dataset. */
export interface Help {
  readonly command: string;
  readonly topics: readonly HelpTopic[];
  readonly metrics: readonly HelpMetric[];
  /** Segments, tiers and features: whatever has values to choose from. */
  readonly segments: readonly HelpSegment[];
}

const cache = new WeakMap<Dataset, Help>();

/** The help of a dataset as plain data, built once; every example is in words that the dataset itself declares. */
export function helpOf(dataset: Dataset): Help {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const built = buildHelp(dataset);
  cache.set(dataset, built);
  return built;
}

function buildHelp(dataset: Dataset): Help {
  return {
    command: dataset.command,
    topics: topicsOf(dataset),
    metrics: attributesOfKind(dataset, 'metric').map(([name, { label, unit, range }]) => ({
      name,
      label,
      unit,
      range,
    })),
    segments: (['segment', 'text', 'list'] as const).flatMap((kind) =>
      attributesOfKind(dataset, kind).map(([name, { label, values }]) => ({
        name,
        label,
        values: Object.values(values).map((value) => value.label),
      })),
    ),
  };
}

function topicsOf(dataset: Dataset): readonly HelpTopic[] {
  const [segment = '', other = segment] = attributesOfKind(dataset, 'segment').map(([name]) => name);
  const attention = wordOf(dataset, dataset.attention);
  const scored = scoredMetric(dataset);
  const first = wordOf(dataset, dataset.keyMetrics[0] ?? dataset.attention);
  const second = wordOf(dataset, scored?.[0] ?? dataset.attention);
  const [one, two] = [valuesOf(dataset, segment), valuesOf(dataset, other)];
  const middle = scored === undefined ? 0 : middleOf(scored[1]);
  const end = attributesOfKind(dataset, 'metric').find(([name]) => name === dataset.attention)?.[1].better;
  // With one segment alone its first value is the one that people ask about.
  const [against = '', last = ''] = segment === other ? [one[1], one[0]] : [one.at(-1), one.at(-1)];
  return [
    { title: 'A figure', examples: [`${first} ${one[0]}`, `median ${second} ${two[0]}`, `how many ${against}`] },
    {
      title: 'A figure by segment',
      examples: [`${attention} by ${wordOf(dataset, segment)}`, `count by ${wordOf(dataset, other)}`],
    },
    {
      title: 'The ends of a list',
      examples: [`${end === 'higher' ? 'worst' : 'top'} 10 ${attention}`, `worst 5 ${second} ${two[1]}`],
    },
    {
      title: 'Side by side',
      examples: [`compare ${one[0]} ${against} ${second}`, `${two[0]} vs ${two[1]} ${first}`],
    },
    { title: 'Conditions', examples: [`${second} < ${middle} ${last}`, ...timeExamples(dataset)] },
    { title: 'Day by day', examples: [`${first} ${one[0]} over 30 days`] },
    { title: 'Against a day before', examples: [`${first} ${one[0]} vs last week`] },
    {
      title: `One ${dataset.noun.one}`,
      examples: [exampleId(dataset), `set ${exampleId(dataset)} ${second} ${middle}`],
    },
  ];
}

const timeExamples = (dataset: Dataset): readonly string[] =>
  attributesOfKind(dataset, 'time').flatMap(([, { presence, absence }]) =>
    absence[0] === undefined ? [`${presence[0]} in the last 90 days`] : [`${absence[0]} for 20 days`],
  );

const wordOf = (dataset: Dataset, name: string): string => phraseOf(dataset.attributes[name]?.label ?? name);

/** One word or phrase a value: its name where that is clear by itself, else its label. */
function valuesOf(dataset: Dataset, segment: string): readonly string[] {
  if (segment === '') return [];
  const known = new Map(vocabularyOf(dataset).map(({ phrase, meaning }) => [phrase, meaning]));
  return Object.entries(segmentNamed(dataset, segment).values).map(([name, { label }]) => {
    const meaning = known.get(phraseOf(name));
    return meaning?.kind === 'value' && meaning.field === segment ? phraseOf(name) : phraseOf(label);
  });
}

/** A score of which more is better: one of those that tell how a group is doing, if there is one. */
function scoredMetric(dataset: Dataset): readonly [string, MetricAttribute] | undefined {
  const metrics = attributesOfKind(dataset, 'metric');
  const scored = metrics.filter(([, { unit, better }]) => unit === 'score' && better === 'higher');
  return scored.find(([name]) => dataset.keyMetrics.includes(name)) ?? scored[0] ?? metrics[0];
}

/** A value that divides members: the one below which a metric is low, in tens, or the middle of its range. */
function middleOf({ range: [lowest, highest], thresholds }: MetricAttribute): number {
  if (thresholds?.low === undefined) return Math.round((lowest + highest) / 2);
  return highest - lowest > 10 ? Math.round(thresholds.low / 10) * 10 : thresholds.low;
}
