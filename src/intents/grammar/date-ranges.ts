import { addDays, daysBetween, type Span } from './calendar.ts';
import { hasCue, isAmount, isLight, type Piece } from './pieces.ts';
import { readTimePhrase } from './time-phrases.ts';

/** "Between 1 nov and 10 nov", "from 1 to 10 november". */
export interface DateRange {
  readonly span: Span;
  /** Indices of its first piece and after its last. */
  readonly start: number;
  readonly end: number;
}

/** The stretch from one day to another that begins at a place, if there is one. */
export function dateRangeAt(pieces: readonly Piece[], at: number, today: string): DateRange | undefined {
  const opens = hasCue(pieces[at], 'between') || pieces[at]?.text === 'from';
  if (opens && pieces[at]?.roles.content !== undefined) return undefined;
  let first = opens ? at + 1 : at;
  while (opens && isLight(pieces[first])) first += 1;
  return daysOfMonth(pieces, at, first, today) ?? fromTo(pieces, at, first, today);
}

/** "2026-11-01 to 2026-11-10", "from october to november": the units of "last week to today" are no dates. */
function fromTo(pieces: readonly Piece[], at: number, first: number, today: string): DateRange | undefined {
  if (!isOfCalendar(pieces[first]) && !isOfCalendar(pieces[first + 1])) return undefined;
  const phrase = readTimePhrase(pieces, at, today, false);
  if (phrase?.span === undefined || phrase.relation !== 'between') return undefined;
  const said = pieces.slice(at, phrase.end);
  return said.every(({ taken, roles, unit }) => !taken && roles.unit === undefined && unit === undefined)
    ? { span: phrase.span, start: at, end: phrase.end }
    : undefined;
}

const isOfCalendar = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  (piece.kind === 'date' || piece.roles.month !== undefined || piece.roles.weekday !== undefined);

/** "From 1 to 10 november", "1-10 nov", "nov 1 to 10": the days share their month. */
function daysOfMonth(pieces: readonly Piece[], at: number, first: number, today: string): DateRange | undefined {
  const isMonthFirst = pieces[first]?.roles.month !== undefined;
  const low = isMonthFirst ? first + 1 : first;
  const high = isAmount(pieces[low + 1]) ? low + 1 : low + 2;
  const month = isMonthFirst ? first : pieces[high + 1]?.text === 'of' ? high + 2 : high + 1;
  const [from, to, named] = [pieces[low], pieces[high], pieces[month]];
  if (!isDay(from) || !isDay(to) || from.value > to.value || named?.roles.month === undefined) return undefined;
  const isLinked = high === low + 1 ? to.start - from.end === 1 : links.test(pieces[low + 1]?.text ?? '');
  if (!isLinked) return undefined;
  const spanOf = (day: Piece): Span | undefined => readTimePhrase([day, named], 0, today, false)?.span;
  const [begin, until] = [spanOf(from), spanOf(to)];
  if (begin === undefined || until === undefined) return undefined;
  // The days to come are read as those of a year ago: the stretch goes on until today.
  const isBroken = daysBetween(begin.from, until.to) <= 0;
  return {
    span: { from: begin.from, to: isBroken ? addDays(today, 1) : until.to },
    start: at,
    end: Math.max(month, high) + 1,
  };
}

const links = /^(?:to|and|-|until|till|through|thru|up to)$/u;

const isDay = (piece: Piece | undefined): piece is Piece & { value: number } =>
  isAmount(piece) &&
  !piece.taken &&
  piece.unit === undefined &&
  Number.isInteger(piece.value) &&
  piece.value >= 1 &&
  piece.value <= 31;
