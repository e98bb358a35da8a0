import type { AnalyticsResult, Group } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, segmentNamed } from '../catalog/derive/attribute-names.ts';
import { type Noun, nounOf } from '../catalog/derive/nouns.ts';
import type { ClearIntent, IntentOfKind, Statistic } from '../intents/intent.ts';
import { rankingLimit } from '../intents/intent.ts';
import type { Answer, Figure, NextStep, Table } from './answer.ts';
import { type Compared, runCompared } from './compared.ts';
import { emptyAnswer } from './empty-answer.ts';
import { countFigure, fewestPeople, inSentence, metricFigure, statisticFor } from './figures.ts';
import { groupsTable, namedGroups } from './groups-table.ts';
import { firstLook, membersOf, personLine, worstFirst } from './people.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from './source.ts';

type Summary = IntentOfKind<'summary'>;

/**
 * How a group is doing: the figure, what stands beside it, a breakdown, and whom to look at first.
 *
 * Without a metric the figure is how many they are, with the dataset's key metrics beside it.
 */
export async function summaryAnswer(intent: Summary, { repository, analytics }: Source): Promise<Answer> {
  const { dataset } = repository;
  const metrics = intent.metrics.length > 0 ? intent.metrics : dataset.keyMetrics;
  const by = dataset.telling.find((segment) => !intent.filters.some((filter) => filter.field === segment));
  const attention = intent.metrics[0] ?? dataset.attention;
  const order = worstFirst(dataset, attention);
  const compared = await runCompared(dataset, analytics, {
    filters: intent.filters,
    metrics,
    ...(by !== undefined && { by: [by] }),
    rank: { metric: attention, order, offset: 0, limit: firstLook },
  });
  const { result } = compared;
  const { selection, cost } = result;
  if (selection.count === 0) return emptyAnswer(intent, dataset, result);
  const members = await membersOf(repository, result.ranked);
  const breakdown = by === undefined ? undefined : breakdownTable(dataset, by, intent, result);
  return {
    ...blankAnswer(intent),
    ...figuresOf(dataset, intent, compared),
    notes: [...smallNotes(nounOf(dataset, intent.filters), selection, metrics), ...dataNotes(cost)],
    ...(breakdown !== undefined && { table: breakdown }),
    people: {
      heading: `Look at first: ${order} ${inSentence(metricNamed(dataset, attention).label)}`,
      lines: members.map((member) => personLine(dataset, attention, member)),
    },
    steps: nextSteps(dataset, intent, attention, by),
    provenance: provenanceOf(cost),
  };
}

function figuresOf(
  dataset: Dataset,
  intent: Summary,
  { result: { selection }, fleet, whole, names }: Compared,
): Pick<Answer, 'headline' | 'facts'> {
  const figure = (metric: string, statistic: Statistic): Figure =>
    metricFigure({
      dataset,
      metric,
      statistic,
      group: selection,
      fleet,
      fleetName: names.fleet,
      filters: intent.filters,
    });
  const chosen = (metric: string): Figure => figure(metric, statisticFor(dataset, metric, intent.statistic));
  if (intent.metrics.length === 0) {
    return {
      headline: [countFigure(nounOf(dataset, intent.filters), selection, whole, names.whole)],
      facts: dataset.keyMetrics.map(chosen),
    };
  }
  return {
    headline: intent.metrics.map(chosen),
    facts: intent.metrics.flatMap((metric) =>
      beside(dataset, intent, metric).map((statistic) => figure(metric, statistic)),
    ),
  };
}

/** The statistics shown beside the headline: one metric has room for all that matter, several only for the middle. */
function beside(dataset: Dataset, intent: Summary, metric: string): readonly Statistic[] {
  const shown = statisticFor(dataset, metric, intent.statistic);
  const wanted: readonly Statistic[] = intent.metrics.length > 1 ? ['median'] : ['average', 'median', 'p90'];
  return wanted.filter((statistic) => statistic !== shown);
}

function breakdownTable(dataset: Dataset, by: string, intent: Summary, result: AnalyticsResult): Table {
  return groupsTable({
    dataset,
    caption: `By ${inSentence(segmentNamed(dataset, by).label)}`,
    segment: by,
    figures: (intent.metrics.length > 0 ? intent.metrics : [dataset.attention]).map((metric) => ({
      metric,
      statistic: statisticFor(dataset, metric, intent.statistic),
    })),
    groups: namedGroups(dataset, by, result.groups[by]).filter(({ group }) => group.count > 0),
  });
}

function smallNotes({ many }: Noun, selection: Group, metrics: readonly string[]): string[] {
  const small = metrics.some((metric) => (selection.statistics[metric]?.n ?? 0) < fewestPeople);
  return small
    ? [`Fewer than ${fewestPeople} ${many}: too few to say anything of the group. Look at them one by one.`]
    : [];
}

function nextSteps(dataset: Dataset, intent: Summary, metric: string, by: string | undefined): NextStep[] {
  const list: ClearIntent = {
    kind: 'ranking',
    dataset: intent.dataset,
    metric,
    order: worstFirst(dataset, metric),
    limit: rankingLimit.max,
    filters: intent.filters,
  };
  if (by === undefined) return [{ label: 'Open the list', intent: list }];
  const { kind: _kind, ...question } = intent;
  return [
    { label: 'Open the list', intent: list },
    { label: `By ${inSentence(segmentNamed(dataset, by).label)}`, intent: { ...question, kind: 'breakdown', by } },
  ];
}
