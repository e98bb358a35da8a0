import type { Dataset } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { inSentence } from '../figures.ts';
import type { Measure } from './measures.ts';
import { isLiving, type LivingTrack, type Track } from './tracks.ts';

/** What a look back has found. */
export interface Looked {
  readonly dataset: Dataset;
  /** Every measure of every group; some of them without a past. */
  readonly tracks: readonly Track[];
  readonly measures: readonly [Measure, ...Measure[]];
  /** What the groups are values of; undefined where there is one group. */
  readonly segment: string | undefined;
  /** UTC. */
  readonly today: string;
}

/** What tells the tracks of one measure of several groups, or of several measures of one, from each other. */
export function nameIn({ segment }: Looked, { line, label }: Track): string {
  return segment === undefined ? label : line;
}

/** The same for a legend: the statistic is in the title, or the metric's own. */
export function shortNameIn({ segment, dataset }: Looked, { line, label, measure }: Track): string {
  if (segment !== undefined) return line;
  return measure === 'count' ? label : metricNamed(dataset, measure.metric).label;
}

/** What changes, of one measure where there are several groups: as many figures as a chart can hold. */
export function firstMeasured({ tracks, segment, measures: [first] }: Looked): readonly Track[] {
  return segment === undefined ? tracks : tracks.filter(({ measure }) => measure === first);
}

/** The first day since another on which a figure is known that can be held against one of now. */
export function firstDaySince(tracks: readonly Track[], from: string): string | undefined {
  const known = tracks.filter(isLiving).flatMap(({ past }) => [...past.keys()].find((day) => day >= from) ?? []);
  return known.sort()[0];
}

/** Says which figures have no past, and which are not drawn. */
export function leftOutNotes(looked: Looked, asked: readonly Track[], shown: readonly LivingTrack[]): string[] {
  const namesOf = (tracks: readonly Track[]): string =>
    tracks.map((track) => inSentence(nameIn(looked, track))).join(', ');
  const unknown = asked.filter((track) => !isLiving(track) && track.now.value !== null);
  const undrawn = asked.filter((track) => isLiving(track) && !shown.includes(track));
  return [
    ...(unknown.length === 0 ? [] : [`No earlier figures are kept of ${namesOf(unknown)}.`]),
    ...(undrawn.length === 0 ? [] : [`Left out: ${namesOf(undrawn)}.`]),
  ];
}
