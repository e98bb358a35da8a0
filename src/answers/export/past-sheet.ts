import { groupingNamed } from '../../catalog/derive/attribute-names.ts';
import { nounOf } from '../../catalog/derive/nouns.ts';
import { plusDays } from '../looking-back/days.ts';
import { findPast, type PastSource } from '../looking-back/find-past.ts';
import { firstDaySince } from '../looking-back/looked.ts';
import type { LookBack } from '../looking-back/measures.ts';
import { isLiving, type Track } from '../looking-back/tracks.ts';
import { columnTitle, type Sheet, type SheetValue } from './sheet.ts';

/**
 * What figures were, a day and group a row, and below that what they are today: every day that is asked for, or the
 * one that today is held against. Undefined where nothing is known of how they were.
 */
export async function pastSheet(intent: LookBack, source: PastSource): Promise<Sheet | undefined> {
  const found = await findPast(intent, source);
  if ('none' in found || !found.looked.tracks.some(isLiving)) return undefined;
  const { tracks, dataset, segment, today } = found.looked;
  const groupTitle = segment === undefined ? [] : [groupingNamed(dataset, segment).label];
  const lines = [...new Set(tracks.map(({ line }) => line))];
  const measured = tracks.filter(({ line }) => line === lines[0]);
  const { many } = nounOf(dataset, intent.filters);
  return {
    columns: ['Day', ...groupTitle, ...measured.flatMap((track) => columnsOf(track, many))],
    rows: [...daysOf(intent, tracks, today), today].flatMap((day) =>
      lines.map((line) => [
        day,
        ...groupTitle.map(() => line),
        ...tracks.filter((track) => track.line === line).flatMap((track) => valuesOn(day, track, today)),
      ]),
    ),
    notes: [],
  };
}

/** The days before today, oldest first. */
function daysOf({ over, against }: LookBack, tracks: readonly Track[], today: string): readonly string[] {
  const known = [...new Set(tracks.flatMap(({ past }) => [...past.keys()]))].sort();
  if (over !== undefined || against === undefined) return known;
  const since = firstDaySince(tracks, plusDays(today, -against.daysAgo));
  return known.filter((day) => day === since);
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
