import type { OutcomeSummary } from '../../insights/alert.ts';
import { predictionLabel } from '../insight-words.ts';
import type { Sheet } from './sheet.ts';

/** What became of the alerts of each prediction, in counts that can be summed up. */
export function outcomesSheet(summaries: readonly OutcomeSummary[]): Sheet {
  return {
    columns: ['Prediction', 'Alerts', 'Acknowledged', 'Recovered', 'Not recovered', 'Waiting', 'Useful', 'Not useful'],
    rows: summaries
      .filter(({ fired }) => fired > 0)
      .map(({ predictionType, fired, acknowledged, recovered, notRecovered, pending, useful, notUseful }) => [
        predictionLabel(predictionType),
        fired,
        acknowledged,
        recovered,
        notRecovered,
        pending,
        useful,
        notUseful,
      ]),
    notes: [],
  };
}
