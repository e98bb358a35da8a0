import type { MetricStatistic } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { groupingNamed } from '../catalog/derive/attribute-names.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { capitalised, countFigure, inSentence, metricFigure, statisticFor } from './figures.ts';
import { groupsChart, groupsTable, namedGroups, smallGroupNotes } from './groups-table.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from './source.ts';

/** One row and one bar for each value of a segment, with the figure over all of them above. */
export async function breakdownAnswer(
  intent: IntentOfKind<'breakdown'>,
  { repository, analytics }: Source,
): Promise<Answer> {
  const { dataset } = repository;
  const { by, metrics } = intent;
  const headline = headlineOf(intent, dataset);
  const figures = columnsOf(headline);
  const result = await analytics.run({
    filters: intent.filters,
    metrics,
    statistics: { selection: headline, fleet: headline, groups: figures },
    fleet: true,
    by: [by],
  });
  const { selection, cost } = result;
  if (selection.count === 0) return emptyAnswer(intent, dataset, result);
  const fleet = intent.filters.length === 0 ? undefined : result.fleet;
  const groups = namedGroups(dataset, by, result.groups[by]);
  const request = {
    dataset,
    caption: captionOf(intent, dataset),
    segment: by,
    figures,
    groups,
  };
  const chart = groupsChart(request);
  return {
    ...blankAnswer(intent),
    headline:
      headline.length === 0
        ? [countFigure(nounOf(dataset, intent.filters), selection, fleet)]
        : headline.map((figure) =>
            metricFigure({ ...figure, dataset, group: selection, fleet, filters: intent.filters }),
          ),
    table: groupsTable(request),
    ...(chart !== undefined && { chart }),
    notes: [...smallGroupNotes(dataset, groups, metrics), ...dataNotes(cost)],
    steps: Object.keys(groupingNamed(dataset, by).values).length < 2 ? [] : [compareStep(intent, dataset)],
    provenance: provenanceOf(cost),
  };
}

/** The figures over everyone who is selected, a metric each. */
function headlineOf({ metrics, statistic }: IntentOfKind<'breakdown'>, dataset: Dataset): MetricStatistic[] {
  return metrics.map((metric) => ({ metric, statistic: statisticFor(dataset, metric, statistic) }));
}

/** One metric has room for a second view of it: totals say little without averages, averages little without medians. */
function columnsOf(headline: readonly MetricStatistic[]): readonly MetricStatistic[] {
  const [only] = headline;
  if (only === undefined || headline.length > 1) return headline;
  return [only, { metric: only.metric, statistic: only.statistic === 'average' ? 'median' : 'average' }];
}

function captionOf(intent: IntentOfKind<'breakdown'>, dataset: Dataset): string {
  const segment = inSentence(groupingNamed(dataset, intent.by).label);
  const [metric] = intent.metrics;
  const label = metric === undefined ? capitalised(dataset.noun.many) : (dataset.attributes[metric]?.label ?? metric);
  return `${label} by ${segment}`;
}

function compareStep(intent: IntentOfKind<'breakdown'>, dataset: Dataset): Answer['steps'][number] {
  const { by, kind: _kind, ...question } = intent;
  const values = Object.keys(groupingNamed(dataset, by).values);
  return { label: 'Compare side by side', intent: { ...question, kind: 'comparison', segment: by, values } };
}
