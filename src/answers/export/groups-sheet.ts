import type { Group } from '../../analytics/analytics.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { groupingNamed, metricNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { type IntentOfKind, statistics } from '../../intents/intent.ts';
import { capitalised, fewestPeople, figureLabel, statedValue } from '../figures.ts';
import { type NamedGroup, namedGroups } from '../groups-table.ts';
import type { Source } from '../source.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

/** Each value of a segment with every statistic of the metrics that were asked for. */
export async function breakdownSheet(
  { by, metrics, filters }: IntentOfKind<'breakdown'>,
  { repository: { dataset }, analytics }: Source,
): Promise<Sheet> {
  const result = await analytics.run({ filters, metrics, fleet: false, by: [by] });
  const groups = result.selection.count === 0 ? [] : namedGroups(dataset, by, result.groups[by]);
  return groupsSheet({ dataset, segment: by, metrics, groups, whole: result.selection });
}

/** The groups that are compared, and everyone below them, with every statistic. */
export async function comparisonSheet(
  { segment, values, metrics: asked, filters }: IntentOfKind<'comparison'>,
  { repository: { dataset }, analytics }: Source,
): Promise<Sheet> {
  const metrics = asked.length > 0 ? asked : dataset.keyMetrics;
  const compared = { field: segment, op: 'in' as const, values };
  const result = await analytics.run({ filters: [...filters, compared], metrics, fleet: true, by: [segment] });
  const { fleet = { count: 0, statistics: {} } } = result;
  const chosen = values.map((value) => ({
    label: valueLabel(dataset, segment, value),
    group: result.groups[segment]?.find((group) => group.value === value) ?? { count: 0, statistics: {} },
  }));
  const everyone = { label: `All ${dataset.noun.many}`, group: fleet };
  const groups = result.selection.count === 0 ? [] : [...chosen, everyone];
  return groupsSheet({ dataset, segment, metrics, groups, whole: fleet });
}

interface GroupsSheet {
  readonly dataset: Dataset;
  readonly segment: string;
  readonly metrics: readonly string[];
  readonly groups: readonly NamedGroup[];
  /** Of whom each group is a part. */
  readonly whole: Group;
}

function groupsSheet({ dataset, segment, metrics, groups, whole }: GroupsSheet): Sheet {
  const hides = groups.some(({ group }) => metrics.some((metric) => (group.statistics[metric]?.n ?? 0) < fewestPeople));
  return {
    columns: [
      groupingNamed(dataset, segment).label,
      capitalised(dataset.noun.many),
      columnTitle('Share', 'percent'),
      ...metrics.flatMap((metric) => metricColumns(dataset, metric)),
    ],
    rows: groups.map(({ label, group }) => [
      label,
      group.count,
      whole.count === 0 ? null : (group.count / whole.count) * 100,
      ...metrics.flatMap((metric) => metricValues(group, metric)),
    ]),
    notes: hides ? [`Figures of fewer than ${fewestPeople} ${dataset.noun.many} are left empty.`] : [],
  };
}

function metricColumns(dataset: Dataset, metric: string): string[] {
  const { label, unit } = metricNamed(dataset, metric);
  return [
    `${label}: ${dataset.noun.many} with a value`,
    ...statistics.map((statistic) => columnTitle(figureLabel(dataset, metric, statistic), unit)),
  ];
}

function metricValues(group: Group, metric: string): SheetValue[] {
  const own = group.statistics[metric];
  return [own?.n ?? 0, ...statistics.map((statistic) => statedValue(own, statistic))];
}
