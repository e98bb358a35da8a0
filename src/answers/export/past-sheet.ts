import { groupingNamed } from '../../catalog/derive/attribute-names.ts';
import { asShown } from '../../catalog/derive/format.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import { findPast, type PastSource } from '../looking-back/find-past.ts';
import { type LookBack, verdictOn } from '../looking-back/measures.ts';
import { dayHeldAgainst, daysShown, firstKnownDay, withinDays } from '../looking-back/reach.ts';
import { isLiving, type Track } from '../looking-back/tracks.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

/** Figures of the past, and the question that they answer where that is less than what was asked. */
export interface PastSheet {
  readonly sheet: Sheet;
  readonly answered: LookBack;
}

interface Found {
  readonly tracks: readonly Track[];
  /** What stands above the groups; none where there is one group. */
  readonly groupTitle: readonly string[];
  /** What the people are called. */
  readonly many: string;
  readonly today: string;
}

/**
 * What figures were: every day that is asked for and today, a day and group a row; or of what they are held against,
 * then and now side by side. Undefined where nothing is known of how they were.
 */
export async function pastSheet(intent: LookBack, source: PastSource): Promise<PastSheet | undefined> {
  const past = await findPast(intent, source);
  if ('none' in past) return undefined;
  const { tracks, dataset, segment, today } = past.looked;
  const { many } = nounOf(dataset, intent.filters);
  const groupTitle = segment === undefined ? [] : [groupingNamed(dataset, segment).label];
  const { over, against, ...question } = intent;
  if (over !== undefined) {
    const found = { tracks: withinDays(tracks, today, over.days), groupTitle, many, today };
    const first = firstKnownDay(found.tracks);
    if (first === undefined) return undefined;
    return { sheet: daysSheet(found), answered: { ...question, over: { days: daysShown(over.days, first, today) } } };
  }
  const day = against && dayHeldAgainst(tracks, today, against.daysAgo);
  if (day === undefined) return undefined;
  const isBetter = (track: Track, then: number): string | null =>
    track.now.value === null ? null : (verdictOn(dataset, track.measure, track.now.value, then) ?? null);
  return { sheet: changeSheet({ tracks, groupTitle, many, today }, day, isBetter), answered: intent };
}

function daysSheet({ tracks, groupTitle, many, today }: Found): Sheet {
  const lines = [...new Set(tracks.map(({ line }) => line))];
  const measured = tracks.filter(({ line }) => line === lines[0]);
  const known = [...new Set(tracks.flatMap(({ past }) => [...past.keys()]))].sort();
  return {
    columns: ['Day', ...groupTitle, ...measured.flatMap((track) => columnsOf(track, many))],
    rows: [...known, today].flatMap((day) =>
      lines.map((line) => [
        day,
        ...groupTitle.map(() => line),
        ...tracks.filter((track) => track.line === line).flatMap((track) => valuesOn(day, track, today)),
      ]),
    ),
    notes: [],
  };
}

function columnsOf({ measure, label, unit }: Track, many: string): string[] {
  const title = columnTitle(label, unit);
  return measure === 'count' ? [title] : [title, `${label}: ${many} with a value`];
}

function valuesOn(day: string, { measure, past, now }: Track, today: string): SheetValue[] {
  const stated = day === today ? now : past.get(day);
  const value = stated?.value ?? null;
  return measure === 'count' ? [value] : [value, stated?.n ?? null];
}

/** A figure of a group a row, as the answer shows it. */
function changeSheet(
  { tracks, groupTitle, many, today }: Found,
  day: string,
  verdictFor: (track: Track, then: number) => string | null,
): Sheet {
  // That there are more or fewer of them is neither better nor worse, and everybody counts.
  const isJudged = tracks.some(({ measure }) => measure !== 'count');
  return {
    columns: [
      ...groupTitle,
      'Figure',
      day,
      `Now (${today})`,
      'Change',
      ...(isJudged ? ['Which is', `With a value on ${day}: ${many}`, `With a value now: ${many}`] : []),
    ],
    rows: tracks.map((track) => {
      const then = track.past.get(day);
      const isKnown = then !== undefined && isLiving(track);
      return [
        ...groupTitle.map(() => track.line),
        columnTitle(track.label, track.unit),
        then?.value ?? null,
        track.now.value,
        isKnown ? asShown(track.now.value, track.unit) - asShown(then.value, track.unit) : null,
        ...(isJudged ? [isKnown ? verdictFor(track, then.value) : null, then?.n ?? null, track.now.n] : []),
      ];
    }),
    notes: [],
  };
}
