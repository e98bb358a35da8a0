import type { Dataset } from '../../catalog/define-dataset.ts';
import { asShown, formatDelta, formatValue } from '../../catalog/derive/format.ts';
import { longDay } from './days.ts';
import { verdictOn } from './measures.ts';
import type { LivingTrack } from './tracks.ts';

/** What a figure has become since a day, in the digits that are shown: `-3.2 points`. */
export function deltaWords({ now, unit }: Pick<LivingTrack, 'now' | 'unit'>, then: number): string {
  return formatDelta(asShown(now.value, unit) - asShown(then, unit), unit);
}

interface Change {
  readonly dataset: Dataset;
  readonly track: LivingTrack;
  /** The day that it is held against, and today. */
  readonly day: string;
  readonly today: string;
  /** Which of several figures it is; left out of the only one. */
  readonly name?: string | undefined;
}

/**
 * A figure beside what it was, in a sentence: "Down 3.2 points since 21 October: 60.1 % → 56.9 %, which is better."
 *
 * Nothing where it has no figure of that day.
 */
export function changeSentence({ dataset, track, day, today, name }: Change): string[] {
  const then = track.past.get(day)?.value;
  if (then === undefined) return [];
  const delta = deltaWords(track, then);
  const since = longDay(day, today);
  const verdict = verdictOn(dataset, track.measure, track.now.value, then);
  const isLittle = verdict === 'same' || delta.startsWith('±');
  const [thenWords, nowWords] = [then, track.now.value].map((value) => formatValue(value, track.unit));
  const values = thenWords === nowWords ? nowWords : `${thenWords} → ${nowWords}`;
  const meaning = isLittle || verdict === undefined ? '' : `, which is ${verdict}`;
  const change = changeSince({ delta, since, isLittle });
  return name === undefined
    ? [`${change}: ${values}${meaning}.`]
    : [`${name}: ${change.charAt(0).toLowerCase()}${change.slice(1)} (${values})${meaning}.`];
}

function changeSince({ delta, since, isLittle }: { delta: string; since: string; isLittle: boolean }): string {
  if (delta.startsWith('±')) return `Unchanged since ${since}`;
  if (isLittle) return `About the same as on ${since}`;
  return `${delta.startsWith('-') ? 'Down' : 'Up'} ${delta.slice(1)} since ${since}`;
}
