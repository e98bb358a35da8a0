import type { UnitWord } from './function-words.ts';

/** A stretch of days: from the first to the day after the last, both as ISO dates. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export function addDays(date: string, days: number): string {
  return iso(timeOf(date) + days * dayMs);
}

export const daySpan = (date: string): Span => ({ from: date, to: addDays(date, 1) });

/** The span of a month, counted from 1; months beyond a year's end run on. */
export function monthSpan(year: number, month: number, length = 1): Span {
  return { from: iso(Date.UTC(year, month - 1, 1)), to: iso(Date.UTC(year, month - 1 + length, 1)) };
}

export const yearSpan = (year: number): Span => monthSpan(year, 1, 12);
export const quarterSpan = (year: number, quarter: number): Span => monthSpan(year, quarter * 3 - 2, 3);

export const yearOf = (date: string): number => Number(date.slice(0, 4));
export const monthOf = (date: string): number => Number(date.slice(5, 7));

/** Whether a number can be meant as a year. */
export const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1990 && value <= 2100;

/** `2024-03-05`, `2024/3/5`, `2024-03`, `03/2024`: the day or month; undefined when there is no such day. */
export function spanOfDate(text: string): Span | undefined {
  const parts = text.replace(/t.*$/iu, '').split(/[-/.]/u).map(Number);
  const [year = 0, month = 0, day] = parts.length === 2 && isYear(parts[1] ?? 0) ? parts.toReversed() : parts;
  if (!isYear(year) || month < 1 || month > 12) return undefined;
  if (day === undefined) return monthSpan(year, month);
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? daySpan(iso(time)) : undefined;
}

/** The latest day of that name, today included; 1 is Monday. */
export function latestWeekday(today: string, weekday: number): Span {
  return daySpan(addDays(today, -((weekdayOf(today) - weekday + 7) % 7)));
}

/** How many days lie between two dates; negative where the first is the later. */
export const daysBetween = (from: string, to: string): number => Math.round((timeOf(to) - timeOf(from)) / dayMs);

/** 1 is Monday, 7 Sunday. */
const weekdayOf = (date: string): number => ((new Date(timeOf(date)).getUTCDay() + 6) % 7) + 1;

/** The latest month of that name that has begun. */
export function latestMonth(today: string, month: number): Span {
  return monthSpan(month <= monthOf(today) ? yearOf(today) : yearOf(today) - 1, month);
}

/** The calendar week (from Monday), month, quarter or year `back` before the one of today. */
export function calendarSpan(today: string, unit: UnitWord, back: number): Span | undefined {
  const year = yearOf(today);
  const month = monthOf(today);
  switch (unit) {
    case 'week': {
      const from = addDays(today, 1 - weekdayOf(today) - 7 * back);
      return { from, to: addDays(from, 7) };
    }
    case 'month':
      return monthSpan(year, month - back);
    case 'quarter':
      return monthSpan(year, Math.ceil(month / 3) * 3 - 2 - 3 * back, 3);
    case 'year':
      return yearSpan(year - back);
    case 'day':
      return daySpan(addDays(today, -back));
    default:
      return undefined;
  }
}

const lengths: Partial<Record<UnitWord, number>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  million: 30,
  quarter: 91,
  halfYear: 182,
  year: 365,
};

/** Days in so many units: a month counts 30, a year 365. Undefined for what is no length of days. */
export function daysIn(value: number, unit: UnitWord): number | undefined {
  if (unit === 'hour') return Math.max(1, Math.round(value / 24));
  const length = lengths[unit];
  return length === undefined ? undefined : Math.round(value * length);
}
