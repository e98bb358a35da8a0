import type { ClearIntent, IntentOfKind } from '../../intent.ts';
import type { Operation } from '../../operations.ts';
import { weekdayNames } from '../../weekdays.ts';
import { takeClockTime } from './clock-time.ts';
import { daysSaid } from './days-said.ts';

type Digest = Extract<Operation, { name: 'digest' }>;
type Plan = NonNullable<Digest['arguments']['plan']>;

const usual = { days: 7, at: '09:00', weekday: 1 } as const;
const longest = 31;

const weekday = new RegExp(
  `\\b(?:(?:on|every|each) )?(?<name>${weekdayNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|s|\\b)`).join('|')})s?\\b`,
  'u',
);
const everyDay = /\b(?:daily|every (?:single )?(?:day|morning|evening|night)|each (?:day|morning|evening)|per day)\b/u;
const everyWeek = /\b(?:weekly|every week|each week|per week|once a week)\b/u;
const otherwise =
  /\b(?:hourly|monthly|quarterly|yearly|fortnightly|biweekly|bi-weekly|every (?:\d+|two|three|other|hour|month|weekday|workday)|twice|weekdays|workdays)\b/u;
const zones =
  /\b(?:utc|gmt|cet|cest|bst|ist|est|edt|cst|cdt|mst|mdt|pst|pdt|et|ct|mt|pt|[a-z]+ time zone|(?!(?:local|this|that|my|our|your|their|same|any|some|every|lunch|day|night|the|at)\b)[a-z]+ time)\b|\b(?:europe|america|asia|africa|australia|pacific|atlantic)\/[a-z_]+/u;
const filler =
  /\b(?:send|post|give|show|get|make|set ?up|create|schedule|deliver|run|want|need|i|we|me|us|my|our|team|a|an|the|of|for|from|with|in|on|to|at|this|please|pls|new|vitals|summary|time|local|that|and|here|have|would|like|can|could|you|insights?|alerts?|digest|digests)\b/gu;

/** What asks for what the last days brought, without the word for it; nothing but those days may follow. */
const recap =
  /^(?:(?:a |an )?(?:recap|round-?up|wrap-?up)|what (?:did (?:i|we) miss|have (?:i|we) missed)|(?:catch|get) (?:me|us) up|bring (?:me|us) up to (?:speed|date)|fill (?:me|us) in|what(?:'s| has|s)? (?:changed|happened)|(?:a |the )?summary(?= (?:of|for|from|over) (?:the )?(?:last|past|previous|this|today|yesterday|week|day)\b))\b(?: (?:on|about))?/u;

/** The digest that a text asks for, at once or from now on; undefined where it asks for none. */
export function readDigest(said: string, channels: readonly string[]): Digest | IntentOfKind<'unclear'> | undefined {
  if (/\bdigests?\b/u.test(said)) return digestIn(said, channels);
  const found = recap.exec(said);
  if (found === null) return undefined;
  const read = digestIn(said.slice(found[0].length), channels);
  return read.kind === 'unclear' ? undefined : read;
}

function digestIn(said: string, channels: readonly string[]): Digest | IntentOfKind<'unclear'> {
  const zone = zones.exec(said);
  if (zone !== null) {
    return problem('outOfScope', 'Times are those of the time zone that Vitals is set to.', channels, clockIn(said));
  }
  if (otherwise.test(said)) return problem('outOfScope', 'A digest comes daily or weekly.', channels);
  const clock = takeClockTime(said);
  const withoutTime = clock?.rest ?? said;
  const day = weekday.exec(withoutTime);
  const others = withoutTime.replace(weekday, ' ');
  if (day !== null && weekday.test(others)) return problem('ambiguous', 'On one day of the week.', channels, clock?.at);
  const length = daysSaid(others.replace(everyDay, ' ').replace(everyWeek, ' '));
  const left = length.rest
    .replace(filler, ' ')
    .replace(/[\s,.!?]+/gu, ' ')
    .trim();
  if (left !== '') return problem('notUnderstood', left, channels);
  if (channels.length > 1) return problem('ambiguous', 'One channel at a time.', channels);
  if (clock !== undefined && clock.at === undefined) return problem('outOfRange', 'A day has 24 hours.', channels);
  if (length.days !== undefined && (length.days < 1 || length.days > longest)) {
    return problem('outOfRange', `A digest covers 1 to ${longest} days.`, channels);
  }
  const isDaily = everyDay.test(withoutTime);
  const isWeekly = everyWeek.test(withoutTime) || day !== null;
  if (isDaily && isWeekly) return problem('contradictory', 'Daily or weekly?', channels);
  if (!isDaily && !isWeekly) {
    if (clock === undefined && channels.length === 0) return digest(length.days ?? usual.days);
    return problem('incomplete', 'Daily or weekly?', channels, clock?.at);
  }
  const every = isDaily ? 'day' : 'week';
  const number = day === null ? usual.weekday : numberOf(day.groups?.['name'] ?? '');
  return digest(length.days ?? (isDaily ? 1 : 7), planOf(every, clock?.at ?? usual.at, number, channels));
}

const clockIn = (said: string): string | undefined => takeClockTime(said)?.at;

const numberOf = (name: string): number => weekdayNames.findIndex((full) => full.startsWith(name.slice(0, 3))) + 1;

function planOf(every: Plan['every'], at: string, day: number, [channel]: readonly string[]): Plan {
  return {
    every,
    at,
    ...(every === 'week' ? { weekday: day } : {}),
    ...(channel === undefined ? {} : { channel }),
  };
}

const digest = (days: number, plan?: Plan): Digest => ({
  kind: 'operation',
  name: 'digest',
  arguments: { days, ...(plan === undefined ? {} : { plan }) },
});

function problem(
  reason: IntentOfKind<'unclear'>['reason'],
  detail: string,
  channels: readonly string[],
  at: string = usual.at,
): IntentOfKind<'unclear'> {
  const suggestions: ClearIntent[] = [
    digest(1, planOf('day', at, usual.weekday, channels)),
    digest(7, planOf('week', at, usual.weekday, channels)),
    digest(usual.days),
  ];
  return { kind: 'unclear', reason, detail: detail.slice(0, 300), suggestions };
}
