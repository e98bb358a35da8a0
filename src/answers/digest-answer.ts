import { formatValue } from '../catalog/derive/format.ts';
import type { Alert, OutcomeSummary } from '../insights/alert.ts';
import type { Digest, Mover } from '../insights/digest.ts';
import type { Operation } from '../intents/operations.ts';
import type { Answer, Cell, Chart, Figure, PersonLine, Table } from './answer.ts';
import { predictionLabel } from './insight-words.ts';
import { moneyBeside, moveWords, reasonMetric, valueWords } from './reason-words.ts';
import { blankAnswer, stepTo } from './source.ts';

type DigestRequest = Extract<Operation, { name: 'digest' }>;

/** The most days that a chart shows, one category each. */
const chartDays = 20;
/** Of how many new risks the story is told. */
const mostRisks = 5;

/**
 * What a period brought: new risks and resolved ones, who moved, and the money at risk.
 *
 * The answer to the question for a digest, and what a channel gets that has planned one. Everything that its chart
 * shows is in the notes too.
 */
export function digestAnswer(digest: Digest, intent: DigestRequest): Answer {
  const { arguments: request } = intent;
  const question: DigestRequest = { ...intent, arguments: { days: request.days } };
  const movers = [...digest.movers.worse, ...digest.movers.better];
  const chart = chartOf(digest);
  return {
    ...blankAnswer(question),
    headline: figuresOf(digest),
    notes: notesOf(digest),
    ...(chart !== undefined && { chart }),
    ...(movers.length > 0 && { table: moversTable(digest) }),
    people:
      digest.fired.first.length === 0
        ? undefined
        : { heading: 'New risks, most money first', lines: namedRisks(digest).map(riskLine) },
    steps: [
      stepTo({ kind: 'insights', filters: [] }),
      stepTo({ kind: 'operation', name: 'outcomes', arguments: { days: 90 } }),
    ],
  };
}

function figuresOf({ fired, resolved, unresolved, moneyAtRisk }: Digest): Figure[] {
  const count = (label: string, value: number): Figure => ({ label, value, unit: 'count', n: value });
  return [
    count('New risks', fired.total),
    count('Resolved', resolved.total),
    count('Not resolved now', unresolved),
    { label: 'Money at risk a year', value: moneyAtRisk, unit: 'usd', n: unresolved },
  ];
}

/** The first alert of each person: somebody in several kinds of trouble is named once. */
function namedRisks({ fired: { first } }: Digest): readonly Alert[] {
  const people = new Map(first.toReversed().map((alert) => [alert.facts.entityId, alert]));
  return first.filter((alert) => people.get(alert.facts.entityId) === alert).slice(0, mostRisks);
}

function riskLine({ facts, now }: Alert): PersonLine {
  const { entityId, name, dataset, predictionType } = facts;
  const { moneyAtRisk } = now;
  const figure = `${reasonMetric(dataset, now.headline).label} ${valueWords(dataset, now.headline)}`;
  const parts = [predictionLabel(predictionType), figure, moneyBeside(dataset, now.headline, moneyAtRisk)];
  return {
    id: entityId,
    name,
    dataset,
    figure: { label: 'Risk', value: now.riskScore, unit: 'score', n: 1 },
    traits: parts.filter((part) => part !== undefined).join(' · '),
  };
}

function moversTable({ movers: { worse, better } }: Digest): Table {
  const row = (mover: Mover, verdict: string): Cell[] => {
    const { entityId: id, name, dataset } = mover;
    const { label, unit } = reasonMetric(dataset, mover.reason);
    return [
      { kind: 'person', id, name },
      { kind: 'text', text: label },
      { kind: 'number', value: mover.reason.value, unit },
      { kind: 'text', text: moveWords(dataset, mover.reason) ?? '–' },
      { kind: 'text', text: verdict },
    ];
  };
  return {
    caption: 'Who moved most',
    columns: ['Who', 'Figure', 'Now', 'Change', 'Verdict'],
    rows: [...worse.map((mover) => row(mover, '🔴 worse')), ...better.map((mover) => row(mover, '🟢 better'))],
  };
}

/** A period that begins amid a day touches one day more than it has. */
function chartTitle({ byDay, from }: Digest, shown: number): string {
  if (shown < byDay.length) return `New and resolved, last ${shown} days`;
  const isPart = !from.slice(11).startsWith('00:00');
  return isPart ? 'New and resolved, first and last day in part' : 'New and resolved by day';
}

/** Categories of a chart must differ, and a day or nothing at all is no course of things. */
function chartOf(digest: Digest): Chart | undefined {
  const { byDay } = digest;
  const shown = byDay.slice(-chartDays);
  if (shown.length < 2 || shown.every(({ fired, resolved }) => fired + resolved === 0)) return undefined;
  return {
    title: chartTitle(digest, shown.length),
    shape: 'bar',
    unit: 'count',
    categories: shown.map(({ day }) => dayWords(day)),
    series: [
      { name: 'New', values: shown.map(({ fired }) => fired) },
      { name: 'Resolved', values: shown.map(({ resolved }) => resolved) },
    ],
  };
}

function notesOf(digest: Digest): string[] {
  const { from, to, fired, resolved, movers } = digest;
  const period = `From ${from.slice(0, 10)} to ${to.slice(0, 10)}.`;
  const isQuiet = fired.total + resolved.total + movers.worse.length + movers.better.length === 0;
  if (isQuiet) return [`${period} Nothing new was noticed, nothing was resolved, and nobody moved by much.`];
  const more = fired.total - namedRisks(digest).length;
  return [
    period,
    ...dayNote(digest),
    ...(more > 0 && fired.first.length > 0
      ? [`${formatValue(more, 'count')} more new ${more === 1 ? 'risk' : 'risks'} than are named here.`]
      : []),
    ...resolvedNote(resolved),
    ...outcomeNote(digest.outcomes),
  ];
}

/** Days on which nothing happened are left out: the others are what the chart shows. */
function dayNote({ byDay }: Digest): string[] {
  const days = byDay.filter(({ fired, resolved }) => fired + resolved > 0);
  if (days.length === 0) return [];
  const words = days.map(
    ({ day, fired, resolved }) =>
      `${dayWords(day)}: ${formatValue(fired, 'count')} new, ${formatValue(resolved, 'count')} resolved`,
  );
  return [`By day: ${words.join('; ')}.`];
}

const dayFormat = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** "Nov 20", short enough for the axis of a chart. @param day ISO date */
function dayWords(day: string): string {
  return dayFormat.format(new Date(day));
}

function resolvedNote({ total, first }: Digest['resolved']): string[] {
  if (total === 0) return [];
  const names = first.map(({ facts }) => `${facts.name} (${predictionLabel(facts.predictionType)})`);
  const more = total - first.length;
  return [`Resolved: ${[...names, ...(more > 0 ? [`${formatValue(more, 'count')} more`] : [])].join(', ')}.`];
}

const times = (count: number): string => (count === 1 ? 'once' : `${formatValue(count, 'count')} times`);

function outcomeNote(outcomes: readonly OutcomeSummary[]): string[] {
  const total = (of: (summary: OutcomeSummary) => number): number => outcomes.reduce((sum, each) => sum + of(each), 0);
  const acknowledged = total((each) => each.acknowledged);
  const useful = total((each) => each.useful);
  const notUseful = total((each) => each.notUseful);
  const votes = [
    ...(useful === 0 ? [] : [`useful ${times(useful)}`]),
    ...(notUseful === 0 ? [] : [`not useful ${times(notUseful)}`]),
  ];
  return [
    ...(acknowledged === 0
      ? []
      : [
          `${formatValue(acknowledged, 'count')} acknowledged, of which ${formatValue(
            total((each) => each.recovered),
            'count',
          )} recovered.`,
        ]),
    ...(votes.length === 0 ? [] : [`Found ${votes.join(', ')}.`]),
  ];
}
