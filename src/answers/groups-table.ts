import type { Group, MetricStatistic, ValueGroup } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { groupingNamed, metricNamed } from '../catalog/derive/attribute-names.ts';
import type { Cell, Chart, Table } from './answer.ts';
import { capitalised, fewestPeople, figureLabel, statedValue } from './figures.ts';

/** A group with what people call it. */
export interface NamedGroup {
  readonly label: string;
  readonly group: Group;
}

interface GroupsRequest {
  readonly dataset: Dataset;
  readonly caption: string;
  /** What the groups are values of. */
  readonly segment: string;
  /** The first one is charted; without any, the count is. */
  readonly figures: readonly MetricStatistic[];
  readonly groups: readonly NamedGroup[];
}

/** The groups of a breakdown in the order in which the values are declared; others and those without one come last. */
export function namedGroups(dataset: Dataset, segment: string, groups: readonly ValueGroup[] = []): NamedGroup[] {
  const { values } = groupingNamed(dataset, segment);
  const known = Object.entries(values).map(([value, { label }]) => ({
    label,
    group: groups.find((group) => group.value === value) ?? { count: 0, statistics: {} },
  }));
  // A table may hold tiers that the catalogue has no name for.
  const others = groups.filter(({ value }) => value === undefined || !Object.hasOwn(values, value));
  return [...known, ...others.map((group) => ({ label: group.value ?? 'Unknown', group }))];
}

/** Groups under each other: how many, what part of all, and each metric's figure. */
export function groupsTable({ dataset, caption, segment, figures, groups }: GroupsRequest): Table {
  const everyone = groups.reduce((sum, { group }) => sum + group.count, 0);
  return {
    caption,
    columns: [
      groupingNamed(dataset, segment).label,
      capitalised(dataset.noun.many),
      'Share',
      ...figures.map(({ metric, statistic }) => figureLabel(dataset, metric, statistic)),
    ],
    rows: groups.map(({ label, group }) => [
      { kind: 'text', text: label },
      { kind: 'number', value: group.count, unit: 'count' },
      { kind: 'number', value: everyone === 0 ? 0 : (group.count / everyone) * 100, unit: 'percent' },
      ...figures.map(
        ({ metric, statistic }): Cell => ({
          kind: 'number',
          value: statedValue(group.statistics[metric], statistic),
          unit: metricNamed(dataset, metric).unit,
        }),
      ),
    ]),
  };
}

/**
 * The groups side by side: one bar a group.
 *
 * Groups too small to state a figure for have no bar; with fewer than two bars there is no chart.
 */
export function groupsChart({ dataset, caption, figures, groups }: GroupsRequest): Chart | undefined {
  const [figure] = figures;
  const metric = figure === undefined ? undefined : metricNamed(dataset, figure.metric);
  const bars = groups.flatMap(({ label, group }) => {
    const value = figure === undefined ? group.count : statedValue(group.statistics[figure.metric], figure.statistic);
    return value === null ? [] : [{ label, value }];
  });
  if (bars.length < 2) return undefined;
  return {
    title: caption,
    shape: 'bar',
    unit: metric?.unit ?? 'count',
    categories: bars.map(({ label }) => label),
    series: [{ name: metric?.label ?? capitalised(dataset.noun.many), values: bars.map(({ value }) => value) }],
  };
}

/** Says of a table that some figures are hidden, and why; nothing when none is. */
export function smallGroupNotes(
  { noun }: Dataset,
  groups: readonly NamedGroup[],
  metrics: readonly string[],
): string[] {
  const small = groups.filter(({ group }) =>
    metrics.some((metric) => (group.statistics[metric]?.n ?? 0) < fewestPeople),
  );
  if (small.length === 0) return [];
  return [
    `Too few to say for ${small.map(({ label }) => label).join(', ')}: fewer than five ${noun.many} with a value.`,
  ];
}
