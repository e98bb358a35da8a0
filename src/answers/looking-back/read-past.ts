import type { Statistics } from '../../analytics/statistics.ts';
import type { FigureHistory, FigureSpan } from '../../state/figure-history.ts';
import type { FigureDay, KeptGroup } from '../../state/figure-history-item.ts';
import type { KnownGroup } from './measures.ts';

/** What groups together were on a day. */
export interface PastDay extends KnownGroup {
  readonly day: string;
}

/**
 * The kept days of groups taken together, oldest first: those on which all of them were kept.
 *
 * Of several groups the median and the 90th percentile are not known.
 *
 * @throws {AppError} `repository.*`
 */
export async function readPast(
  figures: Pick<FigureHistory, 'read'>,
  dataset: string,
  groups: readonly KeptGroup[],
  span: Omit<FigureSpan, 'group'>,
): Promise<readonly PastDay[]> {
  const read = await Promise.all(groups.map((group) => figures.read(dataset, { ...span, group })));
  const [first = [], ...others] = read;
  if (others.length === 0) return first;
  const byDay = others.map((days) => new Map(days.map((one) => [one.day, one])));
  return first.flatMap((one) => {
    const same = byDay.map((days) => days.get(one.day)).filter((day) => day !== undefined);
    return same.length < byDay.length ? [] : [merged([one, ...same], span.metrics)];
  });
}

function merged(parts: readonly [FigureDay, ...FigureDay[]], metrics: readonly string[]): PastDay {
  const known = metrics.flatMap((metric) => {
    const all = parts.map(({ statistics }) => statistics[metric]).filter((one) => one !== undefined);
    // Where somebody's figures are missing, those of the others are not the whole.
    const isWhole = parts.every(({ count, statistics }) => count === 0 || statistics[metric] !== undefined);
    return isWhole && all.length > 0 ? [[metric, together(all)] as const] : [];
  });
  return {
    day: parts[0].day,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    statistics: Object.fromEntries(known),
  };
}

function together(parts: readonly FigureDay['statistics'][string][]): Statistics {
  const n = parts.reduce((sum, one) => sum + one.n, 0);
  const total = parts.reduce((sum, one) => sum + one.total, 0);
  return {
    n,
    total,
    average: total / n,
    min: Math.min(...parts.map(({ min }) => min)),
    max: Math.max(...parts.map(({ max }) => max)),
    median: null,
    p90: null,
  };
}
