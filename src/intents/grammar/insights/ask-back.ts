import type { ClearIntent, IntentOfKind } from '../../intent.ts';
import type { Choice, ChoiceProblem } from './choice-problem.ts';

const most = 4;

/** What a choice becomes: a question for insights, or a watch. */
export type IntentFor = (choice: Choice) => ClearIntent;

export const asQuestion: IntentFor = ({ subject, predictionType, minRisk, dataset, filters }) => ({
  kind: 'insights',
  ...(subject === undefined ? {} : { subject }),
  ...(predictionType === undefined ? {} : { predictionType }),
  ...(minRisk === undefined ? {} : { minRisk }),
  ...(dataset === undefined ? {} : { dataset }),
  filters: [...filters],
});

/** Asks back about insights: what stood in the way, and the choices that come nearest. */
export function askBack(
  { reason, detail, alternatives = [], instead = [] }: ChoiceProblem,
  choice: Choice,
  intentFor: IntentFor,
): IntentOfKind<'unclear'> {
  const nearest = alternatives.length > 0 ? alternatives.map((each) => ({ ...choice, ...each })) : [choice];
  const usual: readonly Choice[] = [{ filters: [] }, { minRisk: 80, filters: [] }];
  const offered: readonly ClearIntent[] = [
    ...instead,
    ...(reason === 'destructive' ? [] : nearest.map(intentFor)),
    ...usual.map(asQuestion),
    { kind: 'help' },
  ];
  const distinct = new Map(offered.map((intent) => [JSON.stringify(intent), intent]));
  return {
    kind: 'unclear',
    reason,
    ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
    suggestions: [...distinct.values()].slice(0, most),
  };
}
