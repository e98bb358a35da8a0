import { daysBetween, plusDays } from './days.ts';
import type { LookBack } from './measures.ts';
import { isLiving, type Track } from './tracks.ts';

/** Days that may be missing at the beginning of a span without its being called another. */
const fewDays = 2;

/** How far, in days, a day may lie from the one that was asked for to stand in for it. */
export function standInDays(daysAgo: number): number {
  return Math.max(fewDays, Math.floor(daysAgo / 10));
}

/** How many days back figures are wanted, with the days that may stand in for those that were asked for. */
export function daysBackOf({ over, against }: LookBack): number {
  const daysAgo = against?.daysAgo ?? 0;
  return Math.max(over?.days ?? 0, daysAgo === 0 ? 0 : daysAgo + standInDays(daysAgo));
}

/**
 * The day whose figures stand for those of so many days ago: that one, or the nearest to it that is known.
 *
 * Undefined where none is near enough: what came of a month is not what came of a year.
 */
export function dayHeldAgainst(tracks: readonly Track[], today: string, daysAgo: number): string | undefined {
  const wanted = plusDays(today, -daysAgo);
  const distance = (day: string): number => Math.abs(daysBetween(wanted, day));
  // Of two that are as near, the later one.
  const [nearest] = knownDays(tracks).toSorted(
    (one, other) => distance(one) - distance(other) || daysBetween(one, other),
  );
  return nearest !== undefined && distance(nearest) <= standInDays(daysAgo) ? nearest : undefined;
}

/** The first day of which anything is known that can be held against what is now. */
export function firstKnownDay(tracks: readonly Track[]): string | undefined {
  return knownDays(tracks).toSorted()[0];
}

/** How many days are shown of those that were asked for: fewer where the first that is known is much later. */
export function daysShown(asked: number, first: string, today: string): number {
  const known = daysBetween(first, today);
  return known + fewDays < asked ? known : asked;
}

/** The tracks without what was before the last so many days. */
export function withinDays(tracks: readonly Track[], today: string, days: number): readonly Track[] {
  const from = plusDays(today, -days);
  return tracks.map((track) => ({ ...track, past: new Map([...track.past].filter(([day]) => day >= from)) }));
}

function knownDays(tracks: readonly Track[]): readonly string[] {
  return [...new Set(tracks.filter(isLiving).flatMap(({ past }) => [...past.keys()]))];
}
