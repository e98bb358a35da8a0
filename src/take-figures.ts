import type { Analytics, Group, ValueGroup } from './analytics/analytics.ts';
import { type Statistics, statisticsOf } from './analytics/statistics.ts';
import type { Dataset } from './catalog/define-dataset.ts';
import { groupingNamed, isGrouping, namesOfKind } from './catalog/derive/attribute-names.ts';
import type { FigureHistory, GroupOfDay } from './state/figure-history.ts';
import type { GroupFigures, KeptStatistics } from './state/figure-history-item.ts';
import { dayOf } from './state/sample-days.ts';

interface FiguresOfToday {
  readonly dataset: Dataset;
  readonly analytics: Analytics;
  readonly figures: Pick<FigureHistory, 'keepDay'>;
  readonly now?: () => Date;
}

/**
 * Keeps today's figures of everyone and of each value that people can be grouped by, unless they are kept already.
 *
 * Today is the UTC day on which the figures are taken, whatever night it is that this is done for.
 *
 * @returns how many groups there are
 * @throws {AppError} `repository.*`; it may be done again
 */
export async function takeFigures({ dataset, analytics, figures, now = () => new Date() }: FiguresOfToday) {
  const by = Object.keys(dataset.attributes).filter((name) => isGrouping(dataset.attributes[name]));
  const metrics = namesOfKind(dataset, 'metric');
  const day = dayOf(now().getTime());
  const { selection, groups } = await analytics.run({ filters: [], metrics, fleet: false, by });
  const ofValues = by.flatMap((field) => groupsOf(dataset, field, groups[field]));
  const all: GroupOfDay[] = [{ group: 'everyone', figures: figuresOf(selection) }, ...ofValues];
  await figures.keepDay(dataset.name, day, all);
  return { day, groups: all.length };
}

/** One a value that is declared or occurs: that there is nobody of a kind is a figure too. */
function groupsOf(dataset: Dataset, field: string, found: readonly ValueGroup[] = []): readonly GroupOfDay[] {
  const declared = Object.keys(groupingNamed(dataset, field).values);
  const values = new Set([...declared, ...found.flatMap(({ value }) => (value === undefined ? [] : [value]))]);
  return [...values].map((value) => {
    const group = found.find((one) => one.value === value);
    return { group: { field, value }, figures: group === undefined ? { count: 0, statistics: {} } : figuresOf(group) };
  });
}

function figuresOf({ count, statistics }: Group): GroupFigures {
  const known = Object.entries(statistics).flatMap(([metric, figures]) => {
    const kept = keptOf(figures);
    return kept === undefined ? [] : [[metric, kept] as const];
  });
  return { count, statistics: Object.fromEntries(known) };
}

/** What values come to, as it is kept; undefined where there are none. */
export function summarise(values: readonly number[]): KeptStatistics | undefined {
  return keptOf(statisticsOf(values));
}

function keptOf({ n, average, median, p90, total, min, max }: Statistics): KeptStatistics | undefined {
  if (average === null || median === null || p90 === null || total === null || min === null || max === null) {
    return undefined;
  }
  return { n, average, median, p90, total, min, max };
}
