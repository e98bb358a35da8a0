import { describe, expect, it } from 'vitest';
import type { PredictionType } from '../../../src/catalog/datasets/insights.ts';
import type { AnyItem } from '../../../src/catalog/derive/item-schema.ts';
import { evaluateRule, type RuleOutcome } from '../../../src/insights/rules/evaluate-rule.ts';
import type { Rule } from '../../../src/insights/rules/rule.ts';
import { rules } from '../../../src/insights/rules/rules.ts';
import type { SampleDay } from '../../../src/state/sample-days.ts';

const now = Date.parse('2026-03-20T12:00:00.000Z');

function ruleNamed(predictionType: PredictionType): Rule {
  const rule = rules.find((each) => each.predictionType === predictionType);
  if (rule === undefined) throw new Error(`no rule gives ${predictionType}`);
  return rule;
}

interface Case {
  readonly before?: AnyItem;
  readonly after?: AnyItem;
  readonly past?: readonly SampleDay[];
}

const outcome = (type: PredictionType, { before, after, past }: Case): RuleOutcome =>
  evaluateRule(ruleNamed(type), { before, after, past, now });

const churn = (churnRisk: number, more: AnyItem = {}): AnyItem => ({ churnRisk, revenueAtRisk: 900, ...more });
const aWeekAgo = (values: Record<string, number>): readonly SampleDay[] => [{ day: '2026-03-13', values }];

describe('a threshold', () => {
  it.each<[string, Case, RuleOutcome]>([
    ['crossed', { before: churn(69), after: churn(70) }, 'fires'],
    ['held by somebody new', { after: churn(70) }, 'fires'],
    ['not reached', { before: churn(50), after: churn(69) }, 'quiet'],
    ['held before and after', { before: churn(80), after: churn(84) }, 'goesOn'],
    ['left within the margin', { before: churn(80), after: churn(66) }, 'goesOn'],
    ['left', { before: churn(80), after: churn(64) }, 'ended'],
    ['left from within the margin', { before: churn(66), after: churn(64) }, 'ended'],
    ['crossed from within the margin', { before: churn(66), after: churn(70) }, 'fires'],
    ['neared into the margin', { before: churn(60), after: churn(66) }, 'quiet'],
    ['held by somebody who is gone', { before: churn(80) }, 'ended'],
    ['not held by somebody who is gone', { before: churn(20) }, 'quiet'],
    ['unknown after', { before: churn(80), after: {}, past: [] }, 'quiet'],
    ['unknown before', { before: {}, after: churn(80) }, 'fires'],
  ])('%s', (_what, change, expected) => {
    expect(outcome('high_churn_risk', change)).toBe(expected);
  });

  it.each<[string, Case, RuleOutcome]>([
    ['crossed downwards', { before: { health_score: 70 }, after: { health_score: 69 } }, 'fires'],
    ['that is a fraction off', { before: { health_score: 71 }, after: { health_score: 69.9 } }, 'fires'],
    ['touched and no more', { before: { health_score: 76 }, after: { health_score: 70 } }, 'quiet'],
    ['left upwards', { before: { health_score: 60 }, after: { health_score: 75 } }, 'ended'],
  ])('of health %s', (_what, change, expected) => {
    expect(outcome('low_health_score', change)).toBe(expected);
  });
});

describe('a combination', () => {
  it.each<[string, Case, RuleOutcome]>([
    ['both', { before: churn(60), after: churn(75, { revenueAtRisk: 6_000 }) }, 'fires'],
    ['one of them', { before: churn(60), after: churn(75, { revenueAtRisk: 2_000 }) }, 'quiet'],
    [
      'the second while the first held',
      { before: churn(75, { revenueAtRisk: 4_900 }), after: churn(75, { revenueAtRisk: 5_000 }) },
      'fires',
    ],
    [
      'both, then only one',
      { before: churn(75, { revenueAtRisk: 6_000 }), after: churn(75, { revenueAtRisk: 100 }) },
      'ended',
    ],
  ])('of churn and money: %s', (_what, change, expected) => {
    expect(outcome('high_revenue_at_risk', change)).toBe(expected);
  });

  const student = (health: number, calls: number, type = 'student'): AnyItem => ({
    entity_type: type,
    health_score: health,
    ib_calls_14d: calls,
  });

  it.each<[string, Case, RuleOutcome]>([
    ['many calls and low health', { before: student(65, 3), after: student(65, 4) }, 'fires'],
    ['many calls in good health', { before: student(90, 3), after: student(90, 4), past: [] }, 'quiet'],
    [
      'many calls while health fell',
      { before: student(80, 3), after: student(80, 4), past: aWeekAgo({ health_score: 85 }) },
      'fires',
    ],
    ['many calls while health is unknown of the past', { before: student(80, 3), after: student(80, 4) }, 'undecided'],
    ['the many calls of a region', { before: student(65, 3, 'region'), after: student(65, 400, 'region') }, 'quiet'],
  ])('of calls and health: %s', (_what, change, expected) => {
    expect(outcome('high_ib_call_frequency', change)).toBe(expected);
  });

  it.each<[string, AnyItem, RuleOutcome]>([
    ['low and falling', { platformEngagement: 'low', engagementTrend: -21 }, 'fires'],
    ['low and steady', { platformEngagement: 'low', engagementTrend: -4 }, 'quiet'],
    ['high and falling', { platformEngagement: 'high', engagementTrend: -40 }, 'quiet'],
    ['gone quiet for two months', { platformEngagement: 'high', lastActivityDate: '2026-01-15' }, 'fires'],
    ['a segment that we do not know', { engagementTrend: -40 }, 'quiet'],
  ])('of engagement: %s', (_what, after, expected) => {
    expect(outcome('low_engagement', { after: { lastActivityDate: '2026-03-10', ...after }, past: [] })).toBe(expected);
  });
});

describe('a move within days', () => {
  const past = aWeekAgo({ churnRisk: 45, npsScore: 60 });

  it.each<[string, Case, RuleOutcome]>([
    ['reached', { before: churn(55), after: churn(60), past }, 'fires'],
    ['not reached', { before: churn(50), after: churn(59), past }, 'quiet'],
    ['kept within its margin', { before: churn(61), after: churn(56), past }, 'goesOn'],
    ['taken back', { before: churn(61), after: churn(54), past }, 'ended'],
    ['without a past', { before: churn(55), after: churn(60), past: [] }, 'quiet'],
    ['that the sample decides', { before: churn(55), after: churn(60) }, 'undecided'],
    ['far from trouble', { before: churn(10), after: churn(39) }, 'quiet'],
    ['that the plain alert tells', { before: churn(60), after: churn(75), past }, 'goesOn'],
    [
      'of a first day that is younger',
      { before: churn(50), after: churn(60), past: [{ day: '2026-03-18', values: { churnRisk: 45 } }] },
      'fires',
    ],
  ])('upwards, %s', (_what, change, expected) => {
    expect(outcome('rising_churn_risk', change)).toBe(expected);
  });

  it.each<[string, Case, RuleOutcome]>([
    ['to little', { before: { npsScore: 55 }, after: { npsScore: 40 }, past }, 'fires'],
    [
      'to what is still much',
      { before: { npsScore: 95 }, after: { npsScore: 70 }, past: aWeekAgo({ npsScore: 95 }) },
      'quiet',
    ],
  ])('downwards, %s', (_what, change, expected) => {
    expect(outcome('low_satisfaction', change)).toBe(expected);
  });
});
