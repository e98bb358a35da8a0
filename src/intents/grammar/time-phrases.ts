import {
  addDays,
  calendarSpan,
  daySpan,
  daysIn,
  isYear,
  latestMonth,
  latestWeekday,
  monthSpan,
  quarterSpan,
  type Span,
  spanOfDate,
  yearOf,
  yearSpan,
} from './calendar.ts';
import type { Operator } from './lexicon.ts';
import { hasCue, isAmount, type Piece } from './pieces.ts';

export type TimeRelation = 'since' | 'after' | 'before' | 'until' | 'during' | 'between';

/** A stretch of time as it was said: "since march 2024", "in the last 30 days", "over 2 years ago". */
export interface TimePhrase {
  readonly relation: TimeRelation | undefined;
  readonly operator: Operator | undefined;
  readonly ago: boolean;
  readonly span?: Span;
  /** The whole number of days. */
  readonly days?: number;
  /** The upper end of "10 to 20 days". */
  readonly daysTo?: number;
  /** Index after its last piece. */
  readonly end: number;
}

interface Lead {
  relation: TimeRelation | undefined;
  operator: Operator | undefined;
  /** "last", "this" or "next" before a unit. */
  which: 'last' | 'this' | 'next' | undefined;
  lasting: boolean;
}

const relations = ['between', 'since', 'after', 'before', 'until', 'during'] as const;

/** Reads a stretch of time that begins at a place, if there is one. `anchored`: a bare number counts days or names a year. */
export function readTimePhrase(
  pieces: readonly Piece[],
  from: number,
  today: string,
  anchored: boolean,
): TimePhrase | undefined {
  const lead: Lead = { relation: undefined, operator: undefined, which: undefined, lasting: false };
  let at = from;
  while (takeLead(pieces[at], pieces[at + 1], lead)) at += 1;
  const core = readCore(pieces, at, today, lead, anchored || lead.relation === 'since' || lead.relation === 'before');
  if (core === undefined) return undefined;
  const second = readSecond(pieces, core, today, lead);
  const end = second?.end ?? core.end;
  const ago = hasCue(pieces[end], 'ago');
  const span =
    second?.span !== undefined && core.span !== undefined ? spanning(core, core.span, second.span) : core.span;
  // "2023 or later"
  const bound = span === undefined ? undefined : pieces[end - 1]?.bound;
  const open = bound === '>=' ? 'since' : bound === '<=' ? 'until' : undefined;
  const trailing = ago ? pieces[end + 1]?.roles.suffixOperator : undefined;
  return {
    relation: open ?? (second === undefined ? lead.relation : 'between'),
    operator: lead.operator ?? core.bound ?? trailing,
    ago,
    ...(span === undefined ? {} : { span }),
    ...(core.days === undefined ? {} : { days: core.days }),
    ...(second?.days === undefined ? {} : { daysTo: second.days }),
    end: end + (ago ? 1 : 0) + (trailing === undefined ? 0 : 1),
  };
}

/** From the first stretch to the end of the second, whose year "between january and march 2025" has in common. */
function spanning({ month }: Core, first: Span, second: Span): Span {
  if (month === undefined) return { from: first.from, to: second.to };
  const sameYear = monthSpan(yearOf(second.from), month).from;
  return { from: sameYear <= second.from ? sameYear : monthSpan(yearOf(second.from) - 1, month).from, to: second.to };
}

function takeLead(piece: Piece | undefined, next: Piece | undefined, lead: Lead): boolean {
  if (piece === undefined || piece.taken || piece.kind !== 'phrase' || piece.roles.content !== undefined) return false;
  if (hasCue(piece, 'this') && next?.roles.unit !== undefined) {
    lead.which = 'this';
    return true;
  }
  if (hasCue(piece, 'next')) {
    lead.which = 'next';
    return true;
  }
  const isNamed = (next?.roles.month ?? next?.roles.weekday) !== undefined;
  if (hasCue(piece, 'last') && (next?.roles.unit !== undefined || isNamed || isAmount(next))) {
    lead.which = 'last';
    lead.lasting = /past|in the|within|over|during|trailing/u.test(piece.text) || lead.lasting;
    return true;
  }
  const relation = relations.find((cue) => hasCue(piece, cue));
  const operator = piece.roles.operator;
  // "Before may 2023" is about the month.
  const isMonth = piece.roles.month !== undefined && (lead.relation !== undefined || isAmount(next));
  const light = hasCue(piece, 'filler') && !isMonth;
  if (relation === undefined && operator === undefined && !light) return false;
  if (operator !== undefined) lead.operator ??= operator;
  if (relation !== undefined && (relation !== 'during' || lead.relation === undefined)) lead.relation = relation;
  if (/within|^in$|in the$|over|during the/u.test(piece.text)) lead.lasting = true;
  return true;
}

interface Core {
  readonly span?: Span;
  /** The month that was named without its year. */
  readonly month?: number;
  readonly days?: number;
  readonly bound?: Operator | undefined;
  readonly end: number;
}

function readCore(
  pieces: readonly Piece[],
  at: number,
  today: string,
  lead: Lead,
  bareNumber: boolean,
): Core | undefined {
  const piece = pieces[at];
  if (piece === undefined || piece.taken) return undefined;
  if (piece.roles.daysAgo !== undefined) {
    return { span: daySpan(addDays(today, -piece.roles.daysAgo)), end: at + 1 };
  }
  if (piece.roles.weekday !== undefined) {
    // "Last friday" is over, and "next friday" tells nothing of what was.
    if (lead.which === 'next') return undefined;
    const until = lead.which === 'last' ? addDays(today, -1) : today;
    return { span: latestWeekday(until, piece.roles.weekday), end: at + 1 };
  }
  if (piece.kind === 'date') {
    const span = spanOfDate(piece.text);
    return span === undefined ? undefined : { span, end: at + 1 };
  }
  return (
    readMonth(pieces, at, today, lead) ??
    readQuarter(pieces, at, today) ??
    readUnit(piece, at, today, lead) ??
    readAmount(piece, at, bareNumber, lead)
  );
}

function readMonth(pieces: readonly Piece[], at: number, today: string, lead: Lead): Core | undefined {
  // "The 1st of november"
  const of = isAmount(pieces[at]) && pieces[at + 1]?.text === 'of' ? 1 : 0;
  const [first, second, third] = [pieces[at], pieces[at + 1 + of], pieces[at + 2 + of]];
  const month = first?.roles.month;
  const dayFirst = isAmount(first) && first.value >= 1 && first.value <= 31 ? first.value : undefined;
  if (dayFirst !== undefined && second?.roles.month !== undefined) {
    return dayOfMonth(dayFirst, second.roles.month, third, at + 2 + of, today);
  }
  if (month === undefined) return undefined;
  if (isAmount(second) && isYear(second.value)) return { span: monthSpan(second.value, month), end: at + 2 };
  if (isAmount(second) && second.value >= 1 && second.value <= 31 && second.unit === undefined) {
    return dayOfMonth(second.value, month, third, at + 2, today);
  }
  // "May" and "mar" are other words as well: alone they need a word of time before them.
  if (first?.raw.length === 3 && lead.relation === undefined && lead.which === undefined) return undefined;
  return { span: latestMonth(today, month), month, end: at + 1 };
}

function dayOfMonth(day: number, month: number, year: Piece | undefined, end: number, today: string): Core | undefined {
  const said = isAmount(year) && isYear(year.value) ? year.value : undefined;
  const inYear = (value: number): Span | undefined => spanOfDate(`${value}-${month}-${day}`);
  if (said !== undefined) {
    const span = inYear(said);
    return span === undefined ? undefined : { span, end: end + 1 };
  }
  const thisYear = inYear(yearOf(today));
  const span = thisYear !== undefined && thisYear.from > today ? inYear(yearOf(today) - 1) : thisYear;
  return span === undefined ? undefined : { span, end };
}

function readQuarter(pieces: readonly Piece[], at: number, today: string): Core | undefined {
  const quarter = pieces[at]?.roles.quarter;
  if (quarter === undefined) return undefined;
  const next = pieces[at + 1]?.text === 'of' ? at + 2 : at + 1;
  const year = pieces[next];
  const said = isAmount(year) && isYear(year.value);
  return { span: quarterSpan(said ? year.value : yearOf(today), quarter), end: said ? next + 1 : at + 1 };
}

function readUnit(piece: Piece, at: number, today: string, lead: Lead): Core | undefined {
  const unit = piece.roles.unit;
  if (piece.kind !== 'phrase' || unit === undefined || lead.which === undefined) return undefined;
  if (lead.which === 'last' && lead.lasting) {
    const days = daysIn(1, unit);
    return days === undefined ? undefined : { days, end: at + 1 };
  }
  const span = calendarSpan(today, unit, { last: 1, this: 0, next: -1 }[lead.which]);
  return span === undefined ? undefined : { span, end: at + 1 };
}

function readAmount(piece: Piece, at: number, bareNumber: boolean, lead: Lead): Core | undefined {
  if (!isAmount(piece) || piece.value < 0) return undefined;
  const bound = piece.bound;
  if (piece.unit === undefined) {
    if (isYear(piece.value) && (bareNumber || lead.relation !== undefined))
      return { span: yearSpan(piece.value), end: at + 1 };
    return bareNumber && Number.isInteger(piece.value) && piece.value <= 3650
      ? { days: piece.value, bound, end: at + 1 }
      : undefined;
  }
  const days = daysIn(piece.value, piece.unit);
  return days === undefined ? undefined : { days, bound, end: at + 1 };
}

/** The end of "between march and june" or "from 2022 to 2023". */
function readSecond(pieces: readonly Piece[], core: Core, today: string, lead: Lead): Core | undefined {
  const link = pieces[core.end];
  // "10-20 days" and "2022-2023"
  if (isAmount(link) && link.start - (pieces[core.end - 1]?.end ?? 0) === 1) {
    const second = readCore(pieces, core.end, today, lead, true);
    return (second?.days === undefined) === (core.days === undefined) ? second : undefined;
  }
  const links = lead.relation === 'between' ? ['and', 'to', '-'] : ['to', 'until', 'till', 'through', 'thru', 'up to'];
  const isAlternative = link?.text === 'or' || (link?.text === 'and' && lead.relation !== 'between');
  if (link === undefined || !(links.includes(link.text) || isAlternative)) return undefined;
  const second = readCore(pieces, core.end + 1, today, { ...lead, relation: 'since' }, true);
  // "2024 or 2025" is one stretch, "march or june" is not.
  if (isAlternative && (core.span === undefined || second?.span?.from !== core.span.to)) return undefined;
  return (second?.span === undefined) === (core.span === undefined) ? second : undefined;
}
