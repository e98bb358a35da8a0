import { z } from 'zod';

/** Metrics as they were when a day began (UTC). */
export const sampleDaySchema = z.object({
  /** `YYYY-MM-DD` */
  day: z.iso.date(),
  values: z.record(z.string(), z.number()),
});
export type SampleDay = Readonly<z.infer<typeof sampleDaySchema>>;

/** Days that are kept of one member: enough to look back a month, in less than 4 KB. */
export const keptDays = 31;
const dayMs = 86_400_000;

/** The UTC day of an instant. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * What a metric was so many days before now, by the newest day that is not later than that.
 *
 * Where the sample is younger than that, what it was on its first day, and how many days ago that is; undefined
 * where it knows of no day before today.
 *
 * @param days in order of time, each day once
 */
export function valueDaysAgo(
  days: readonly SampleDay[],
  metric: string,
  { now, days: back }: { readonly now: number; readonly days: number },
): { readonly value: number; readonly days: number } | undefined {
  const known = days.filter(({ values }) => values[metric] !== undefined);
  const wanted = dayOf(now - back * dayMs);
  const found = known.findLast(({ day }) => day <= wanted) ?? known[0];
  const value = found?.values[metric];
  if (found === undefined || value === undefined) return undefined;
  const age = Math.round((Date.parse(dayOf(now)) - Date.parse(found.day)) / dayMs);
  return age < 1 ? undefined : { value, days: Math.min(age, back) };
}

/** The newest days, each once, in order of time. */
export function newestDays(days: readonly SampleDay[]): readonly SampleDay[] {
  const byDay = new Map(days.map((each) => [each.day, each]));
  return [...byDay.values()].sort((one, other) => (one.day < other.day ? -1 : 1)).slice(-keptDays);
}
