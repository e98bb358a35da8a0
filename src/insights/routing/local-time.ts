import { z } from 'zod';

/** An IANA zone that this machine knows, such as `Europe/Berlin`. */
export const zoneSchema = z.string().refine(isZone, 'needs a time zone like Europe/Berlin');

/** What a clock on the wall shows. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`. */
  readonly time: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant. */
export function localTime(at: Date, zone: string): LocalTime {
  const shown = new Date(shownMs(at.getTime(), zone));
  const iso = shown.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: shown.getUTCDay() || 7 };
}

/**
 * The instant at which the clocks of a zone show a time; the first one where they show it twice.
 *
 * Where they skip it, because summer time begins, the instant at which they do.
 *
 * @param local `date` as `YYYY-MM-DD`, `time` as `HH:MM`
 */
export function instantOf(local: Pick<LocalTime, 'date' | 'time'>, zone: string): Date {
  const wanted = Date.parse(`${local.date}T${local.time}:00.000Z`);
  const offsets = [wanted - dayMs, wanted + dayMs].map((ms) => shownMs(ms, zone) - ms);
  const [first, second] = offsets.map((offset) => wanted - offset).toSorted((one, other) => one - other);
  const found = [first, second].find((ms) => ms !== undefined && shownMs(ms, zone) === wanted);
  return new Date(found ?? afterSkip(first ?? wanted, second ?? wanted, wanted, zone));
}

/** The date some days after another one, both `YYYY-MM-DD`. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The first minute from `fromMs` on at which the clocks are past the wanted time. */
function afterSkip(fromMs: number, toMs: number, wanted: number, zone: string): number {
  for (let ms = fromMs; ms < toMs; ms += minuteMs) if (shownMs(ms, zone) >= wanted) return ms;
  return toMs;
}

/** What the clocks of a zone show, as if it were UTC; to the minute. */
function shownMs(ms: number, zone: string): number {
  const format = formats.get(zone) ?? newFormat(zone);
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

function newFormat(zone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
