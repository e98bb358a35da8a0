import type { Dataset } from '../catalog/define-dataset.ts';
import { groupingNamed } from '../catalog/derive/attribute-names.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { capitalised, countFigure, inSentence, metricFigure, statisticFor } from './figures.ts';
import { type GroupFigure, groupsChart, groupsTable, namedGroups, smallGroupNotes } from './groups-table.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from './source.ts';

/** One row and one bar for each value of a segment, with the figure over all of them above. */
export async function breakdownAnswer(
  intent: IntentOfKind<'breakdown'>,
  { repository, analytics }: Source,
): Promise<Answer> {
  const { dataset } = repository;
  const { by, metrics, statistic } = intent;
  const result = await analytics.run({ filters: intent.filters, metrics, fleet: true, by: [by] });
  const { selection, cost } = result;
  if (selection.count === 0) return emptyAnswer(intent, dataset, result);
  const fleet = intent.filters.length === 0 ? undefined : result.fleet;
  const groups = namedGroups(dataset, by, result.groups[by]);
  const request = {
    dataset,
    caption: captionOf(intent, dataset),
    segment: by,
    figures: figuresOf(intent, dataset),
    groups,
  };
  const chart = groupsChart(request);
  return {
    ...blankAnswer(intent),
    headline:
      metrics.length === 0
        ? [countFigure(nounOf(dataset, intent.filters), selection, fleet)]
        : metrics.map((metric) =>
            metricFigure({
              dataset,
              metric,
              statistic: statisticFor(dataset, metric, statistic),
              group: selection,
              fleet,
              filters: intent.filters,
            }),
          ),
    table: groupsTable(request),
    ...(chart !== undefined && { chart }),
    notes: [...smallGroupNotes(dataset, groups, metrics), ...dataNotes(cost)],
    steps: Object.keys(groupingNamed(dataset, by).values).length < 2 ? [] : [compareStep(intent, dataset)],
    provenance: provenanceOf(cost),
  };
}

/** One metric has room for a second view of it: totals say little without averages, averages little without medians. */
function figuresOf({ metrics, statistic }: IntentOfKind<'breakdown'>, dataset: Dataset): GroupFigure[] {
  const figures = metrics.map((metric) => ({ metric, statistic: statisticFor(dataset, metric, statistic) }));
  const [only] = figures;
  if (only === undefined || figures.length > 1) return figures;
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
