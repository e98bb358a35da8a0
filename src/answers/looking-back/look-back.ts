import { describeIntent } from '../../intents/describe-intent.ts';
import type { Answer } from '../answer.ts';
import { smallGroupNotes } from '../groups-table.ts';
import { blankAnswer, dataNotes, provenanceOf } from '../source.ts';
import { changeParts } from './change-parts.ts';
import { type FoundPast, findPast, type PastSource } from './find-past.ts';
import type { Looked } from './looked.ts';
import { type LookBack, statisticsIn } from './measures.ts';
import { withPast } from './past-of-figures.ts';
import { daysShown } from './reach.ts';
import { stepsBack } from './steps-back.ts';
import { trendParts } from './trend-parts.ts';
import { nothingKept, tooFarNote, withoutPast } from './without-past.ts';

interface LookBackOptions extends PastSource {
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
export async function lookBackAnswer(intent: LookBack, { answerNow, ...options }: LookBackOptions): Promise<Answer> {
  const found = await findPast(intent, options);
  if ('none' in found) return withoutPast(found.none, intent, options.source.repository.dataset, await answerNow());
  return shown(intent, found) ?? nothingKept(await answerNow(), found.looked, intent);
}

function shown(intent: LookBack, { looked, view, ofWhole, readUnits }: FoundPast): Answer | undefined {
  const { dataset, tracks, today } = looked;
  const { over, against } = intent;
  const trend = over === undefined ? undefined : trendParts(looked, over.days);
  const change = against === undefined ? undefined : changeParts(looked, against.daysAgo);
  const day = (change ?? trend)?.day;
  if (day === undefined) return undefined;
  const { cost } = view.result;
  const isTooFar = against !== undefined && change === undefined;
  return {
    ...blankAnswer(intent, titleOf(intent, { looked, since: trend?.day, isTooFar })),
    ...change?.parts,
    ...trend?.parts,
    headline: headlineOf(intent, { looked, view, ofWhole }, day),
    notes: [
      ...(isTooFar ? tooFarNote(tracks, today, against.daysAgo) : []),
      ...new Set([...(change?.parts.notes ?? []), ...(trend?.parts.notes ?? [])]),
      ...tooFewNotes({ looked, view }),
      ofWhichMoment,
      ...dataNotes(cost),
    ],
    steps: stepsBack(intent, dataset),
    provenance: {
      ...provenanceOf(cost),
      source: `${cost.source}; daily figures`,
      readUnits: cost.readUnits + readUnits,
    },
  };
}

interface ShownBack {
  readonly looked: Looked;
  /** The first day that is drawn. */
  readonly since: string | undefined;
  /** Whether there is nothing to hold the figures against. */
  readonly isTooFar: boolean;
}

/** Says what is shown, where that is less than what was asked for. */
function titleOf(intent: LookBack, { looked: { today }, since, isTooFar }: ShownBack): string {
  const { against, over, ...question } = intent;
  return describeIntent({
    ...question,
    ...(over !== undefined && { over: { days: since === undefined ? over.days : daysShown(over.days, since, today) } }),
    ...(against !== undefined && !isTooFar && { against }),
  }).words;
}

const ofWhichMoment = "Days are UTC. A day's figure is that of the moment when it was kept; today's is that of now.";

/** Of a single figure the first note says what has become of it. */
function headlineOf(
  intent: LookBack,
  { looked, view, ofWhole }: Omit<FoundPast, 'readUnits'>,
  day: string,
): Answer['headline'] {
  const { dataset, tracks, measures } = looked;
  if (tracks.length === 1) return view.headline;
  const [first] = measures;
  const ofFigures = intent.kind === 'comparison' ? tracks.filter(({ measure }) => measure === first) : ofWhole;
  return withPast(view.headline, intent.kind === 'summary' ? tracks : ofFigures, { dataset, day });
}

function tooFewNotes({ looked, view }: Pick<FoundPast, 'looked' | 'view'>): string[] {
  const { dataset, measures } = looked;
  const groups = view.lines.map(({ label, now }) => ({ label: label === '' ? dataset.noun.many : label, group: now }));
  return smallGroupNotes(
    dataset,
    groups,
    statisticsIn(measures).map(({ metric }) => metric),
  );
}
