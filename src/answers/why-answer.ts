import type { AnalyticsResult, MetricStatistic, ValueGroup } from '../analytics/analytics.ts';
import type { DatasetName } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, namesOfKind, segmentNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatDelta, formatValue } from '../catalog/derive/format.ts';
import { describeIntent } from '../intents/describe-intent.ts';
import { parseText } from '../intents/grammar/parse-text.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Operation } from '../intents/operations.ts';
import { isRefinable, type RefinableIntent } from '../intents/refine-intent.ts';
import type { Answer, Cell, Table } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { inSentence, metricFigure, statedValue } from './figures.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source, stepTo } from './source.ts';
import { unclearAnswer } from './unclear-answer.ts';

type WhyRequest = Extract<Operation, { name: 'why' }>;

/** The figure that is explained. */
const pulled = 'average';
/** How many groups the explanation names. */
const mostParts = 6;

/** A group of the selection that stands out from it. */
interface Part {
  readonly segment: string;
  readonly value: string;
  /** Of the selection, from 0 to 1. */
  readonly share: number;
  readonly average: number;
  /** By how much the group moves the average of the selection, in the metric's unit. */
  readonly pull: number;
}

/**
 * What a figure is made of: which groups pull the average of the selection the way it differs from the fleet's.
 *
 * A group's pull is its share of the selection times the distance of its average from the selection's: large
 * groups that are like the rest pull nothing. It says where, and not what causes it.
 *
 * @param today the asker's day, as an ISO date
 */
export async function whyAnswer(
  intent: WhyRequest,
  sources: Readonly<Record<DatasetName, Source>>,
  today: string,
): Promise<Answer> {
  const about = parseText(intent.arguments.of, { surface: 'slash', today });
  if (!isRefinable(about)) {
    return unclearAnswer({ kind: 'unclear', reason: 'notUnderstood', detail: intent.arguments.of, suggestions: [] });
  }
  const { repository, analytics } = sources[about.dataset];
  const { dataset } = repository;
  const [asked] = about.kind === 'ranking' ? [about.metric] : about.metrics;
  const metric = asked ?? dataset.keyMetrics[0] ?? dataset.attention;
  const fixed = new Set(about.filters.map(({ field }) => field));
  const by = namesOfKind(dataset, 'segment').filter((segment) => !fixed.has(segment));
  const figure: readonly MetricStatistic[] = [{ metric, statistic: pulled }];
  const statistics = { selection: figure, fleet: figure, groups: figure };
  const result = await analytics.run({ filters: about.filters, metrics: [metric], statistics, fleet: true, by });
  const { selection, fleet, cost } = result;
  if (selection.count === 0) return emptyAnswer(about, dataset, result);
  const own = statedValue(selection.statistics[metric], pulled);
  const all = statedValue(fleet?.statistics[metric], pulled);
  const parts = own === null || all === null ? [] : partsOf(dataset, metric, result, { own, all });
  return {
    ...blankAnswer(intent, `What is behind the ${inSentence(describeIntent(explained(about, metric)).words)}`),
    headline: [
      metricFigure({
        dataset,
        metric,
        statistic: pulled,
        group: selection,
        fleet: about.filters.length === 0 ? undefined : fleet,
        filters: about.filters,
      }),
    ],
    ...(parts.length > 0 && { table: partsTable(dataset, metric, parts) }),
    notes: [
      parts.length === 0
        ? 'There is nothing that stands out: the groups are too small, or no different from everyone.'
        : sentence(dataset, metric, parts, own),
      ...(about.kind === 'ranking' ? [wholeGroup] : []),
      ...dataNotes(cost),
    ],
    steps: [stepTo(about)],
    provenance: provenanceOf(cost),
  };
}

/** What is explained, whatever form the figure was asked in: a list is part of the people it was taken from. */
function explained({ dataset, filters }: RefinableIntent, metric: string): IntentOfKind<'summary'> {
  // It is one of the metrics of that dataset.
  const metrics = [metric] as IntentOfKind<'summary'>['metrics'];
  return { kind: 'summary', dataset, metrics, statistic: pulled, filters };
}

const wholeGroup = 'It is about all of them, and not about those in the list alone.';

/** The groups that pull most towards the gap; towards the worse side where everyone is selected. */
function partsOf(
  dataset: Dataset,
  metric: string,
  { selection, groups }: AnalyticsResult,
  { own, all }: { readonly own: number; readonly all: number },
): Part[] {
  const of = selection.statistics[metric]?.n ?? 0;
  const worse = metricNamed(dataset, metric).better === 'higher' ? -1 : 1;
  const direction = Math.sign(own - all) || worse;
  return Object.entries(groups)
    .flatMap(([segment, values]) => values.flatMap((group) => partOf(segment, group, metric, { own, of })))
    .filter(({ pull }) => Math.sign(pull) === direction)
    .sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull))
    .slice(0, mostParts);
}

function partOf(
  segment: string,
  group: ValueGroup,
  metric: string,
  { own, of }: { readonly own: number; readonly of: number },
): Part[] {
  const average = statedValue(group.statistics[metric], pulled);
  const n = group.statistics[metric]?.n ?? 0;
  // A group that is the whole selection says nothing about it.
  if (average === null || group.value === undefined || n === of) return [];
  const share = n / of;
  return [{ segment, value: group.value, share, average, pull: share * (average - own) }];
}

function sentence(dataset: Dataset, metric: string, [first]: readonly Part[], own: number | null): string {
  if (first === undefined || own === null) return '';
  const { label, unit } = metricNamed(dataset, metric);
  const who = valueLabel(dataset, first.segment, first.value);
  const share = formatValue(first.share * 100, 'percent');
  return (
    `${who} stands out most: ${share} of them, with an average ${inSentence(label)} of ` +
    `${formatValue(first.average, unit)} against ${formatValue(own, unit)}. This says where, not what causes it.`
  );
}

function partsTable(dataset: Dataset, metric: string, parts: readonly Part[]): Table {
  const { label, unit } = metricNamed(dataset, metric);
  return {
    caption: 'Which groups pull the average',
    columns: ['Group', 'Segment', 'Share', `Average ${inSentence(label)}`, 'Pull'],
    rows: parts.map(({ segment, value, share, average, pull }): Cell[] => [
      { kind: 'text', text: valueLabel(dataset, segment, value) },
      { kind: 'text', text: segmentNamed(dataset, segment).label },
      { kind: 'number', value: share * 100, unit: 'percent' },
      { kind: 'number', value: average, unit },
      { kind: 'text', text: formatDelta(pull, unit), raw: { value: pull, unit } },
    ]),
  };
}
