import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { longestLookBackDays } from '../intent.ts';
import { calendarSpan, daysBetween } from './calendar.ts';
import type { Draft } from './draft.ts';
import type { UnitWord } from './function-words.ts';
import { contentOf, hasCue, isAmount, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import { type TimeSaid, timesSaid } from './times-said.ts';

/** How many days a course of figures shows when nobody says. */
export const usualLookBackDays = 30;

/**
 * Takes the times that figures are asked of: "over the last 30 days", "vs last week", "since monday".
 *
 * Runs before conditions are read, so that "churn over 30 days" is no churn above 30; what it comes to is settled by
 * `takeLookBack` once the words around it are known.
 */
export function takeTimes(draft: Draft): void {
  const { pieces, today } = draft;
  const asksWhomToCall = pieces.some((piece) => !piece.taken && hasCue(piece, 'attention'));
  for (const time of timesSaid(pieces, today)) {
    // "This week" may say when the asker has time, and "over 30 days" how long a sale took.
    if (time.kind === 'length' || (time.isThis && asksWhomToCall) || isOfMetric(draft, time)) continue;
    for (const piece of pieces.slice(time.start, time.end)) piece.taken = true;
    draft.times.push(time);
  }
}

/** A bare "over 30 days" beside a figure that is counted in days or hours. */
function isOfMetric({ pieces, dataset }: Draft, { kind, start, end }: TimeSaid): boolean {
  if (kind !== 'window' && kind !== 'future') return false;
  const said = pieces.slice(start, end);
  if (!said.some(isAmount) || said.some((piece) => hasCue(piece, 'last', 'next'))) return false;
  return pieces.some((piece) => isDuration(dataset, metricOf(piece)));
}

const isDuration = (dataset: Draft['dataset'], metric: string | undefined): boolean =>
  metric !== undefined && ['days', 'hours'].includes(metricNamed(dataset, metric).unit);

/** "How has health changed": there it is the figure that changes, and nobody's entry. */
export function takeChanged({ pieces }: Draft): void {
  const asks = pieces.findIndex(({ text }) => /^(?:how(?: much)?|has|have|did)$/u.test(text));
  const at = pieces.findIndex((piece) => piece.text === 'changed' && contentOf(piece, 'presence') !== undefined);
  const piece = pieces[at];
  if (asks === -1 || piece === undefined || !pieces.slice(asks, at).some((before) => metricOf(before) !== undefined))
    return;
  const { content: _, ...roles } = piece.roles;
  pieces[at] = { ...piece, roles };
}

/** "Rose" and "Delta" are names where no figure is said that could have risen, and "Brown" is no slip of "grown". */
export function freeNames({ pieces }: Draft): void {
  for (const [at, piece] of pieces.entries()) {
    if (metricOf(piece) !== undefined) return;
    const { cues, ...others } = piece.roles;
    const isChange = cues?.has('change') === true && cues.size === 1 && Object.keys(others).length === 0;
    const isName = piece.slips > 0 || piece.text === 'rose' || (piece.text === 'delta' && isUnknownBeside(pieces, at));
    if (isChange && isName) pieces[at] = { ...piece, kind: 'unknown', roles: {}, text: piece.raw.toLowerCase() };
  }
}

const isUnknownBeside = (pieces: readonly Piece[], at: number): boolean => pieces[at + 1]?.kind === 'unknown';

/** Settles over how many days figures are asked, and against those of which day. */
export function takeLookBack(draft: Draft): void {
  takeLetGo(draft);
  const trends = takeAll(draft, (piece) => hasCue(piece, 'trend'));
  if (trends.length > 0) takeLengths(draft);
  const changes = takeChanges(draft);
  for (const piece of takeAll(draft, ({ roles }) => roles.periodDays !== undefined))
    setAgainst(draft, piece.roles.periodDays ?? 0);
  for (const time of draft.times) settle(draft, time, trends.length > 0, changes);
  for (const piece of trends) {
    const days = daysToDate(piece, draft.today);
    if (days !== undefined) setOver(draft, days);
  }
  const isCourse = trends.length > 0 || (changes.length > 0 && draft.against === undefined);
  if (isCourse && draft.over === undefined) {
    draft.over = usualLookBackDays;
    draft.isUsualOver = true;
  }
  takeDangling(draft);
  takeCoarse(draft);
}

/** "Now vs then, 45 days back": what is set against now is said apart. */
function takeDangling({ against, pieces }: Draft): void {
  if (against === undefined) return;
  for (const [at, piece] of pieces.entries()) {
    const isSide = (other: Piece): boolean =>
      !other.taken && !isLight(other) && (hasCue(other, 'all', 'others') || other.roles.content !== undefined);
    if (hasCue(piece, 'versus') && !pieces.slice(at + 1).some(isSide)) piece.taken = true;
  }
}

function takeAll({ pieces }: Draft, isWanted: (piece: Piece) => boolean): readonly Piece[] {
  const found = pieces.filter((piece) => !piece.taken && piece.roles.content === undefined && isWanted(piece));
  for (const piece of found) piece.taken = true;
  return found;
}

/** "Without the trend", "drop the history". */
function takeLetGo(draft: Draft): void {
  for (const [at, piece] of draft.pieces.entries()) {
    const isShown = hasCue(piece, 'trend') || piece.text.startsWith('comparison');
    if (piece.taken || !isShown || piece.roles.content !== undefined) continue;
    const before = neighbour(draft.pieces, at, -1).piece;
    if (before === undefined || before.taken || !letsGo(before)) continue;
    before.taken = true;
    piece.taken = true;
    draft.letsGo = true;
  }
}

const letsGo = (piece: Piece): boolean =>
  hasCue(piece, 'not', 'without', 'destroy') || /^(?:forget|skip|stop|hide)$/u.test(piece.text);

/** "30 day trend": beside a word for it, a mere length says how long it is. */
function takeLengths(draft: Draft): void {
  for (const time of timesSaid(draft.pieces, draft.today)) {
    if (time.kind !== 'length') continue;
    for (const piece of draft.pieces.slice(time.start, time.end)) piece.taken = true;
    draft.times.push({ ...time, kind: 'window' });
  }
}

const notOfEach = 'How figures move is known of groups, not of each one.';

/** "Rose", "has changed", "is going up": what the figures of a group do, and not those of each one in it. */
function takeChanges(draft: Draft): readonly Piece[] {
  const { pieces } = draft;
  const first = neighbour(pieces, -1, 1).piece;
  const isChange = (piece: Piece): boolean => {
    const isVerbOfOurs = piece === first && hasCue(piece, 'update', 'destroy');
    return !isVerbOfOurs && (hasCue(piece, 'change') || moves(piece) || isUp(draft, piece));
  };
  const changes = takeAll(draft, isChange);
  if (changes.some((piece) => isOfEach(draft, piece))) {
    draft.problems.push({ reason: 'outOfScope', detail: notOfEach });
  } else if (changes.some((piece) => isWished(draft, piece))) {
    draft.problems.push({ reason: 'outOfScope', detail: 'Figures tell what was, not what will be or is to be done.' });
  }
  draft.needsFigure =
    changes.length > 0 &&
    draft.times.length === 0 &&
    !pieces.some((piece) => metricOf(piece) !== undefined || hasCue(piece, 'count'));
  return changes;
}

/** "Is churn up", "nps up since last month". */
function isUp({ pieces }: Draft, piece: Piece): boolean {
  const at = pieces.indexOf(piece);
  if (piece.text !== 'up' || metricOf(neighbour(pieces, at, -1).piece) === undefined) return false;
  const next = neighbour(pieces, at, 1).piece;
  return next === undefined || next.taken;
}

const moves = ({ roles }: Piece): boolean => roles.level === 'rising' || roles.level === 'falling';

/** "Agents with rising churn", "whose nps dropped", "how many rookies improved". */
function isOfEach({ pieces }: Draft, change: Piece): boolean {
  const at = pieces.indexOf(change);
  if (change.text.endsWith('ing') && metricOf(neighbour(pieces, at, 1).piece) !== undefined) return true;
  const isNoun = (piece: Piece | undefined): boolean => contentOf(piece, 'noun') !== undefined;
  return pieces.slice(0, at).some((piece, index) => {
    if (hasCue(piece, 'who') || piece.text === 'whose') return true;
    if (piece.text === 'that') return isNoun(pieces[index - 1]);
    if (piece.text === 'with') return neighbour(pieces, index, 1).piece === change;
    if (/^(?:which|what)$/u.test(piece.text)) return isNoun(neighbour(pieces, index, 1).piece);
    return /^how many$/u.test(piece.text) && !/^(?:chang|gr[eo]w|los[et]|gain)/u.test(change.text);
  });
}

const baseForms =
  /^(?:improve|grow|drop|fall|rise|increase|decrease|change|decline|worsen|climb|shrink|go up|go down|get better|get worse|develop|evolve|lose|gain)$/u;

/** "How can I improve nps", "will churn drop", "when will it rise": nothing that the figures can tell. */
function isWished({ pieces }: Draft, change: Piece): boolean {
  if (!baseForms.test(change.text)) return false;
  const before = pieces.slice(0, pieces.indexOf(change));
  const modal = before.findLastIndex(
    ({ text }) =>
      /^(?:will|would|should|shall|might|can|could|to|how to|when|help me|what should|should we|we|i)$/u.test(text) ||
      text.startsWith('will '),
  );
  if (modal === -1) return false;
  const asks = before.slice(modal).some(({ text }) => /^(?:see|show|tell|view|know|get|look)\b/u.test(text));
  const didWe =
    /^(?:we|i)$/u.test(before[modal]?.text ?? '') && before.slice(0, modal).some(({ text }) => text === 'did');
  return !asks && !didWe;
}

function settle(draft: Draft, time: TimeSaid, isTrend: boolean, changes: readonly Piece[]): void {
  const isDifference = !isTrend && (changes.length > 0 || draft.pieces.some(compares));
  switch (time.kind) {
    case 'against':
      // "Last week vs this week": this week is now.
      if (!time.isThis || draft.times.length === 1) setAgainst(draft, time.days);
      return;
    case 'point':
      if (time.isUnit && isTrend) setOver(draft, time.days);
      else setAgainst(draft, time.days);
      return;
    case 'since':
      if (isDifference) setAgainst(draft, time.days);
      else setOver(draft, time.days);
      return;
    case 'window':
    case 'length': {
      const asksHowMuch = changes.length > 0 && draft.pieces.some(({ text }) => text === 'how much');
      if (asksHowMuch && !isTrend) setAgainst(draft, time.days);
      else setOver(draft, time.days);
      return;
    }
    case 'stretch':
      draft.problems.push({
        reason: 'outOfScope',
        detail: 'Figures can be asked up to today, or set against those of one day.',
      });
      if (time.days <= longestLookBackDays) setOver(draft, time.days);
      return;
    case 'few':
      draft.problems.push({ reason: 'incomplete', detail: 'How many?' });
      setOver(draft, time.days);
      return;
    case 'future':
      draft.problems.push({ reason: 'outOfScope', detail: 'The future is not known: figures go up to today.' });
  }
}

/** "Higher since last month", "up from last week". */
const compares = (piece: Piece): boolean => hasCue(piece, 'more') || /^(?:up|down)$/u.test(piece.text);

const oneTime = 'One stretch of time at once.';

function setOver(draft: Draft, days: number): void {
  if (draft.over !== undefined && draft.over !== days) draft.problems.push({ reason: 'ambiguous', detail: oneTime });
  const kept = withinReach(draft, days);
  if (kept !== undefined) draft.over = kept;
}

function setAgainst(draft: Draft, days: number): void {
  if (draft.against !== undefined && draft.against !== days)
    draft.problems.push({ reason: 'ambiguous', detail: oneTime });
  const kept = withinReach(draft, days);
  if (kept !== undefined) draft.against = kept;
}

/** The days, or those that come nearest to what is kept. */
function withinReach(draft: Draft, days: number): number | undefined {
  if (days >= 1 && days <= longestLookBackDays) return days;
  draft.problems.push({ reason: 'outOfRange', detail: `One can look back 1 to ${longestLookBackDays} days.` });
  return days < 1 ? undefined : longestLookBackDays;
}

const toDateUnits: Readonly<Record<string, UnitWord>> = { y: 'year', m: 'month', q: 'quarter', w: 'week' };

/** "Year to date", "mtd": the days since its first; at least one. */
export function daysToDate({ text }: Piece, today: string): number | undefined {
  const letter = /^(\p{L})(?:td|\p{L}* to date)$/u.exec(text)?.[1];
  const span = letter === undefined ? undefined : calendarSpan(today, toDateUnits[letter] ?? 'year', 0);
  return span === undefined ? undefined : Math.max(1, daysBetween(span.from, today));
}

/** "Weekly", "by month": figures are kept of days, so their course is offered. */
function takeCoarse(draft: Draft): void {
  if (takeAll(draft, (piece) => hasCue(piece, 'coarse')).length === 0) return;
  draft.problems.push({ reason: 'outOfScope', detail: 'Figures are kept day by day.' });
  draft.over ??= 90;
}

/** Takes a mere length of which nothing else was made, as in "churn rookie 30d". */
export function takeLength(draft: Draft): void {
  if (draft.over !== undefined || draft.rank !== undefined || draft.problems.length > 0) return;
  const [time, ...more] = timesSaid(draft.pieces, draft.today);
  if (time?.kind !== 'length' || more.length > 0) return;
  if (draft.metrics.some((metric) => isDuration(draft.dataset, metric))) return;
  for (const piece of draft.pieces.slice(time.start, time.end)) piece.taken = true;
  setOver(draft, time.days);
}

/** Whether a text speaks of another time than now, so that what knows none cannot answer it. */
export function speaksOfTime({ pieces, today }: Draft): boolean {
  const isOfTime = (piece: Piece): boolean =>
    piece.roles.content === undefined && (hasCue(piece, 'trend', 'coarse') || piece.roles.periodDays !== undefined);
  return (
    pieces.some((piece) => !piece.taken && isOfTime(piece)) ||
    timesSaid(pieces, today).some(({ kind, isThis }) => kind !== 'length' && !isThis)
  );
}

/** "Just now", "only today": the question before it without its looking back. */
export const asksForNow = (text: string): boolean =>
  /^\s*(?:and |ok |okay |but )*(?:just|only|as of|right|back to|what about|and)? ?(?:now|today|the present|current(?:ly)?)(?: only)?[\s.?!]*$/iu.test(
    text,
  );
