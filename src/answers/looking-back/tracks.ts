import type { Dataset, Unit } from '../../catalog/define-dataset.ts';
import type { FigureHistory, FigureSpan } from '../../state/figure-history.ts';
import type { KeptGroup } from '../../state/figure-history-item.ts';
import { canBeMerged } from './kept-groups.ts';
import { type KnownGroup, type Measure, measureLabel, type Stated, statedOf, unitOf } from './measures.ts';
import { readPast } from './read-past.ts';

/** A group that is looked at: as it is now, and of what kept groups it is made. */
export interface Line {
  readonly label: string;
  readonly now: KnownGroup;
  readonly groups: readonly KeptGroup[];
}

/** A figure of a day, which five people or more stand behind. */
export interface PastValue {
  readonly value: number;
  readonly n: number;
}

/** One figure of one group over time. */
export interface Track {
  /** The group, where there are several. */
  readonly line: string;
  readonly measure: Measure;
  /** What the figure is called: "Average churn risk". */
  readonly label: string;
  readonly unit: Unit;
  readonly now: Stated;
  /** By day, oldest first; a day without a figure is not among them. */
  readonly past: ReadonlyMap<string, PastValue>;
}

interface TracksRequest {
  readonly dataset: Dataset;
  readonly figures: Pick<FigureHistory, 'read'>;
  readonly measures: readonly Measure[];
  readonly span: Omit<FigureSpan, 'group'>;
}

/**
 * Every measure of every line over a span of days: all measures of the first line, then those of the next.
 *
 * @throws {AppError} `repository.*`
 */
export async function tracksOf(lines: readonly Line[], request: TracksRequest): Promise<readonly Track[]> {
  return (await Promise.all(lines.map((line) => tracksOfLine(line, request)))).flat();
}

async function tracksOfLine(
  line: Line,
  { dataset, figures, measures, span }: TracksRequest,
): Promise<readonly Track[]> {
  const days = await readPast(figures, dataset.name, line.groups, span);
  return measures.map((measure) => {
    const past = days.flatMap((day) => {
      const stated = canBeMerged(line.groups, [measure]) ? statedOf(day, measure) : undefined;
      const value = stated?.value ?? null;
      return stated === undefined || value === null ? [] : [[day.day, { value, n: stated.n }] as const];
    });
    return {
      line: line.label,
      measure,
      label: measureLabel(dataset, measure),
      unit: unitOf(dataset, measure),
      now: statedOf(line.now, measure) ?? { value: null, n: 0 },
      past: new Map(past),
    };
  });
}

/** A track that has a figure now and one of before. */
export type LivingTrack = Track & { readonly now: { readonly value: number } };

export function isLiving(track: Track): track is LivingTrack {
  return track.now.value !== null && track.past.size > 0;
}

/** The days of which every one of the tracks has a figure, oldest first. */
export function commonDays([first, ...others]: readonly Track[]): readonly string[] {
  return first === undefined ? [] : [...first.past.keys()].filter((day) => others.every(({ past }) => past.has(day)));
}
