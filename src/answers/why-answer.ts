import type { AnalyticsResult, Group } from '../analytics/analytics.ts';
import type { DatasetName } from '../catalog/catalog.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, namesOfKind, segmentNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { formatDelta, formatValue } from '../catalog/derive/format.ts';
import { parseText } from '../intents/grammar/parse-text.ts';
import type { Operation } from '../intents/operations.ts';
import { isRefinable } from '../intents/refine-intent.ts';
import type { Answer, Cell, Table } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { inSentence, metricFigure, statedValue } from './figures.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source, stepTo } from './source.ts';
import { unclearAnswer } from './unclear-answer.ts';

type WhyRequest = Extract<Operation, { name: 'why' }>;

/** How many groups the explanation names. */
const mostParts = 6;

/** A group of the selection, and how much of the gap to the fleet's average it makes up. */
interface Part {
  readonly segment: string;
  readonly value: string;
  readonly share: number;
  readonly average: number;
  readonly contribution: number;
}

/**
 * What a figure is made of: which groups pull the average of the selection away from the fleet's.
 *
 * A group's part is its share of the selection times the distance of its average from the fleet's average;
 * over the values of one segment the parts add up to the whole gap. It says where, and not what causes it.
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
  const result = await analytics.run({ filters: about.filters, metrics: [metric], fleet: true, by });
  const { selection, fleet, cost } = result;
  if (selection.count === 0) return emptyAnswer(about, dataset, result);
  const own = statedValue(selection.statistics[metric], 'average');
  const all = statedValue(fleet?.statistics[metric], 'average');
  const parts = own === null || all === null ? [] : partsOf(result, metric, own, all);
  return {
    ...blankAnswer(intent),
    headline: [
      metricFigure({
        dataset,
        metric,
        statistic: 'average',
        group: selection,
        fleet: about.filters.length === 0 ? undefined : fleet,
      }),
    ],
    ...(parts.length > 0 && { table: partsTable(dataset, metric, parts) }),
    notes: [
      parts.length === 0
        ? 'There is nothing that stands out: the groups are too small, or no different from everyone.'
        : sentence(dataset, metric, parts, { own, all }),
      ...dataNotes(cost),
    ],
    steps: [stepTo(about)],
    provenance: provenanceOf(cost),
  };
}

/**
 * The groups that weigh most in the direction of the gap.
 *
 * Without a gap (everyone is selected) those with the figure farthest on the worse side are named instead.
 */
function partsOf({ selection, groups }: AnalyticsResult, metric: string, own: number, all: number): Part[] {
  const parts = Object.entries(groups).flatMap(([segment, values]) =>
    values.flatMap((group) => partOf(segment, group, metric, selection, all)),
  );
  const direction = Math.sign(own - all);
  const pulling = parts.filter(({ contribution }) =>
    direction === 0 ? contribution !== 0 : Math.sign(contribution) === direction,
  );
  return pulling.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, mostParts);
}

function partOf(
  segment: string,
  group: Group & { readonly value: string | undefined },
  metric: string,
  selection: Group,
  all: number,
): Part[] {
  const average = statedValue(group.statistics[metric], 'average');
  const of = selection.statistics[metric]?.n ?? 0;
  const n = group.statistics[metric]?.n ?? 0;
  if (average === null || group.value === undefined || of === 0) return [];
  const share = n / of;
  return [{ segment, value: group.value, share, average, contribution: share * (average - all) }];
}

function sentence(
  dataset: Dataset,
  metric: string,
  [first]: readonly Part[],
  { own, all }: { own: number | null; all: number | null },
): string {
  if (first === undefined || own === null || all === null) return '';
  const { label, unit } = metricNamed(dataset, metric);
  const who = inSentence(valueLabel(dataset, first.segment, first.value));
  const share = formatValue(first.share * 100, 'percent');
  const average = formatValue(first.average, unit);
  const pull = `${share} of them are ${who}, with an average ${inSentence(label)} of ${average}`;
  return own === all
    ? `What pulls most: ${pull}. This says where, not what causes it.`
    : `Of the ${formatDelta(own - all, unit)} against the fleet, ${formatDelta(first.contribution, unit)} is one group: ${pull}. This says where, not what causes it.`;
}

function partsTable(dataset: Dataset, metric: string, parts: readonly Part[]): Table {
  const { label, unit } = metricNamed(dataset, metric);
  return {
    caption: 'Which groups pull the average',
    columns: ['Group', 'Segment', 'Share', `Average ${inSentence(label)}`, 'Pull'],
    rows: parts.map(({ segment, value, share, average, contribution }): Cell[] => [
      { kind: 'text', text: valueLabel(dataset, segment, value) },
      { kind: 'text', text: segmentNamed(dataset, segment).label },
      { kind: 'number', value: share * 100, unit: 'percent' },
      { kind: 'number', value: average, unit },
      { kind: 'text', text: formatDelta(contribution, unit) },
    ]),
  };
}
