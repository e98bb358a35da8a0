import type { IntentOfKind } from '../../intent.ts';
import { defaultOutcomeDays, type Operation } from '../../operations.ts';
import { daysSaid } from './days-said.ts';

type Outcomes = Extract<Operation, { name: 'outcomes' }>;

const longest = 365;
const things = '(?:the |our |my |all |those )*(?:insights?|alerts?|warnings?)';
const phrases = [
  /^(?:the |our |alert |insight |warning )*outcomes?\b/u,
  new RegExp(`^how (?:useful|helpful|good) (?:were|are|was) ${things}`, 'u'),
  new RegExp(`^what (?:became|has become|came|happened) (?:of|to) ${things}`, 'u'),
  new RegExp(`^how did ${things} turn out`, 'u'),
  new RegExp(`^how many (?:of )?${things} (?:were|was|have|has)? ?(?:useful|helpful|recovered)`, 'u'),
];
const filler = /\b(?:the|of|for|our|my|all|insights?|alerts?|warnings?|watches|from|in)\b/gu;

/** What became of the alerts, where a text asks for that. */
export function readOutcomes(said: string): Outcomes | IntentOfKind<'unclear'> | undefined {
  const asked = phrases.find((phrase) => phrase.test(said));
  if (asked === undefined) return undefined;
  const { days = defaultOutcomeDays, rest } = daysSaid(said.replace(asked, ' '));
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
