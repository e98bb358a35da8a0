import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import type { Reason } from '../alert-facts.ts';
import { conditionsMet } from './evaluate-rule.ts';
import { figureBefore, figureOf, type MemberState, silentDays } from './member-state.ts';
import { riskScore } from './risk-score.ts';
import type { Condition, Rule } from './rule.ts';
import { moneyMetric } from './watched.ts';

/** What a rule says of a member for whom it holds. */
export interface Finding {
  readonly riskScore: number;
  readonly headline: Reason;
  readonly reasons: readonly Reason[];
  readonly moneyAtRisk?: number;
  /** For how many days the member has done nothing, where that is why. */
  readonly silentDays?: number;
}

/** People compare with a week ago. */
const usualDays = 7;

/**
 * What a rule says of a member, with the step just made where no sample tells of a day before.
 *
 * Undefined where the member has none of the figures that the headline may be about.
 */
export function findingOf(rule: Rule, state: MemberState, before?: AnyItem): Finding | undefined {
  const met = conditionsMet(rule, state);
  const reason = (metric: string): Reason | undefined => reasonOf(rule, met, metric, state, before);
  const headline = headlineOf(rule, state, before);
  if (headline === undefined) return undefined;
  const decisive = met.flatMap((condition) => ('metric' in condition ? [condition.metric] : []));
  const metrics = new Set([headline.metric, ...decisive, ...supporting(rule, state)]);
  const money = moneyMetric(rule.dataset);
  const moneyAtRisk = money === undefined ? undefined : figureOf(state, money);
  const silent = met.flatMap((condition) => (condition.kind === 'silence' ? [silentDays(state, condition.time)] : []));
  return {
    riskScore: riskScore(rule, state),
    headline,
    reasons: [...metrics].flatMap((metric) => reason(metric) ?? []),
    ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }),
    ...(silent[0] === undefined ? {} : { silentDays: silent[0] }),
  };
}

/** The figure that a rule is about, whether it holds or not. */
export function headlineOf(rule: Rule, state: MemberState, before?: AnyItem): Reason | undefined {
  const met = conditionsMet(rule, state);
  const isMet = (metric: string): boolean =>
    met.some((condition) => 'metric' in condition && condition.metric === metric);
  const byWeight = [...rule.headline.filter(isMet), ...rule.headline];
  return byWeight.map((metric) => reasonOf(rule, met, metric, state, before)).find((each) => each !== undefined);
}

function supporting({ support = [] }: Rule, state: MemberState): readonly string[] {
  const speaks = support.filter(({ metric, is, value }) => {
    const figure = figureOf(state, metric);
    return figure !== undefined && (is === 'atLeast' ? figure >= value : figure <= value);
  });
  return speaks.map(({ metric }) => metric);
}

function reasonOf(
  rule: Rule,
  met: readonly Condition[],
  metric: string,
  state: MemberState,
  before: AnyItem | undefined,
): Reason | undefined {
  const value = figureOf(state, metric);
  if (value === undefined) return undefined;
  const past = figureBefore(state, metric, windowOf(rule)) ?? stepOf(before, metric, value);
  const threshold = thresholdOf(rule, met, metric);
  return {
    metric,
    value,
    ...(past === undefined ? {} : { before: past }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

/**
 * How many days back all figures of an alert are compared with: those that the rule itself looks back, also when just
 * another of its alternatives holds, so that nobody meets two spans in one alert, or another one from day to day.
 */
function windowOf({ when }: Rule): number {
  const moves = when.flat().flatMap((condition) => (condition.kind === 'move' ? [condition.withinDays] : []));
  return moves.length === 0 ? usualDays : Math.max(...moves);
}

function stepOf(before: AnyItem | undefined, metric: string, value: number): Reason['before'] {
  const from = before === undefined ? undefined : figureOf({ item: before }, metric);
  return from === undefined || from === value ? undefined : { value: from, days: 0 };
}

/** The line that the value is beyond: of the conditions that are met, else of what supports them. */
function thresholdOf({ support = [] }: Rule, met: readonly Condition[], metric: string): number | undefined {
  const level = met.find(
    (condition) => condition.kind === 'level' && condition.metric === metric && Number.isFinite(condition.lastsTo),
  );
  if (level?.kind === 'level') return level.value;
  return support.find((each) => each.metric === metric)?.value;
}
