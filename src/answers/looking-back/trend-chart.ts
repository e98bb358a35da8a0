import type { Cell, Chart, Table } from '../answer.ts';
import { shortDay, thinned } from './days.ts';
import { commonDays, type LivingTrack } from './tracks.ts';

/** Lines that Slack draws. @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const mostLines = 6;
/**
 * Points whose days can be read below a chart; Slack would take 20. Six times twelve numbers are also what a message
 * has room for twice: drawn, and in a table.
 */
const mostPoints = 12;

/** Some figures over the days on which all of them are known, the last of them today's. */
export interface Trend {
  readonly title: string;
  readonly tracks: readonly [LivingTrack, ...LivingTrack[]];
  /** What tells a track from the others: as a column, and short enough for a legend. */
  readonly nameOf: (track: LivingTrack) => string;
  readonly shortNameOf: (track: LivingTrack) => string;
  /** The days that are shown, oldest first, without today; at least one. */
  readonly days: readonly string[];
  readonly today: string;
}

/**
 * Those that are drawn together: of one unit, known on most of the days, and of too many the largest groups.
 * Undefined where there are none.
 */
export function drawable(tracks: readonly LivingTrack[]): readonly [LivingTrack, ...LivingTrack[]] | undefined {
  const unit = tracks[0]?.unit;
  const longest = Math.max(...tracks.map(({ past }) => past.size));
  // A group that five people were in on a few days only would leave the others those days.
  const alike = tracks.filter((track) => track.unit === unit && track.past.size * 2 > longest);
  const largest = [...alike].sort((one, other) => other.now.n - one.now.n).slice(0, mostLines);
  const [drawn, ...others] = alike.filter((track) => largest.includes(track));
  return drawn === undefined ? undefined : [drawn, ...others];
}

/** The days to show of some tracks, thinned evenly to as many as there is room for. */
export function shownDays(tracks: readonly LivingTrack[]): readonly string[] {
  return thinned(commonDays(tracks), mostPoints - 1);
}

/** One line a track; the last point is today's figure. */
export function trendChart({ title, tracks, shortNameOf, days, today }: Trend): Chart {
  return {
    title,
    shape: 'line',
    unit: tracks[0].unit,
    categories: [...days.map((day) => shortDay(day, today)), 'Today'],
    series: tracks.map((track) => ({
      name: shortNameOf(track),
      values: [...days.flatMap((day) => track.past.get(day)?.value ?? []), track.now.value],
    })),
  };
}

/** The numbers of the chart: one row a day, one column a track. */
export function trendTable({ title, tracks, nameOf, days, today }: Trend): Table {
  const row = (label: string, valueIn: (track: LivingTrack) => number | undefined): Cell[] => [
    { kind: 'text', text: label },
    ...tracks.map((track): Cell => ({ kind: 'number', value: valueIn(track) ?? null, unit: track.unit })),
  ];
  return {
    caption: title,
    columns: ['Day', ...tracks.map(nameOf)],
    rows: [
      ...days.map((day) => row(shortDay(day, today), ({ past }) => past.get(day)?.value)),
      row('Today', ({ now }) => now.value),
    ],
  };
}
