/** What was true of somebody on one day. */
export interface DailyFigures {
  /** ISO date. */
  readonly day: string;
  /** By metric name, in the metric's unit. */
  readonly values: Readonly<Record<string, number>>;
}

/** How many days a history has, the as-of day included: a look back over a month finds the day 30 days ago. */
export const historyDays = 31;

const dayMs = 86_400_000;

/** The days of a history, oldest first; the last one is the as-of day. `asOf` in epoch milliseconds. */
export function daysUntil(asOf: number): readonly string[] {
  return Array.from({ length: historyDays }, (_, at) =>
    new Date(asOf - (historyDays - 1 - at) * dayMs).toISOString().slice(0, 10),
  );
}
