import { addDays, daysBetween } from './calendar.ts';
import { dateRangeAt } from './date-ranges.ts';
import type { UnitWord } from './function-words.ts';
import { hasCue, isAmount, isLight, type Piece } from './pieces.ts';
import { readTimePhrase } from './time-phrases.ts';

/** A time before today that a text speaks of, whatever it is said of. */
export interface TimeSaid {
  /**
   * `window`: "the last 30 days"; `since`: from then until today; `point`: as it was then; `against`: set against
   * then; `length`: a mere "30 days"; `few`: "the last few weeks"; `stretch`: one that is over, such as "in march"; `future`: what is to come.
   */
  readonly kind: 'window' | 'since' | 'point' | 'against' | 'length' | 'stretch' | 'few' | 'future';
  /** How long, or how long ago. */
  readonly days: number;
  /** Said by "last week" or the like, which may be the days of that week as well. */
  readonly isUnit: boolean;
  /** Said by "this week" or the like. */
  readonly isThis: boolean;
  /** Said after "than". */
  readonly isThan?: boolean;
  /** Indices of its first piece and after its last. */
  readonly start: number;
  readonly end: number;
}

/** In looking back a quarter is 90 days, so that it begins with a month. */
const lengths: Partial<Readonly<Record<UnitWord, number>>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  quarter: 90,
  halfYear: 182,
  year: 365,
};

/** What "a few" of them may be, to be offered. */
const few: typeof lengths = { day: 7, week: 30, month: 90 };

/** The times that pieces speak of which nothing has been made of yet, in text order. */
export function timesSaid(pieces: readonly Piece[], today: string): TimeSaid[] {
  const times: TimeSaid[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const found = pieces[at]?.taken === false ? timeAt(pieces, at, today) : undefined;
    const time = found === undefined ? undefined : untilNow(pieces, found);
    if (time === undefined) continue;
    times.push(time);
    at = time.end - 1;
  }
  return times;
}

/** "From last week until today" is since then. */
function untilNow(pieces: readonly Piece[], time: TimeSaid): TimeSaid {
  const [to, now] = pieces.slice(time.end);
  const isOpen = pieces[time.start]?.text === 'from' && /^(?:until|till|to|through|thru|up to)$/u.test(to?.text ?? '');
  const isNow = now?.roles.daysAgo === 0 || /^(?:right )?now$/u.test(now?.text ?? '');
  return isOpen && isNow && time.kind !== 'future' ? { ...time, kind: 'since', end: time.end + 2 } : time;
}

function timeAt(pieces: readonly Piece[], at: number, today: string): TimeSaid | undefined {
  return rangeAt(pieces, at, today) ?? amountAt(pieces, at) ?? unitAt(pieces, at) ?? calendarAt(pieces, at, today);
}

/** "Between 1 nov and 10 nov", which is over, or "from 1 nov to today". */
function rangeAt(pieces: readonly Piece[], at: number, today: string): TimeSaid | undefined {
  const range = dateRangeAt(pieces, at, today);
  if (range === undefined) return undefined;
  const { span, start, end } = range;
  const days = daysBetween(span.from, today);
  if (days <= 0) return future(start, end);
  return { kind: span.to > today ? 'since' : 'stretch', days, isUnit: false, isThis: false, start, end };
}

/** "The last 30 days", "3 weeks ago", "over 30 days". */
function amountAt(pieces: readonly Piece[], at: number): TimeSaid | undefined {
  const piece = pieces[at];
  if (!isAmount(piece)) return undefined;
  const last = hasCue(pieces[at - 1], 'last') && pieces[at - 1]?.taken === false;
  const isAgo = hasCue(pieces[at + 1], 'ago') || isBefore(pieces, at + 1);
  const length = daysOf(piece, last, isAgo);
  if (length === undefined || piece.bound !== undefined) return undefined;
  const lead = leadOf(pieces, last ? at - 1 : at);
  const isNext = hasCue(pieces[at - 1], 'next');
  const found = { days: length, isUnit: false, isThis: false, end: at + (isAgo ? 2 : 1) };
  if (isNext || (lead.kind === 'in' && !last && !isAgo)) return { ...found, kind: 'future', start: lead.start };
  if (lead.kind === 'blocked') return undefined;
  if (lead.kind === 'against' || lead.kind === 'since') return { ...found, kind: lead.kind, start: lead.start };
  if (lead.kind === 'than')
    return last || isAgo ? { ...found, kind: 'against', start: lead.start, isThan: true } : undefined;
  if (isAgo) return { ...found, kind: 'point', start: lead.kind === 'from' ? lead.start : at };
  if (last) return { ...found, kind: 'window', start: lead.start };
  // "Over 30 days" needs its word right before it; "trends for agents 30 days" is a mere length.
  if (lead.kind === 'window' && lead.isNext) return { ...found, kind: 'window', start: lead.start };
  return { ...found, kind: 'length', start: at };
}

function daysOf({ value = 0, unit, raw }: Piece, last: boolean, isAgo: boolean): number | undefined {
  if (unit === 'hour') return last || isAgo ? Math.max(last ? 1 : 0, Math.round(value / 24)) : undefined;
  // "The last 3m" are months.
  const length = unit === 'million' && last && /m$/iu.test(raw) ? lengths.month : lengths[unit ?? 'point'];
  return length === undefined ? undefined : Math.round(value * length);
}

/** "Last week", "the past month", "this quarter", "the week before". */
function unitAt(pieces: readonly Piece[], at: number): TimeSaid | undefined {
  const piece = pieces[at];
  const days = piece?.kind === 'phrase' ? lengths[piece.roles.unit ?? 'point'] : undefined;
  const which = pieces[at - 1];
  if (days === undefined || piece?.roles.content !== undefined) return undefined;
  const found = { days, isUnit: true, isThis: false, end: at + 1 };
  if (isBefore(pieces, at + 1) && !hasCue(which, 'last', 'this', 'next')) {
    const { kind, start } = leadOf(pieces, at);
    return { ...found, kind: kind === 'against' || kind === 'than' ? 'against' : 'point', start, end: at + 2 };
  }
  const isLastFew = hasCue(pieces[at - 2], 'last');
  if (/^(?:few|several|couple)$/u.test(which?.text ?? '') && (isLastFew || hasCue(pieces[at + 1], 'ago'))) {
    const place = isLastFew ? { start: at - 2 } : { start: at - 1, end: at + 2 };
    return { ...found, kind: 'few', days: few[piece?.roles.unit ?? 'point'] ?? days, ...place };
  }
  // "The week before last"
  if (pieces[at + 1]?.text === 'before' && hasCue(pieces[at + 2], 'last'))
    return { ...found, kind: 'point', days: 2 * days, start: at, end: at + 3 };
  if (which === undefined || which.taken) return undefined;
  const lead = leadOf(pieces, at - 1);
  if (hasCue(which, 'next')) return { ...found, kind: 'future', start: at - 1 };
  if (lead.kind === 'blocked') return undefined;
  const isLast = hasCue(which, 'last');
  const isThis = !isLast && hasCue(which, 'this');
  if (!isLast && !isThis) return undefined;
  const { start } = lead;
  if (lead.kind === 'against' || lead.kind === 'than')
    return { ...found, kind: 'against', start, isThis, isThan: lead.kind === 'than' };
  if (lead.kind === 'since') return { ...found, kind: 'since', start };
  const lasts =
    isThis ||
    piece?.roles.unit === 'fortnight' ||
    lasting.test(which.text) ||
    lead.kind === 'window' ||
    lead.kind === 'in';
  return { ...found, kind: lasts ? 'window' : 'point', start, isThis };
}

/** "The past week" and "the last week" are its days; "last week" and "the previous week" may be what was then. */
const lasting = /past|trailing|in the|within|over|during|for the|recent|latest|^the last$/u;

/** "The week before", at the end of what is said. */
const isBefore = (pieces: readonly Piece[], at: number): boolean =>
  /^(?:before|prior|earlier|preceding)$/u.test(pieces[at]?.text ?? '') && pieces.slice(at + 1).every(isLight);

/** "Yesterday", "since monday", "2026-11-01", "in march", "vs last friday". */
function calendarAt(pieces: readonly Piece[], at: number, today: string): TimeSaid | undefined {
  const piece = pieces[at];
  if (piece === undefined || piece.roles.daysAgo === 0 || piece.roles.content !== undefined) return undefined;
  const { daysAgo, weekday, month, quarter } = piece.roles;
  const after = pieces[at + 1]?.text === 'of' ? pieces[at + 2] : pieces[at + 1];
  const isDayOfMonth = isAmount(piece) && after?.roles.month !== undefined;
  const isYear = isAmount(piece) && piece.unit === undefined && piece.value >= 1990 && piece.value <= 2100;
  const names = daysAgo ?? weekday ?? month ?? quarter;
  if (names === undefined && piece.kind !== 'date' && !isDayOfMonth && !isYear) return undefined;
  const said = hasCue(pieces[at - 1], 'last', 'this', 'next') ? at - 1 : at;
  const lead = leadOf(pieces, said);
  // "May" and "mar" are other words as well, and a bare 2024 may be any number.
  if (
    (isYear || (month !== undefined && piece.raw.length === 3)) &&
    lead.kind === 'none' &&
    said === at &&
    !isDated(pieces, at)
  )
    return undefined;
  if (lead.kind === 'blocked') return undefined;
  if (hasCue(pieces[said], 'next') && said < at) return future(lead.start, at + 1);
  const isLed = lead.kind === 'since' || lead.kind === 'window' || lead.kind === 'in';
  const from = isYear || isLed ? Math.min(lead.start, at) : said;
  const phrase = readTimePhrase(pieces, from, today, isYear);
  if (phrase?.span === undefined) return undefined;
  const { span, end } = phrase;
  const isDay = addDays(span.from, 1) === span.to;
  const start = lead.kind === 'none' ? said : lead.start;
  const days = daysBetween(span.from, today);
  if (days <= 0) return span.from > today ? future(start, end) : undefined;
  const found = { days, isUnit: false, isThis: false, start, end };
  if (lead.kind === 'since') return { ...found, kind: 'since' };
  if (!isDay) return { ...found, kind: 'stretch' };
  const isThan = lead.kind === 'than';
  return { ...found, kind: lead.kind === 'against' || isThan ? 'against' : 'point', isThan };
}

const isDated = (pieces: readonly Piece[], at: number): boolean => isAmount(pieces[at + 1]);

const future = (start: number, end: number): TimeSaid => ({
  kind: 'future',
  days: 0,
  isUnit: false,
  isThis: false,
  start,
  end,
});

interface Lead {
  readonly kind: 'against' | 'than' | 'since' | 'from' | 'window' | 'in' | 'blocked' | 'none';
  /** Index of the word that says so. */
  readonly start: number;
  /** Whether nothing stands between. */
  readonly isNext: boolean;
}

/** What the words before a time say of it. */
function leadOf(pieces: readonly Piece[], before: number): Lead {
  let nearest: Lead | undefined;
  for (let at = before - 1; at >= 0; at -= 1) {
    const piece = pieces[at];
    if (piece === undefined || piece.taken || piece.kind !== 'phrase' || piece.roles.content !== undefined) break;
    const kind = leadKind(piece);
    if (kind === 'against' || kind === 'than') return { kind, start: at, isNext: at === before - 1 };
    if (kind !== undefined) nearest ??= { kind, start: at, isNext: at === before - 1 };
    if (kind === undefined && !isLight(piece)) break;
  }
  return nearest ?? { kind: 'none', start: before, isNext: true };
}

function leadKind(piece: Piece): Lead['kind'] | undefined {
  if (hasCue(piece, 'versus')) return 'against';
  if (/(?:^| )than(?: |$)/u.test(piece.text)) return 'than';
  if (/^(?:from|as of|as from)$/u.test(piece.text)) return 'from';
  if (/^(?:until|till|before|after|between|up to|prior to)$/u.test(piece.text)) return 'blocked';
  if (hasCue(piece, 'since')) return 'since';
  if (piece.text === 'in') return 'in';
  return windows.test(piece.text) ? 'window' : undefined;
}

const windows =
  /^(?:over|during|for|within|throughout|across|through|inside|in the|over the|within the|inside of|spanning|for the|ovr|over the course of|in the course of)$/u;
