import type { Insight } from '../catalog/datasets/insights.ts';
import { AppError } from '../errors/app-error.ts';
import { alertStates, unknownState } from './alert-states.ts';
import { minuteOf, predictionLabel, wholeSentences } from './insight-words.ts';
import type { NoticedSources } from './noticed-sources.ts';

/** How many insights a profile tells of. */
const mostTold = 5;
/** Of how many those are chosen: one small page. */
const mostRead = 25;
/** Letters of an explanation. */
const longest = 200;

export interface NoticedContext extends Pick<NoticedSources, 'insights' | 'desk'> {
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What was noticed about somebody lately, a sentence or two each: newest first, the more serious first within a day,
 * and the most serious among them however old it is.
 */
export async function noticedAbout(
  id: string,
  { insights, desk, now }: NoticedContext,
): Promise<{ readonly notes: readonly string[]; readonly isSomething: boolean }> {
  if (insights === undefined) return { notes: [], isSomething: false };
  try {
    const told = chosenOf(await insights.ofEntity(id, { limit: mostRead }));
    const states = await alertStates(
      told.map(({ alert_id }) => alert_id),
      desk,
      now,
    );
    return {
      notes: told.map((insight) => noteOf(insight, states?.get(insight.alert_id))),
      isSomething: told.length > 0,
    };
  } catch (error) {
    // The record of the person is worth showing without it.
    if (!(error instanceof AppError)) throw error;
    return { notes: ['What was noticed about them cannot be read just now.'], isSomething: false };
  }
}

function chosenOf(found: readonly Insight[]): readonly Insight[] {
  const ordered = found.toSorted(newestDayFirst);
  const shown = ordered.slice(0, mostTold);
  const highest = Math.max(...found.map(({ risk_score }) => risk_score));
  if (shown.length < mostTold || shown.some(({ risk_score }) => risk_score === highest)) return shown;
  const worst = ordered.find(({ risk_score }) => risk_score === highest);
  return worst === undefined ? shown : [...shown.slice(0, -1), worst];
}

function newestDayFirst(one: Insight, other: Insight): number {
  const days = dayOf(other).localeCompare(dayOf(one));
  return days || other.risk_score - one.risk_score || other.timestamp.localeCompare(one.timestamp);
}

const dayOf = ({ timestamp }: Insight): string => minuteOf(timestamp).slice(0, 10);

function noteOf(insight: Insight, state: string | undefined): string {
  const now = state === undefined || state === unknownState ? '' : `, now ${state}`;
  const what = `${predictionLabel(insight.prediction_type)}, risk ${insight.risk_score}${now}`;
  return `Noticed ${dayOf(insight)}: ${what}. ${wholeSentences(insight.explanation, longest)}`;
}
