import { predictionLabel } from '../../answers/insight-words.ts';
import { datasetNamed } from '../../catalog/catalog.ts';
import type { Dataset } from '../../catalog/define-dataset.ts';
import { segmentNamed, valueLabel } from '../../catalog/derive/attribute-names.ts';
import type { DigestPlan } from '../../insights/digest.ts';
import type { Matchers, Route, Silence } from '../../insights/route.ts';
import { onOneLine } from '../blocks/on-one-line.ts';
import { clip, escapeMrkdwn } from '../blocks/text-objects.ts';
import { type Manner, mentionOf } from './status-words.ts';

/**
 * What a watch takes, on one line: `High churn risk with a risk score above 80 · agents · Experience level: Rookie`.
 *
 * The risk score is said in full: a bare number beside churn would be taken for the churn figure.
 */
export function matcherWords({ predictionTypes, aboveRisk, dataset: name, segments = {}, owner }: Matchers): string {
  const dataset: Dataset | undefined = name === undefined ? undefined : datasetNamed(name);
  const parts = [
    `${kindWords(predictionTypes)}${aboveRisk === undefined ? '' : ` with a risk score above ${aboveRisk}`}`,
    dataset?.noun.many,
    ...Object.entries(segments).map(([segment, values]) => segmentWords(dataset, segment, values)),
    owner === undefined ? undefined : 'of one owner',
  ];
  return onOneLine(parts.filter((part) => part !== undefined).join(' · '));
}

function kindWords(kinds: Matchers['predictionTypes']): string {
  return kinds === undefined ? 'Every alert' : kinds.map(predictionLabel).join(' or ');
}

/** The same for mrkdwn, with the owner's name. */
export function matcherMarkup({ owner, ...others }: Matchers): string {
  const words = escapeMrkdwn(matcherWords(others));
  return owner === undefined ? words : `${words} · those of ${mentionOf(owner)}`;
}

function segmentWords(dataset: Dataset | undefined, segment: string, values: readonly string[]): string {
  if (dataset?.attributes[segment]?.kind !== 'segment') return `${segment}: ${values.join(' or ')}`;
  const labels = values.map((value) => valueLabel(dataset, segment, value));
  return `${segmentNamed(dataset, segment).label}: ${labels.join(' or ')}`;
}

/** How a watch tells, a line each. Safe in mrkdwn. */
export function tellingLines(route: Route, manner: Manner, now: Date): string[] {
  const { groupWaitMs, groupIntervalMs, repeatIntervalMs, quietHours: quiet, escalation, pausedUntil } = route;
  const first = groupWaitMs === 0 ? 'at once' : `after ${durationWords(groupWaitMs)}`;
  const isPaused = pausedUntil !== undefined && Date.parse(pausedUntil) > now.getTime();
  return [
    ...(isPaused ? [`${pausedWords(pausedUntil, manner)}.`] : []),
    `The first of a kind is told ${first}; what follows is put together for ${durationWords(groupIntervalMs)}.`,
    `What nobody acknowledges is told again every ${durationWords(repeatIntervalMs).replace(/^1 /u, '')}.`,
    ...(quiet === undefined ? [] : [escapeMrkdwn(`Quiet from ${quiet.from} to ${quiet.to} (${quiet.zone}).`)]),
    ...(escalation === undefined || escalation.targets.length === 0
      ? []
      : [
          `Passed on after ${durationWords(escalation.afterMs)} to ${escalation.targets.map(placeWords).join(', then ')}.`,
        ]),
  ];
}

/** `⏸ Paused until Nov 22, 9:00`. Safe in mrkdwn. @param until ISO time */
export function pausedWords(until: string, { moment }: Manner): string {
  return `⏸ Paused until ${moment(until)}`;
}

/** The risk score above which a route takes alerts, whatever their kind; undefined where it takes all. */
export function routeFloor({ matchers: { aboveRisk } }: Route): number | undefined {
  return aboveRisk === undefined || aboveRisk <= 0 ? undefined : aboveRisk;
}

/** The same within a sentence, with its commas; nothing where the route takes all. */
export function floorWords(route: Route): string {
  const floor = routeFloor(route);
  return floor === undefined ? '' : `, with a risk score above ${floor},`;
}

/** What a risk score is, where a watch goes by one. */
export const riskScoreNote = 'The risk score is that of the alert, from 0 to 100, and not the figure it is about.';

/** That people from elsewhere read along in a channel. Safe in mrkdwn. */
export function sharedWarning(channel: string): string {
  return `⚠️ ${placeWords(channel)} is shared with another company: its people will see names and figures.`;
}

const commentLength = 120;

/** `Quiet: High churn risk · agents until Nov 22, 9:00, by @Dana: outage of the CRM`. Safe in mrkdwn. */
export function silenceWords({ matchers, until, createdBy, comment }: Silence, { person, moment }: Manner): string {
  const why = comment === undefined ? '' : `: ${escapeMrkdwn(clip(onOneLine(comment), commentLength))}`;
  return `Quiet: ${matcherMarkup(matchers)} until ${moment(until)}, by ${person(createdBy)}${why}`;
}

const conversationForm = /^[CG][A-Z0-9]{2,20}$/u;

/** A channel or a person, as a mention where the id has the form of Slack's. */
export function placeWords(id: string): string {
  if (conversationForm.test(id)) return `<#${id}>`;
  return id.startsWith('D') ? 'a direct message' : mentionOf(id);
}

const units = [
  { ms: 7 * 24 * 3_600_000, one: 'week', many: 'weeks' },
  { ms: 24 * 3_600_000, one: 'day', many: 'days' },
  { ms: 3_600_000, one: 'hour', many: 'hours' },
  { ms: 60_000, one: 'minute', many: 'minutes' },
  { ms: 1000, one: 'second', many: 'seconds' },
] as const;

/** A length of time in its largest whole unit: `4 hours`, `90 minutes`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000)) * 1000;
  const { ms, one, many } = units.find((unit) => seconds % unit.ms === 0) ?? units[4];
  const count = seconds / ms;
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Digest every Monday at 09:00 (UTC)`. Plain text. */
export function planWords({ every, at, weekday = 1, zone }: DigestPlan): string {
  return `Digest every ${every === 'day' ? 'day' : weekdays[weekday - 1]} at ${at} (${zone})`;
}
