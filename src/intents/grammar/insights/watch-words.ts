import { slipsBetween } from '../spelling.ts';
import { insightNouns } from './insight-nouns.ts';

/** How a wish to be told begins; what follows chooses the insights. "Watch out for" asks about people. */
const leads = [
  /^(?:(?:set ?up|create|add|make|start|new) )?(?:an? |the |new )*watch(?: for| on| over| when| if)?(?! (?:out|first|list))\b/u,
  /^keep (?:an eye|watch) (?:on|over|for)\b/u,
  /^(?:start|begin|keep) watching(?: for| over)?\b/u,
  /^(?:alert|warn|notify|ping|message) (?:me|us|the team|them|everyone)\b/u,
  /^(?:alert|warn|ping) (?=when|whenever|if|as soon as)/u,
  /^notify\b/u,
  /^let (?:me|us|the team) know (?:when|whenever|if|as soon as|once)\b/u,
  /^tell (?:me|us|the team) (?:whenever|as soon as)\b/u,
  // What only happens later: "tell me when agent-42 joined" asks about what was.
  /^tell (?:me|us|the team) (?:when|if|once) (?=.*\b(?:goes|gets|becomes|drops|falls|rises|climbs|jumps|crosses|passes|hits|reaches|spikes|exceeds|declines|worsens)\b)/u,
  /^(?:send|post|give) (?:me |us )?(?:an? |all |the |any |new )*(?:alerts?|insights?|warnings?|notifications?) (?:when|whenever|if|for|about|on|to)\b/u,
  /^(?:(?:give|send) (?:me|us) )?(?:an? )?heads[- ]?up\b/u,
  /^subscribe(?: me| us)?(?: to)?\b/u,
  /^(?:be|get) (?:told|alerted|notified|warned|informed|pinged)\b/u,
];

/** The same, where a channel is named that is to be told. */
const leadsToChannel = [
  /^(?:tell|inform|alert|warn|notify|ping|message|update) (?=about|of|on|when|whenever|if|as soon as|once)/u,
  /^let know (?=about|when|whenever|if|as soon as|once)/u,
  /^(?:send|post|route|forward|push|deliver|report|share)(?: me| us)? (?=.*\b(?:alerts?|insights?|warnings?)\b)/u,
];

const joints = /^(?:,| |about|of|on|for|to|when|whenever|if|as soon as|once|that|an?)*\b/u;

/** What follows the words that ask to be told from now on, perhaps in a channel; undefined where there are none. */
export function watchedIn(said: string, namesChannel: boolean): string | undefined {
  for (const lead of namesChannel ? [...leads, ...leadsToChannel] : leads) {
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
  /^(?:(?:list|show|see|edit|manage|which|what|open|where are) )?(?:me |us )?(?:all |are )*(?:of )?(?:(?:my|our|the|your) )?(?:active |current |existing )?(?:watches|watch list|watchlist)(?: and digests)?(?: (?:are there|do (?:i|we) have|exist))?$/u;

/** Whether watches and digests are to be seen, changed or stopped; that is done from their list. */
export const asksForWatches = (said: string): boolean =>
  listings.test(said) ||
  /^(?:list|show|edit|manage|my|our) (?:my |our |the |all )*digests$/u.test(said) ||
  /^(?:unwatch|unsubscribe|stop (?:the |these |those |my |our |all )*alerts)\b/u.test(said) ||
  /^what (?:am i|are we) watching$/u.test(said) ||
  /^(?:don't|do not|never|no longer) (?:alert|notify|tell|warn|ping|message)\b/u.test(said) ||
  endings.test(said);

/**
 * Whether a message speaks of insights, forgiving slips of spelling.
 *
 * @param isLikeKnown whether so few slips away there is a word that is known otherwise
 */
export function speaksOfInsights(said: string, isLikeKnown: (word: string, slips: number) => boolean): boolean {
  if (/\bflagged\b/u.test(said)) return true;
  const words = said.match(/\p{L}{5,}/gu) ?? [];
  return words.some(
    (word) =>
      insightNouns.includes(word) ||
      insightNouns.some((noun) => {
        const slips = slipsBetween(word, noun, allowed(word));
        return slips <= allowed(word) && !isLikeKnown(word, slips);
      }),
  );
}

const allowed = (word: string): number => (word.length >= 8 ? 2 : 1);
