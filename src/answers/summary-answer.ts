import type { AnalyticsResult, Group, MetricStatistic } from '../analytics/analytics.ts';
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
import { stepsOverTime } from './looking-back/steps-back.ts';
import { firstLook, knownMembers, listedAttributes, personLine, worstFirst } from './people.ts';
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
  const shown = shownFigures(dataset, intent);
  const ofAll = [...shown.headline, ...shown.facts];
  const compared = await runCompared(dataset, analytics, {
    filters: intent.filters,
    metrics,
    statistics: { selection: ofAll, fleet: ofAll, groups: shown.groups },
    ...(by !== undefined && { by: [by] }),
    rank: { metric: attention, order, offset: 0, limit: firstLook, show: listedAttributes(dataset) },
  });
  const { result } = compared;
  const { selection, cost } = result;
  if (selection.count === 0) return emptyAnswer(intent, dataset, result);
  const members = knownMembers(dataset, result.ranked);
  const breakdown = by === undefined ? undefined : breakdownTable(dataset, by, shown.groups, result);
  return {
    ...blankAnswer(intent),
    ...figuresOf(dataset, intent, shown, compared),
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

/** The figures that a summary shows of the selection, beside the fleet's, and of each group. */
interface ShownFigures {
  readonly headline: readonly MetricStatistic[];
  readonly facts: readonly MetricStatistic[];
  readonly groups: readonly MetricStatistic[];
}

function shownFigures(dataset: Dataset, intent: Summary): ShownFigures {
  const chosen = (metric: string): MetricStatistic => ({
    metric,
    statistic: statisticFor(dataset, metric, intent.statistic),
  });
  if (intent.metrics.length === 0) {
    return { headline: [], facts: dataset.keyMetrics.map(chosen), groups: [chosen(dataset.attention)] };
  }
  const headline = intent.metrics.map(chosen);
  const facts = headline.flatMap(({ metric, statistic }) => beside(intent, metric, statistic));
  return { headline, facts, groups: headline };
}

function figuresOf(
  dataset: Dataset,
  intent: Summary,
  { headline, facts }: ShownFigures,
  { result: { selection }, fleet, whole, names }: Compared,
): Pick<Answer, 'headline' | 'facts'> {
  const figure = (shown: MetricStatistic): Figure =>
    metricFigure({
      ...shown,
      dataset,
      group: selection,
      fleet,
      fleetName: names.fleet,
      filters: intent.filters,
    });
  return {
    headline:
      headline.length === 0
        ? [countFigure(nounOf(dataset, intent.filters), selection, whole, names.whole)]
        : headline.map(figure),
    facts: facts.map(figure),
  };
}

/** The statistics shown beside the headline: one metric has room for all that matter, several only for the middle. */
function beside({ metrics }: Summary, metric: string, shown: Statistic): MetricStatistic[] {
  const wanted: readonly Statistic[] = metrics.length > 1 ? ['median'] : ['average', 'median', 'p90'];
  return wanted.filter((statistic) => statistic !== shown).map((statistic) => ({ metric, statistic }));
}

function breakdownTable(
  dataset: Dataset,
  by: string,
  figures: readonly MetricStatistic[],
  result: AnalyticsResult,
): Table {
  return groupsTable({
    dataset,
    caption: `By ${inSentence(segmentNamed(dataset, by).label)}`,
    segment: by,
    figures,
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
  const { kind: _kind, ...question } = intent;
  return [
    { label: 'Open the list', intent: list },
    ...(by === undefined
      ? []
      : [
          {
            label: `By ${inSentence(segmentNamed(dataset, by).label)}`,
            intent: { ...question, kind: 'breakdown' as const, by },
          },
        ]),
    ...stepsOverTime(intent, dataset),
  ];
}
