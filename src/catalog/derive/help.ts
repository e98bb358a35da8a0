import type { Dataset, Unit } from '../define-dataset.ts';
import { attributesOfKind, idPrefixes, segmentNamed } from './attribute-names.ts';
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

/** The help of a dataset as plain data; every example is in words that the dataset itself declares. */
export function helpOf(dataset: Dataset): Help {
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
  const metrics = attributesOfKind(dataset, 'metric');
  const [segment = '', other = segment] = attributesOfKind(dataset, 'segment').map(([name]) => name);
  const attention = wordOf(dataset, dataset.attention);
  const scored = metrics.find(([, { unit, better }]) => unit === 'score' && better === 'higher') ?? metrics[0];
  const first = wordOf(dataset, dataset.keyMetrics[0] ?? dataset.attention);
  const second = wordOf(dataset, scored?.[0] ?? dataset.attention);
  const [one, two] = [valuesOf(dataset, segment), valuesOf(dataset, other)];
  const half = scored === undefined ? 0 : Math.round((scored[1].range[0] + scored[1].range[1]) / 2);
  return [
    { title: 'A figure', examples: [`${first} ${one[0]}`, `median ${second} ${two[0]}`, `how many ${one.at(-1)}`] },
    {
      title: 'A figure by segment',
      examples: [`${attention} by ${wordOf(dataset, segment)}`, `count by ${wordOf(dataset, other)}`],
    },
    { title: 'The ends of a list', examples: [`top 10 ${attention}`, `worst 5 ${second} ${two[1]}`] },
    {
      title: 'Side by side',
      examples: [`compare ${one[0]} ${one.at(-1)} ${second}`, `${two[0]} vs ${two[1]} ${first}`],
    },
    { title: 'Conditions', examples: [`${second} < ${half} ${one.at(-1)}`, ...timeExamples(dataset)] },
    {
      title: `One ${dataset.noun.one}`,
      examples: [`${idPrefix(dataset)}42`, `set ${idPrefix(dataset)}42 ${second} ${half}`],
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

const idPrefix = (dataset: Dataset): string => idPrefixes(dataset)[0];
