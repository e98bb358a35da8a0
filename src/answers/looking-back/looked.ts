import type { Dataset } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import { inSentence } from '../figures.ts';
import type { Measure } from './measures.ts';
import { isLiving, type Track } from './tracks.ts';
import { mostLines } from './trend-chart.ts';

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

/** Says which figures of now have none of before that they could be held against; nothing when all have. */
export function unknownNote(looked: Looked, tracks: readonly Track[]): string[] {
  const unknown = tracks.filter(({ now }) => now.value !== null);
  return unknown.length === 0 ? [] : [`No earlier figures are known of ${namesIn(looked, unknown)}.`];
}

/** Says which figures are not drawn though they could be; nothing when all are. */
export function undrawnNote(looked: Looked, asked: readonly Track[], drawn: readonly Track[]): string[] {
  const undrawn = asked.filter((track) => isLiving(track) && !drawn.includes(track));
  if (undrawn.length === 0) return [];
  const names = namesIn(looked, undrawn);
  const isFull = looked.segment !== undefined && drawn.length === mostLines;
  return [isFull ? `Drawn are the ${mostLines} largest groups, without ${names}.` : `Not drawn: ${names}.`];
}

function namesIn(looked: Looked, tracks: readonly Track[]): string {
  return tracks.map((track) => inSentence(nameIn(looked, track))).join(', ');
}
