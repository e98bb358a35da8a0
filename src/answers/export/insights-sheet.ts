import { insights as insightsDataset } from '../../catalog/datasets/insights.ts';
import { formatCount } from '../../catalog/derive/format.ts';
import type { IntentOfKind } from '../../intents/intent.ts';
import { type AlertStates, alertStates, unknownState } from '../alert-states.ts';
import { chooseInsights, type NoticedMember } from '../chosen-insights.ts';
import { predictionLabel } from '../insight-words.ts';
import type { InsightReads, NoticedSources } from '../noticed-sources.ts';
import { type Sources, subjectOfInsights } from '../subject-of-insights.ts';
import { type Sheet, sheetTime, timeTitle } from './sheet.ts';

/** The most insights of one file: how each stands now is a read of its own, so many at once. */
const mostInsights = 500;
const statesAtOnce = 20;

interface InsightsContext extends Pick<NoticedSources, 'desk'> {
  readonly insights: InsightReads;
  readonly sources: Sources;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What was noticed, an insight a row, in the order of the answer; none where it is not clear about whom. */
export async function insightsSheet(intent: IntentOfKind<'insights'>, context: InsightsContext): Promise<Sheet> {
  const { subject } = intent;
  const named = subject === undefined ? undefined : await subjectOfInsights({ ...intent, subject }, context.sources);
  if (named !== undefined && 'answer' in named) return { columns: [], rows: [], notes: [] };
  const { shown, more, cut } = await chooseInsights(intent, named?.member, {
    ...context,
    most: mostInsights,
    lookedThrough: mostInsights,
  });
  const states = await statesOf(shown, context);
  return {
    columns: ['Id', 'Name', 'Prediction', 'Risk', 'Now', timeTitle('Noticed'), 'Why', 'What to do', 'Written by'],
    rows: shown.map(({ insight, member: { id, name } }) => {
      const state = states.get(insight.alert_id) ?? unknownState;
      return [
        id,
        name,
        predictionLabel(insight.prediction_type),
        insight.risk_score,
        state === unknownState ? null : state,
        sheetTime(insight.timestamp),
        insight.explanation,
        insight.recommendations.join('; '),
        insight.model_used,
      ];
    }),
    notes: more || cut ? [`The first ${formatCount(insightsDataset, shown.length)}; there may be more that fit.`] : [],
  };
}

async function statesOf(shown: readonly NoticedMember[], { desk, now }: InsightsContext): Promise<AlertStates> {
  const states = new Map<string, string>();
  for (let start = 0; start < shown.length; start += statesAtOnce) {
    const ids = shown.slice(start, start + statesAtOnce).map(({ insight }) => insight.alert_id);
    for (const [id, state] of (await alertStates(ids, desk, now)) ?? []) states.set(id, state);
  }
  return states;
}
