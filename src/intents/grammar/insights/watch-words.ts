import { insights } from '../../../catalog/datasets/insights.ts';
import { slipsBetween } from '../spelling.ts';

/** How a wish to be told begins; what follows chooses the insights. "Watch out for" asks about people. */
const leads = [
  /^(?:(?:set ?up|create|add|make|start|new) )?(?:an? |the |new )*watch(?: for| on| over| when| if)?(?! (?:out|first|list))\b/u,
  /^keep (?:an eye|watch) (?:on|over|for)\b/u,
  /^(?:alert|warn|notify|ping|message) (?:me|us|the team|them|everyone)\b/u,
  /^(?:alert|warn|ping) (?=when|whenever|if|as soon as)/u,
  /^notify\b/u,
  /^let (?:me|us|the team) know (?:when|whenever|if|as soon as|once)\b/u,
  /^tell (?:me|us|the team) (?:whenever|as soon as)\b/u,
  /^(?:send|post|give) (?:me |us )?(?:an? |all |the |any |new )*(?:alerts?|insights?|warnings?|notifications?) (?:when|whenever|if|for|about|on|to)\b/u,
  /^subscribe(?: me| us)?(?: to)?\b/u,
];

const joints = /^(?:,| |about|of|on|for|to|when|whenever|if|as soon as|once|that|an?)*\b/u;

/** What follows the words that ask to be told from now on; undefined where there are none. */
export function watchedIn(said: string): string | undefined {
  for (const lead of leads) {
    const found = lead.exec(said);
    if (found !== null) return said.slice(found[0].length).replace(joints, '').trim();
  }
  return undefined;
}

const things =
  '(?:watch(?:es|ing|list)?|watch list|digests?|notifications?|telling|alerting|notifying|warning|pinging|sending|posting|messaging)';
const endings = new RegExp(
  `^(?:i want to |i would like to )?(?:stop|end|quit|don't|do not|no longer|mute|pause|cancel|remove|delete|edit|change|turn off|disable|unsubscribe(?: me| us)? from|get rid of)\\b.*\\b${things}\\b`,
  'u',
);
const listings =
  /^(?:(?:list|show|see|edit|manage|which|what|open) )?(?:me |us )?(?:all |are )*(?:of )?(?:(?:my|our|the|your) )?(?:active |current |existing )?(?:watches|watch list|watchlist)(?: and digests)?(?: (?:are there|do (?:i|we) have|exist))?$/u;

/** Whether watches and digests are to be seen, changed or stopped; that is done from their list. */
export const asksForWatches = (said: string): boolean =>
  listings.test(said) ||
  /^(?:list|show|edit|manage|my|our) (?:my |our |the |all )*digests$/u.test(said) ||
  /^(?:unwatch|unsubscribe|stop (?:the |these |those |my |our |all )*alerts)\b/u.test(said) ||
  /^what (?:am i|are we) watching$/u.test(said) ||
  endings.test(said);

const nouns = [insights.noun.one, 'alert', 'warning'].flatMap((noun) => [noun, `${noun}s`]);

/** Whether a message speaks of insights, forgiving slips of spelling. */
export function speaksOfInsights(said: string, isKnown: (word: string) => boolean): boolean {
  if (/^(?:so )?(?:what's|whats|what is|anything) new(?: today| this week| here)?$/u.test(said)) return true;
  const words = said.match(/\p{L}{5,}/gu) ?? [];
  return words.some(
    (word) =>
      nouns.includes(word) ||
      (!isKnown(word) && nouns.some((noun) => slipsBetween(word, noun, allowed(word)) <= allowed(word))),
  );
}

const allowed = (word: string): number => (word.length >= 8 ? 2 : 1);
