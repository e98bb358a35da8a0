import type { IntentOfKind } from '../../intent.ts';
import { defaultOutcomeDays, type Operation } from '../../operations.ts';
import { daysSaid } from './days-said.ts';

type Outcomes = Extract<Operation, { name: 'outcomes' }>;

const longest = 365;
const filler = /\b(?:the|of|for|our|my|all|insights?|alerts?|warnings?|watches|from|in)\b/gu;

/** What became of the alerts, where a text asks for that. */
export function readOutcomes(said: string): Outcomes | IntentOfKind<'unclear'> | undefined {
  if (!/^(?:the |our |alert |insight |warning )*outcomes?\b/u.test(said)) return undefined;
  const { days = defaultOutcomeDays, rest } = daysSaid(said.replace(/\boutcomes?\b/u, ' '));
  if (rest.replace(filler, ' ').replace(/[\s,.!?]+/gu, '') !== '') return undefined;
  if (days >= 1 && days <= longest) return outcomes(days);
  return {
    kind: 'unclear',
    reason: 'outOfRange',
    detail: `Outcomes are kept for 1 to ${longest} days.`,
    suggestions: [outcomes(days < 1 ? 1 : longest), outcomes(defaultOutcomeDays)],
  };
}

const outcomes = (days: number): Outcomes => ({ kind: 'operation', name: 'outcomes', arguments: { days } });
