import type { FigureHistory } from '../../state/figure-history.ts';
import { dayOf } from '../../state/sample-days.ts';
import type { Answer } from '../answer.ts';
import { smallGroupNotes } from '../groups-table.ts';
import { blankAnswer, dataNotes, provenanceOf, type Source } from '../source.ts';
import { changeParts } from './change-parts.ts';
import { plusDays } from './days.ts';
import { canBeMerged, keptGroupsIn } from './kept-groups.ts';
import type { Looked } from './looked.ts';
import { type LookBack, measuresOf, statisticsIn } from './measures.ts';
import { withPast } from './past-of-figures.ts';
import { stepsBack } from './steps-back.ts';
import { type Track, tracksOf } from './tracks.ts';
import { trendParts } from './trend-parts.ts';
import { middleUnkept, nothingKept, notRemembered, unkeptGroup } from './unkept.ts';
import { type View, viewOf } from './view.ts';

interface LookBackOptions {
  readonly source: Source;
  /** What groups' figures were day by day; undefined where nothing is remembered. */
  readonly figures: Pick<FigureHistory, 'read'> | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The answer to the same question about now alone. */
  readonly answerNow: () => Promise<Answer>;
}

/** Whether a question wants to know how things were. */
export function looksBack({ over, against }: LookBack): boolean {
  return over !== undefined || against !== undefined;
}

/**
 * How figures have become what they are: day by day, or beside those of a day before.
 *
 * The figures of now are worked out from the record; those of before are kept once a UTC day. Where none are kept
 * of whom the question is about, or of the time, the answer is that of now and says so.
 *
 * @throws {AppError} `repository.*`
 */
export async function lookBackAnswer(intent: LookBack, options: LookBackOptions): Promise<Answer> {
  const { source, figures, now, answerNow } = options;
  const { dataset } = source.repository;
  if (figures === undefined) return notRemembered(await answerNow(), intent);
  const measures = measuresOf(dataset, intent);
  const groups = keptGroupsIn(intent);
  if (groups === undefined) return unkeptGroup(await answerNow(), intent, measures);
  if (intent.kind === 'summary' && !canBeMerged(groups, measures)) {
    return middleUnkept(await answerNow(), intent, measures);
  }
  const today = dayOf(now);
  const span = {
    from: plusDays(today, -Math.max(intent.over?.days ?? 0, intent.against?.daysAgo ?? 0)),
    to: plusDays(today, -1),
    metrics: statisticsIn(measures).map(({ metric }) => metric),
  };
  const view = await viewOf(intent, source, measures, groups);
  if (view.result.selection.count === 0) return answerNow();
  const request = { dataset, figures, measures, span };
  const [tracks, ofWhole] = await Promise.all([
    tracksOf(view.lines, request),
    tracksOf(view.whole === undefined ? [] : [view.whole], request),
  ]);
  const looked: Looked = { dataset, tracks, measures, segment: segmentOf(intent), today };
  return shown(intent, looked, { view, ofWhole }) ?? nothingKept(await answerNow(), tracks, intent);
}

function segmentOf(intent: LookBack): string | undefined {
  if (intent.kind === 'summary') return undefined;
  return intent.kind === 'breakdown' ? intent.by : intent.segment;
}

interface Seen {
  readonly view: View;
  /** The tracks of all together, where the others are of its parts. */
  readonly ofWhole: readonly Track[];
}

function shown(intent: LookBack, looked: Looked, { view, ofWhole }: Seen): Answer | undefined {
  const { dataset, tracks, measures } = looked;
  const { over, against } = intent;
  const trend = over === undefined ? undefined : trendParts(looked, over.days);
  const change = against === undefined ? undefined : changeParts(looked, against.daysAgo);
  const day = (change ?? trend)?.day;
  if (day === undefined) return undefined;
  const { cost } = view.result;
  const [first] = measures;
  const ofHeadline =
    intent.kind === 'comparison' ? tracks.filter(({ measure }) => measure === first) : [...ofWhole, ...tracks];
  return {
    ...blankAnswer(intent),
    ...change?.parts,
    ...trend?.parts,
    headline: withPast(view.headline, ofHeadline, { dataset, day }),
    notes: [
      ...new Set([...(change?.parts.notes ?? []), ...(trend?.parts.notes ?? [])]),
      ...smallGroupNotes(
        dataset,
        view.lines.map(({ label, now }) => ({ label: label === '' ? dataset.noun.many : label, group: now })),
        statisticsIn(measures).map(({ metric }) => metric),
      ),
      ofWhichMoment,
      ...dataNotes(cost),
    ],
    steps: stepsBack(intent, dataset),
    provenance: { ...provenanceOf(cost), source: `${cost.source}; daily figures` },
  };
}

const ofWhichMoment = "Days are UTC. A day's figure is that of the moment when it was kept; today's is that of now.";
