import { predictionTypes } from '../../catalog/datasets/insights.ts';
import type { OutcomeSummary } from '../alert.ts';
import { firedCounts } from '../routing/alert-pointers.ts';
import { feedbackSince, outcomesSince } from '../routing/outcome-items.ts';
import type { StateTable } from '../routing/state-items.ts';

const dayMs = 86_400_000;

/**
 * What became of the alerts of the last days, today among them, by prediction type; those that nothing is known of
 * are left out. Days are UTC.
 *
 * @throws {AppError} `repository.*`
 */
export async function readOutcomes(
  table: StateTable,
  { days, now }: { readonly days: number; readonly now: Date },
): Promise<readonly OutcomeSummary[]> {
  const from = new Date(now.getTime() - (days - 1) * dayMs).toISOString().slice(0, 10);
  const fired = await firedCounts(table, { from, to: now.toISOString().slice(0, 10) });
  const summaries = await Promise.all(
    predictionTypes.map(async (predictionType): Promise<OutcomeSummary> => {
      const [outcomes, feedback] = await Promise.all([
        outcomesSince(table, predictionType, from),
        feedbackSince(table, predictionType, from),
      ]);
      const count = (state: (typeof outcomes)[number]): number => outcomes.filter((each) => each === state).length;
      return {
        predictionType,
        fired: fired.get(predictionType) ?? 0,
        acknowledged: outcomes.length,
        recovered: count('recovered'),
        notRecovered: count('notRecovered'),
        pending: count('pending'),
        useful: feedback.filter((isUseful) => isUseful).length,
        notUseful: feedback.filter((isUseful) => !isUseful).length,
      };
    }),
  );
  return summaries.filter(
    ({ fired: count, acknowledged, useful, notUseful }) => count + acknowledged + useful + notUseful > 0,
  );
}
