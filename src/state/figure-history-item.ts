import { z } from 'zod';

/** What the values of one metric came to over a group; `n` is at least 1. */
export interface KeptStatistics {
  readonly n: number;
  readonly average: number;
  readonly median: number;
  readonly p90: number;
  readonly total: number;
  readonly min: number;
  readonly max: number;
}

/** Whose figures are kept: everyone of a dataset, or those with one value of an attribute. */
export type KeptGroup = 'everyone' | { readonly field: string; readonly value: string };

/** A group's figures. A metric of which nobody had a value, or nobody knew one, is not among them. */
export interface GroupFigures {
  readonly count: number;
  readonly statistics: Readonly<Record<string, KeptStatistics>>;
}

/** A group as it was on one day: an ISO date, UTC. */
export interface FigureDay extends GroupFigures {
  readonly day: string;
}

/** The places of the figures in a metric's list. */
const order = ['n', 'average', 'median', 'p90', 'total', 'min', 'max'] as const;
const ttlDays = 400;
const dayMs = 86_400_000;

const storedSchema = z.object({
  sk: z.iso.date(),
  count: z.int().min(0),
  metrics: z.record(z.string(), z.array(z.number()).length(order.length)).default({}),
});

/**
 * One item a group and day.
 *
 * `metrics` has a list of seven numbers a metric, in the order n, average, median, p90, total, min, max: the names
 * would take more room than the numbers. With 18 metrics an item has about 2 KB. It lives for 400 days.
 */
export function toFigureItem(dataset: string, group: KeptGroup, { day, count, statistics }: FigureDay) {
  return {
    ...toFigureKey(dataset, group, day),
    count,
    metrics: Object.fromEntries(
      Object.entries(statistics).map(([metric, figures]) => [metric, order.map((name) => shortened(figures[name]))]),
    ),
    ttl: Date.parse(day) / 1_000 + (ttlDays * dayMs) / 1_000,
  };
}

/** Undefined for an item that is none of ours. */
export function fromFigureItem(item: unknown): FigureDay | undefined {
  const stored = storedSchema.safeParse(item);
  if (!stored.success) return undefined;
  const { sk: day, count, metrics } = stored.data;
  return {
    day,
    count,
    statistics: Object.fromEntries(Object.entries(metrics).map(([metric, values]) => [metric, toStatistics(values)])),
  };
}

export function toFigureKey(dataset: string, group: KeptGroup, day: string) {
  return { pk: figurePartition(dataset, group), sk: day };
}

/** The days of a group lie together, so that a span of them is one query. */
export function figurePartition(dataset: string, group: KeptGroup): string {
  return group === 'everyone' ? `figures#${dataset}` : `figures#${dataset}#${group.field}#${group.value}`;
}

function toStatistics(values: readonly number[]): KeptStatistics {
  const [n = 0, average = 0, median = 0, p90 = 0, total = 0, min = 0, max = 0] = values;
  return { n, average, median, p90, total, min, max };
}

/** Twelve digits: more than any figure has that is true of the world. */
function shortened(value: number): number {
  return Number(value.toPrecision(12));
}
