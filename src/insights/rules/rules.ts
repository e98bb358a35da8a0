import { agents } from '../../catalog/datasets/agents.ts';
import { entities } from '../../catalog/datasets/entities.ts';
import { defineRules } from './rule.ts';

const agentMetrics = agents.attributes;
const entityMetrics = entities.attributes;

const highChurn = agentMetrics.churnRisk.thresholds.high;
/** Scores are whole and move by a few points a day at most: five points are a change and no jitter. */
const scoreMargin = 5;

/** The one thing that both churn rules and the money rule begin with: the catalogue's own "high churn". */
const churnIsHigh = {
  kind: 'level',
  metric: 'churnRisk',
  is: 'atLeast',
  value: highChurn,
  lastsTo: highChurn - scoreMargin,
} as const;

/** What mostly stands behind churn, where it is bad enough to be named. */
const behindChurn = [
  { metric: 'npsScore', is: 'atMost', value: agentMetrics.npsScore.thresholds.low },
  { metric: 'engagementTrend', is: 'atMost', value: -10 },
  { metric: 'supportTicketsCount', is: 'atLeast', value: agentMetrics.supportTicketsCount.thresholds.high },
  { metric: 'averageResponseTime', is: 'atLeast', value: agentMetrics.averageResponseTime.thresholds.high },
] as const;

/** "Health below 70" is low. @see 003_2efa9edf8ad539cf.txt, "Find all students with health_score < 70" */
const healthLine = entityMetrics.health_score.thresholds.low + 1;
const healthIsLow = {
  kind: 'level',
  metric: 'health_score',
  is: 'below',
  value: healthLine,
  lastsTo: healthLine + scoreMargin,
} as const;

const callsAreMany = {
  kind: 'level',
  metric: 'ib_calls_14d',
  is: 'atLeast',
  value: entityMetrics.ib_calls_14d.thresholds.high,
  lastsTo: entityMetrics.ib_calls_14d.thresholds.high - 1,
} as const;
/** Calls are counted for subjects and regions as well, but there in the hundreds: four are many for one person only. */
const isPerson = { kind: 'segment', segment: 'entity_type', among: ['student', 'tutor'] } as const;

/**
 * Every rule. One more is one more entry.
 *
 * Thresholds are the catalogue's where it has one, so that an alert and `high churn` in a question mean the same.
 * The others are decided here, each with its reason beside it.
 */
export const rules = defineRules([
  {
    predictionType: 'high_churn_risk',
    dataset: 'agents',
    when: [[churnIsHigh]],
    headline: ['churnRisk'],
    // The score is the churn risk itself, and a little more for who gets there fast: "churn above 80" means both.
    risk: {
      base: 0,
      parts: [
        { metric: 'churnRisk', from: 0, to: 100, points: 100 },
        { metric: 'churnRisk', movedWithinDays: 7, from: 0, to: 40, points: 10 },
      ],
    },
    support: behindChurn,
  },
  {
    predictionType: 'high_revenue_at_risk',
    dataset: 'agents',
    // Nine in ten agents have less than $5,000 a year at risk: above it, one agent is worth a call of its own.
    when: [[churnIsHigh, { kind: 'level', metric: 'revenueAtRisk', is: 'atLeast', value: 5_000, lastsTo: 4_500 }]],
    headline: ['revenueAtRisk'],
    // Never below the plain churn alert of the same agent, whose place it takes.
    risk: {
      base: 0,
      parts: [
        { metric: 'churnRisk', from: 0, to: 100, points: 100 },
        { metric: 'churnRisk', movedWithinDays: 7, from: 0, to: 40, points: 10 },
        { metric: 'revenueAtRisk', from: 0, to: 25_000, points: 20 },
      ],
    },
    support: behindChurn,
  },
  {
    predictionType: 'rising_churn_risk',
    dataset: 'agents',
    // Below 40 a rise is still far from trouble; from the high mark on the plain churn alert says it all, rise and all.
    when: [
      [
        { kind: 'move', metric: 'churnRisk', goes: 'up', by: 15, lastsTo: 10, withinDays: 7 },
        { kind: 'level', metric: 'churnRisk', is: 'atLeast', value: 40, lastsTo: 35 },
        { kind: 'level', metric: 'churnRisk', is: 'below', value: highChurn, lastsTo: Number.POSITIVE_INFINITY },
      ],
    ],
    headline: ['churnRisk'],
    risk: {
      base: 0,
      parts: [
        { metric: 'churnRisk', from: 0, to: 100, points: 70 },
        { metric: 'churnRisk', movedWithinDays: 7, from: 0, to: 40, points: 30 },
      ],
    },
    support: behindChurn,
  },
  {
    predictionType: 'low_engagement',
    dataset: 'agents',
    // Whoever uses the platform little mostly loses some engagement; a fifth is what one in twenty loses.
    // Agents are there every few weeks even at low engagement, so that two months without a visit are an absence.
    when: [
      [
        { kind: 'segment', segment: 'platformEngagement', among: ['low'] },
        { kind: 'level', metric: 'engagementTrend', is: 'atMost', value: -20, lastsTo: -15 },
      ],
      [{ kind: 'silence', time: 'lastActivityDate', days: 60 }],
    ],
    headline: ['engagementTrend', 'churnRisk'],
    risk: {
      base: 40,
      parts: [
        { metric: 'engagementTrend', from: -10, to: -50, points: 40 },
        { metric: 'churnRisk', from: 30, to: 100, points: 20 },
      ],
    },
    support: [{ metric: 'churnRisk', is: 'atLeast', value: highChurn }],
  },
  {
    predictionType: 'low_satisfaction',
    dataset: 'agents',
    // A trend of a fifth down is what one in fifty has. A fall of 20 points counts where little is left.
    when: [
      [
        {
          kind: 'level',
          metric: 'npsScore',
          is: 'atMost',
          value: agentMetrics.npsScore.thresholds.low,
          lastsTo: agentMetrics.npsScore.thresholds.low + scoreMargin,
        },
      ],
      [{ kind: 'level', metric: 'satisfactionTrend', is: 'atMost', value: -20, lastsTo: -15 }],
      [
        { kind: 'move', metric: 'npsScore', goes: 'down', by: 20, lastsTo: 15, withinDays: 14 },
        { kind: 'level', metric: 'npsScore', is: 'below', value: 50, lastsTo: 55 },
      ],
    ],
    headline: ['npsScore', 'satisfactionTrend'],
    risk: {
      base: 30,
      parts: [
        { metric: 'npsScore', from: 50, to: 0, points: 40 },
        { metric: 'npsScore', movedWithinDays: 14, from: 0, to: -40, points: 10 },
        { metric: 'satisfactionTrend', from: 0, to: -40, points: 20 },
      ],
    },
    support: [
      { metric: 'satisfactionTrend', is: 'atMost', value: -10 },
      { metric: 'supportTicketsCount', is: 'atLeast', value: agentMetrics.supportTicketsCount.thresholds.high },
      { metric: 'averageResolutionTime', is: 'atLeast', value: agentMetrics.averageResolutionTime.thresholds.high },
    ],
  },
  {
    predictionType: 'low_health_score',
    dataset: 'entities',
    when: [[healthIsLow]],
    headline: ['health_score'],
    // At the line it is a notice; from 20 down nothing is worse.
    risk: {
      base: 40,
      parts: [
        { metric: 'health_score', from: healthLine, to: 20, points: 60 },
        { metric: 'health_score', movedWithinDays: 7, from: 0, to: -30, points: 10 },
      ],
    },
    support: [
      { metric: 'sessions_7d', is: 'atMost', value: entityMetrics.sessions_7d.thresholds.low },
      { metric: 'avg_rating', is: 'atMost', value: entityMetrics.avg_rating.thresholds.low },
    ],
  },
  {
    predictionType: 'high_ib_call_frequency',
    dataset: 'entities',
    // Calls alone may be interest. Together with health that is low, or fell by more than it does by chance, they are not.
    when: [
      [isPerson, callsAreMany, healthIsLow],
      [
        isPerson,
        callsAreMany,
        { kind: 'move', metric: 'health_score', goes: 'down', by: scoreMargin, lastsTo: 3, withinDays: 14 },
      ],
    ],
    headline: ['ib_calls_14d'],
    risk: {
      base: 45,
      parts: [
        { metric: 'ib_calls_14d', from: 3, to: 13, points: 30 },
        { metric: 'health_score', from: 80, to: 30, points: 25 },
        { metric: 'health_score', movedWithinDays: 14, from: 0, to: -20, points: 20 },
      ],
    },
    support: [{ metric: 'avg_rating', is: 'atMost', value: entityMetrics.avg_rating.thresholds.low }],
  },
]);
