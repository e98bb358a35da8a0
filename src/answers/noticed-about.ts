import { AppError } from '../errors/app-error.ts';
import { minuteOf, predictionLabel, shortened } from './insight-words.ts';
import type { InsightReads } from './noticed-sources.ts';

/** How many insights a profile tells of. */
const mostTold = 3;

/** The last things that were noticed about somebody, a sentence each, newest first. */
export async function noticedAbout(
  id: string,
  insights: InsightReads | undefined,
): Promise<{ readonly notes: readonly string[]; readonly isSomething: boolean }> {
  if (insights === undefined) return { notes: [], isSomething: false };
  try {
    const found = await insights.ofEntity(id, { limit: mostTold });
    const notes = found.map((insight) => {
      const what = `${predictionLabel(insight.prediction_type)}, risk ${insight.risk_score}`;
      return `Noticed ${minuteOf(insight.timestamp).slice(0, 10)}: ${what}. ${shortened(insight.explanation, 160)}`;
    });
    return { notes, isSomething: found.length > 0 };
  } catch (error) {
    // The record of the person is worth showing without it.
    if (!(error instanceof AppError)) throw error;
    return { notes: ['What was noticed about them cannot be read just now.'], isSomething: false };
  }
}
