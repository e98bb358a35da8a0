import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { longestLookBackDays } from '../intent.ts';
import { calendarSpan, daysBetween } from './calendar.ts';
import { notOfEach, takeChanges } from './changes.ts';
import type { Draft } from './draft.ts';
import type { UnitWord } from './function-words.ts';
import { takeLetGo } from './letting-go.ts';
import { hasCue, isAmount, metricOf, type Piece, takeAll } from './pieces.ts';
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
    const start = isExact(pieces[time.start - 1]) ? time.start - 1 : time.start;
    for (const piece of pieces.slice(start, time.end)) piece.taken = true;
    draft.times.push(time);
  }
}

const isExact = (piece: Piece | undefined): boolean => /^(?:exactly|precisely)$/u.test(piece?.text ?? '');

/** A bare "over 30 days" beside a figure that is counted in days or hours. */
function isOfMetric({ pieces, dataset }: Draft, { kind, start, end }: TimeSaid): boolean {
  if (kind !== 'window' && kind !== 'future') return false;
  const said = pieces.slice(start, end);
  if (!said.some(isAmount) || said.some((piece) => hasCue(piece, 'last', 'next'))) return false;
  return pieces.some((piece) => isDuration(dataset, metricOf(piece)));
}

const isDuration = (dataset: Draft['dataset'], metric: string | undefined): boolean =>
  metric !== undefined && ['days', 'hours'].includes(metricNamed(dataset, metric).unit);

/** Settles over how many days figures are asked, and against those of which day. */
export function takeLookBack(draft: Draft): void {
  takeLetGo(draft);
  const trends = takeAll(draft.pieces, (piece) => hasCue(piece, 'trend'));
  if (trends.length > 0) takeLengths(draft);
  const changes = takeChanges(draft);
  for (const piece of takeAll(draft.pieces, ({ roles }) => roles.periodDays !== undefined))
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
      hasCue(other, 'all', 'others') || ['value', 'noun', 'segment'].includes(other.roles.content?.kind ?? '');
    if (hasCue(piece, 'versus') && !pieces.slice(at + 1).some(isSide)) piece.taken = true;
  }
}

/** "30 day trend": beside a word for it, a mere length says how long it is. */
function takeLengths(draft: Draft): void {
  for (const time of timesSaid(draft.pieces, draft.today)) {
    if (time.kind !== 'length') continue;
    for (const piece of draft.pieces.slice(time.start, time.end)) piece.taken = true;
    draft.times.push({ ...time, kind: 'window' });
  }
}

function settle(draft: Draft, time: TimeSaid, isTrend: boolean, changes: readonly Piece[]): void {
  const isDifference = !isTrend && (changes.length > 0 || draft.pieces.some(compares));
  switch (time.kind) {
    case 'against':
      // "Last week vs this week": this week is now.
      if (!time.isThis || draft.times.length === 1) setAgainst(draft, time.days);
      if (time.isThan && describesMembers(draft, time))
        draft.problems.push({ reason: 'outOfScope', detail: notOfEach });
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
      // "This month vs last month": this month is now.
      if (time.isThis && draft.times.some(({ kind, days }) => kind === 'against' && days === time.days)) return;
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
      draft.problems.push({ reason: 'outOfScope', detail: futureUnknown });
  }
}

export const futureUnknown = 'The future is not known: figures go up to today.';

/** "Agents with churn higher than last month", "who are happier than a week ago". */
const describesMembers = ({ pieces }: Draft, { start }: TimeSaid): boolean =>
  pieces
    .slice(0, start)
    .some(({ text, roles }, at) =>
      /^(?:with|whose|who)$/u.test(text)
        ? ['noun', 'value'].includes(pieces[at - 1]?.roles.content?.kind ?? '')
        : roles.cues?.has('who') === true && at === 0,
    );

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
  if (takeAll(draft.pieces, (piece) => hasCue(piece, 'coarse')).length === 0) return;
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
