import { AppError } from '../../errors/app-error.ts';
import type { FigureHistory } from '../../state/figure-history.ts';
import { dayOf } from '../../state/sample-days.ts';
import type { Source } from '../source.ts';
import { plusDays } from './days.ts';
import { canBeMerged, keptGroupsIn } from './kept-groups.ts';
import type { Looked } from './looked.ts';
import { type LookBack, measuresOf, statisticsIn } from './measures.ts';
import { daysBackOf } from './reach.ts';
import { type Track, tracksOf } from './tracks.ts';
import { type View, viewOf } from './view.ts';

export interface PastSource {
  readonly source: Source;
  /** What groups' figures were day by day; undefined where nothing is remembered. */
  readonly figures: Pick<FigureHistory, 'read'> | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The figures of a question, now and on the days that are kept; some of them may have no past. */
export interface FoundPast {
  readonly looked: Looked;
  readonly view: View;
  /** The tracks of all together, where the others are of its parts. */
  readonly ofWhole: readonly Track[];
  /** What reading the kept days cost. */
  readonly readUnits: number;
}

/**
 * Why there is no looking back: nothing is remembered here; what is remembered cannot be read; no figures are kept of
 * the group; it is about the middle of several groups, which does not follow from those of each; nobody fits.
 */
export type NoPast = 'memory' | 'unreadable' | 'group' | 'middle' | 'nobody';

/**
 * What the figures that a question asks for are and were, as far back as it looks.
 *
 * @throws {AppError} `repository.*` when the figures of now cannot be read
 */
export async function findPast(
  intent: LookBack,
  { source, figures, now }: PastSource,
): Promise<FoundPast | { readonly none: NoPast }> {
  const { dataset } = source.repository;
  if (figures === undefined) return { none: 'memory' };
  const measures = measuresOf(dataset, intent);
  const groups = keptGroupsIn(intent);
  if (groups === undefined) return { none: 'group' };
  if (intent.kind === 'summary' && !canBeMerged(groups, measures)) return { none: 'middle' };
  const view = await viewOf(intent, source, measures, groups);
  if (view.result.selection.count === 0) return { none: 'nobody' };
  const today = dayOf(now);
  const metrics = statisticsIn(measures).map(({ metric }) => metric);
  let readUnits = 0;
  const onCost = (units: number): void => {
    readUnits += units;
  };
  const span = { from: plusDays(today, -daysBackOf(intent)), to: plusDays(today, -1), metrics, onCost };
  const request = { dataset, figures, measures, span };
  const read = await orUnreadable(
    Promise.all([tracksOf(view.lines, request), tracksOf(view.whole === undefined ? [] : [view.whole], request)]),
  );
  if (read === 'unreadable') return { none: read };
  const [tracks, ofWhole] = read;
  return { looked: { dataset, tracks, measures, segment: segmentOf(intent), today }, view, ofWhole, readUnits };
}

/** Figures of now are worth telling without those of before. */
async function orUnreadable<T>(reading: Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('repository.')) return 'unreadable';
    throw error;
  }
}

function segmentOf(intent: LookBack): string | undefined {
  if (intent.kind === 'summary') return undefined;
  return intent.kind === 'breakdown' ? intent.by : intent.segment;
}
