import type { IntentOfKind } from '../../intent.ts';
import { defaultOutcomeDays, type Operation } from '../../operations.ts';
import { daysSaid } from './days-said.ts';

type Outcomes = Extract<Operation, { name: 'outcomes' }>;

const longest = 365;
const things = '(?:the |our |my |all |those )*(?:insights?|alerts?|warnings?)';
const good = '(?:useful|helpful|accurate|right|correct|worth it|good)\\b';
const deeds =
  '(?:help|helped|work|worked|recover|recovered|pay off|paid off|(?:turn|turned) out(?: to be)?(?: useful| helpful| right)?|perform|performed|do|done|go|gone)\\b';
const verdict =
  '(?:usefulness|effectiveness|accuracy|performance|track record|success rate|recovery rate|hit rate|results?)';
const phrases = [
  /^(?:the |our |alert |insight |warning )*outcomes?\b/u,
  new RegExp(`^(?:how )?${good} (?:were|are|was|have) ${things}(?: been)?`, 'u'),
  new RegExp(
    `^(?:were|was|are|have) (?:any of )?${things} (?:been |really |actually |ever )*(?:of use|${good}|${deeds})`,
    'u',
  ),
  new RegExp(
    `^(?:how |how well )?(?:did|do|does|have) (?:any of )?${things} (?:really |actually |ever )*${deeds}(?: out| well)?`,
    'u',
  ),
  new RegExp(`^(?:the )?${verdict} of ${things}`, 'u'),
  new RegExp(`^(?:our |the |my )?(?:alert|insight|warning) ${verdict}\\b`, 'u'),
  new RegExp(`^what (?:became|has become|came|happened) (?:of|to) ${things}`, 'u'),
  new RegExp(
    `^(?:how many|which|what (?:share|percentage|percent|proportion|part)) (?:of )?${things} (?:were|was|have|has|are)? ?(?:${good}|${deeds})`,
    'u',
  ),
];
const filler =
  /\b(?:the|of|for|our|my|all|insights?|alerts?|warnings?|watches|from|in|so far|lately|recently|by (?:prediction |alert |insight )?(?:type|kind))\b/gu;

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
