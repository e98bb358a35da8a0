import type { AnalyticsResult, Group, ValueGroup } from '../../analytics/analytics.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { groupingNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import type { Filter } from '../../intents/filter.ts';
import type { KeptGroup } from '../../state/figure-history-item.ts';
import type { Figure } from '../answer.ts';
import { type Compared, runCompared } from '../compared.ts';
import { countFigure, metricFigure } from '../figures.ts';
import type { Source } from '../source.ts';
import { type LookBack, type Measure, statisticsIn } from './measures.ts';
import type { Line } from './tracks.ts';

/** What a question is about, as it is now. */
export interface View {
  readonly result: AnalyticsResult;
  /** Who is looked at: all together, or each part. */
  readonly lines: readonly Line[];
  /** All together, where the lines are parts of it. */
  readonly whole?: Line;
  /** One figure a measure, of all together. Of a comparison: the first measure, of each line. */
  readonly headline: readonly Figure[];
}

/**
 * Works out the figures of now, from the record and never from what is kept of today.
 *
 * @throws {AppError} `repository.*`
 */
export async function viewOf(
  intent: LookBack,
  { repository: { dataset }, analytics }: Source,
  measures: readonly [Measure, ...Measure[]],
  groups: readonly KeptGroup[],
): Promise<View> {
  const wanted = statisticsIn(measures);
  const by = intent.kind === 'summary' ? undefined : intent.kind === 'breakdown' ? intent.by : intent.segment;
  const filters = filtersOf(intent);
  const compared = await runCompared(dataset, analytics, {
    filters,
    metrics: wanted.map(({ metric }) => metric),
    statistics: { selection: wanted, fleet: wanted, groups: wanted },
    ...(by !== undefined && { by: [by] }),
  });
  const { result } = compared;
  const all: Line = { label: '', now: result.selection, groups };
  if (by === undefined) return { result, lines: [all], headline: headlineOf(dataset, measures, filters, compared) };
  const lines = partsOf(intent, dataset, by, result.groups[by]);
  if (intent.kind !== 'comparison') {
    return { result, lines, whole: all, headline: headlineOf(dataset, measures, filters, compared) };
  }
  const headline = lines.flatMap(({ label, now }) =>
    headlineOf(dataset, measures.slice(0, 1), intent.filters, {
      ...compared,
      result: { ...result, selection: now },
    }).map((figure) => ({ ...figure, label })),
  );
  return { result, lines, headline };
}

function filtersOf(intent: LookBack): readonly Filter[] {
  if (intent.kind !== 'comparison') return intent.filters;
  return [...intent.filters, { field: intent.segment, op: 'in', values: intent.values }];
}

function headlineOf(
  dataset: Dataset,
  measures: readonly Measure[],
  filters: readonly Filter[],
  { result: { selection: group }, fleet, whole, names }: Compared,
): Figure[] {
  return measures.map((measure) =>
    measure === 'count'
      ? countFigure(nounOf(dataset, filters), group, whole, names.whole)
      : metricFigure({ ...measure, dataset, group, fleet, fleetName: names.fleet, filters }),
  );
}

/** The values that were asked for, each with the members who have it now; in the order in which they are declared. */
function partsOf(
  intent: LookBack,
  dataset: Dataset,
  field: string,
  groups: readonly ValueGroup[] = [],
): readonly Line[] {
  const nobody: Group = { count: 0, statistics: {} };
  const values = intent.kind === 'comparison' ? intent.values : valuesIn(intent.filters, dataset, field, groups);
  return values.map((value) => ({
    label: valueLabel(dataset, field, value),
    now: groups.find((group) => group.value === value) ?? nobody,
    groups: [{ field, value }],
  }));
}

function valuesIn(
  filters: readonly Filter[],
  dataset: Dataset,
  field: string,
  groups: readonly ValueGroup[],
): readonly string[] {
  const declared = Object.keys(groupingNamed(dataset, field).values);
  const [asked] = filters.flatMap((filter) => (filter.op === 'in' ? [filter.values] : []));
  if (asked !== undefined) return declared.filter((value) => asked.includes(value));
  // A table may hold tiers that the catalogue has no name for.
  return [...new Set([...declared, ...groups.flatMap(({ value }) => (value === undefined ? [] : [value]))])];
}
