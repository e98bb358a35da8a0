import type { Group, MetricStatistic, ValueGroup } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { metricNamed, valueLabel } from '../catalog/derive/attribute-names.ts';
import { asShown, formatDelta, formatValue } from '../catalog/derive/format.ts';
import type { IntentOfKind, Statistic } from '../intents/intent.ts';
import type { Answer, Cell, Table } from './answer.ts';
import { emptyAnswer } from './empty-answer.ts';
import { capitalised, figureLabel, inSentence, metricFigure, statedValue } from './figures.ts';
import { groupsChart, type NamedGroup, smallGroupNotes } from './groups-table.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from './source.ts';

type Comparison = IntentOfKind<'comparison'>;

/**
 * Groups beside each other and beside the fleet: figures, who is ahead and by how much, a chart, a table.
 *
 * Without a metric the dataset's key metrics are compared. Totals grow with the size of a group, so
 * a metric that is summed up is compared by its average unless a statistic is asked for.
 */
export async function comparisonAnswer(intent: Comparison, { repository, analytics }: Source): Promise<Answer> {
  const { dataset } = repository;
  const { segment, values } = intent;
  const metrics = intent.metrics.length > 0 ? intent.metrics : dataset.keyMetrics;
  const statistic = intent.statistic ?? 'average';
  const rows = rowsOf(metrics, intent.statistic);
  const result = await analytics.run({
    filters: [...intent.filters, { field: segment, op: 'in', values }],
    metrics,
    statistics: { selection: [], fleet: rows, groups: rows },
    fleet: true,
    by: [segment],
  });
  const { cost, fleet } = result;
  if (result.selection.count === 0) return emptyAnswer(intent, dataset, result);
  const groups = values.map((value) => ({
    label: valueLabel(dataset, segment, value),
    group: groupNamed(result.groups[segment], value),
  }));
  const [first = dataset.attention] = metrics;
  const caption = `${metricNamed(dataset, first).label} compared`;
  const chart = groupsChart({ dataset, caption, segment, figures: [{ metric: first, statistic }], groups });
  return {
    ...blankAnswer(intent),
    headline: groups.map(({ label, group }) => ({
      ...metricFigure({ dataset, metric: first, statistic, group, fleet, filters: intent.filters }),
      label,
    })),
    table: comparisonTable({ dataset, groups, metrics, rows, fleet }),
    ...(chart !== undefined && { chart }),
    notes: [
      ...metrics.flatMap((metric) => gapSentence(dataset, metric, statistic, groups)),
      ...smallGroupNotes(dataset, groups, metrics),
      ...dataNotes(cost),
    ],
    steps: [breakdownStep(intent)],
    provenance: provenanceOf(cost),
  };
}

function groupNamed(groups: readonly ValueGroup[] = [], value: string): Group {
  return groups.find((group) => group.value === value) ?? { count: 0, statistics: {} };
}

interface TableSource {
  readonly dataset: Dataset;
  readonly groups: readonly NamedGroup[];
  readonly metrics: readonly string[];
  readonly rows: readonly MetricStatistic[];
  readonly fleet: Group | undefined;
}

/** One metric: its statistics down the side. Several: the metrics. */
function rowsOf(metrics: readonly string[], asked: Statistic | undefined): MetricStatistic[] {
  const statistics: readonly Statistic[] =
    asked === undefined ? (metrics.length === 1 ? ['average', 'median', 'p90'] : ['average']) : [asked];
  return metrics.flatMap((metric) => statistics.map((statistic) => ({ metric, statistic })));
}

/** Groups run across, the fleet comes last. */
function comparisonTable({ dataset, groups, metrics, rows, fleet }: TableSource): Table {
  const columns = fleet === undefined ? groups : [...groups, { label: `All ${dataset.noun.many}`, group: fleet }];
  const counts: Cell[] = columns.map(({ group }) => ({ kind: 'number', value: group.count, unit: 'count' }));
  return {
    caption: metrics.length === 1 ? 'Side by side' : 'Key figures side by side',
    columns: ['Figure', ...columns.map(({ label }) => label)],
    rows: [
      [{ kind: 'text', text: capitalised(dataset.noun.many) }, ...counts],
      ...rows.map((figure) => figureRow(dataset, figure, columns)),
    ],
  };
}

function figureRow(dataset: Dataset, { metric, statistic }: MetricStatistic, columns: readonly NamedGroup[]): Cell[] {
  const { unit } = metricNamed(dataset, metric);
  return [
    { kind: 'text', text: figureLabel(dataset, metric, statistic) },
    ...columns.map(
      ({ group }): Cell => ({ kind: 'number', value: statedValue(group.statistics[metric], statistic), unit }),
    ),
  ];
}

/** Who has the best figure, who the worst, and how far they are apart. */
function gapSentence(dataset: Dataset, metric: string, statistic: Statistic, groups: readonly NamedGroup[]): string[] {
  const { better, unit } = metricNamed(dataset, metric);
  const stated = groups
    .flatMap(({ label, group }) => {
      const value = statedValue(group.statistics[metric], statistic);
      return value === null ? [] : [{ label, value }];
    })
    .sort((a, b) => (better === 'higher' ? b.value - a.value : a.value - b.value));
  const [best] = stated;
  const worst = stated.at(-1);
  if (best === undefined || worst === undefined || best === worst) return [];
  const gap = Math.abs(asShown(best.value, unit) - asShown(worst.value, unit));
  const figure = figureLabel(dataset, metric, statistic);
  if (gap === 0) return [`${figure}: no difference that shows.`];
  return [
    `${figure}: best ${inSentence(best.label)} (${formatValue(best.value, unit)}), ` +
      `worst ${inSentence(worst.label)} (${formatValue(worst.value, unit)}), ${formatDelta(gap, unit).slice(1)} apart.`,
  ];
}

function breakdownStep(intent: Comparison): Answer['steps'][number] {
  const { segment, values: _values, kind: _kind, ...question } = intent;
  return { label: 'Whole breakdown', intent: { ...question, kind: 'breakdown', by: segment } };
}
