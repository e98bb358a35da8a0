import type { FigureHistory } from '../../state/figure-history.ts';
import { dayOf } from '../../state/sample-days.ts';
import type { Source } from '../source.ts';
import { plusDays } from './days.ts';
import { canBeMerged, keptGroupsIn } from './kept-groups.ts';
import type { Looked } from './looked.ts';
import { type LookBack, type Measure, measuresOf, statisticsIn } from './measures.ts';
import { type Track, tracksOf } from './tracks.ts';
import { type View, viewOf } from './view.ts';

export interface LookOptions {
  readonly source: Source;
  /** What groups' figures were day by day; undefined where nothing is remembered. */
  readonly figures: Pick<FigureHistory, 'read'> | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What is known of how things were and are. */
export interface Seen {
  readonly looked: Looked;
  readonly view: View;
  /** The tracks of all together, where the others are of its parts. */
  readonly ofWhole: readonly Track[];
}

/** Why nothing can be said of how things were; `nobody`: nobody is whom the question is about. */
type Unseen =
  | { readonly why: 'notRemembered' | 'nobody' }
  | { readonly why: 'unkeptGroup' | 'middleUnkept'; readonly measures: readonly Measure[] };

/**
 * The figures of now, worked out from the record, and those of the days before, which are kept once a UTC day.
 *
 * @throws {AppError} `repository.*`
 */
export async function look(intent: LookBack, { source, figures, now }: LookOptions): Promise<Seen | Unseen> {
  const { dataset } = source.repository;
  if (figures === undefined) return { why: 'notRemembered' };
  const measures = measuresOf(dataset, intent);
  const groups = keptGroupsIn(intent);
  if (groups === undefined) return { why: 'unkeptGroup', measures };
  if (intent.kind === 'summary' && !canBeMerged(groups, measures)) return { why: 'middleUnkept', measures };
  const today = dayOf(now);
  const span = {
    from: plusDays(today, -Math.max(intent.over?.days ?? 0, intent.against?.daysAgo ?? 0)),
    to: plusDays(today, -1),
    metrics: statisticsIn(measures).map(({ metric }) => metric),
  };
  const view = await viewOf(intent, source, measures, groups);
  if (view.result.selection.count === 0) return { why: 'nobody' };
  const request = { dataset, figures, measures, span };
  const [tracks, ofWhole] = await Promise.all([
    tracksOf(view.lines, request),
    tracksOf(view.whole === undefined ? [] : [view.whole], request),
  ]);
  return { looked: { dataset, tracks, measures, segment: segmentOf(intent), today }, view, ofWhole };
}

function segmentOf(intent: LookBack): string | undefined {
  if (intent.kind === 'summary') return undefined;
  return intent.kind === 'breakdown' ? intent.by : intent.segment;
}
