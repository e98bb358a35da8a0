import type { AnalyticsResult } from '../analytics/analytics.ts';
import type { Dataset } from '../catalog/define-dataset.ts';
import { formatCount } from '../catalog/derive/format.ts';
import { nounOf } from '../catalog/derive/nouns.ts';
import type { IntentOfKind } from '../intents/intent.ts';
import type { Answer, NextStep } from './answer.ts';
import { countFigure } from './figures.ts';
import { blankAnswer, dataNotes, provenanceOf, stepTo } from './source.ts';

type Filtered = IntentOfKind<'summary' | 'breakdown' | 'ranking' | 'comparison'>;

/** What to say when nobody fits: whether there is anybody at all, and the same question with one condition fewer. */
export function emptyAnswer(intent: Filtered, dataset: Dataset, result: AnalyticsResult): Answer {
  const { fleet, cost } = result;
  return {
    ...blankAnswer(intent),
    headline: fleet === undefined ? [] : [countFigure(nounOf(dataset, intent.filters), result.selection, fleet)],
    notes: [reason(dataset, intent, fleet?.count), ...dataNotes(cost)],
    steps: widerQuestions(intent),
    provenance: provenanceOf(cost),
  };
}

function reason(dataset: Dataset, intent: Filtered, fleet: number | undefined): string {
  const { many } = dataset.noun;
  if (fleet === 0 || (fleet === undefined && intent.filters.length === 0)) {
    return `There are no ${many} yet. Fill the table with "npm run generate", or point Vitals at one that is filled.`;
  }
  const whom = fleet === undefined ? `No ${dataset.noun.one} fits` : `None of the ${formatCount(dataset, fleet)} fits`;
  return intent.filters.length > 1 ? `${whom} all of that. Leave a condition out:` : `${whom} that.`;
}

function widerQuestions(intent: Filtered): NextStep[] {
  if (intent.filters.length < 2) return [];
  return intent.filters
    .map((_filter, left) => ({ ...intent, filters: intent.filters.filter((_other, index) => index !== left) }))
    .slice(0, 4)
    .map(stepTo);
}
