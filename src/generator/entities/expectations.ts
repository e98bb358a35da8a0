import type { Entity } from '../../catalog/datasets/entities.ts';
import type { GeneratedEntity } from '../generate-entities.ts';

/** A figure of an entity, of its own or worked out from its figures and its history. */
export interface Measure {
  readonly label: string;
  readonly of: (member: GeneratedEntity) => number;
}

/** How two figures go together: their correlation, against none. */
interface LinkExpectation {
  readonly group: string;
  readonly measures: readonly [Measure, Measure];
  readonly expected: 'higher' | 'lower';
}

/** What holds of every entity. */
interface RuleExpectation {
  readonly group: string;
  readonly statement: string;
  readonly holds: (member: GeneratedEntity) => boolean;
}

const health: Measure = { label: 'Health', of: ({ entity }) => entity.health_score };
const calls: Measure = { label: 'Inbound calls in 14 days', of: ({ entity }) => entity.ib_calls_14d };
const rating: Measure = { label: 'Average rating', of: ({ entity }) => entity.avg_rating };
/** From -1 to 1, so that a student's weigh as much as a region's. */
const sessionsTrend: Measure = {
  label: 'Sessions of this week against last week',
  of: ({ entity: { sessions_7d: week, sessions_14d: both } }) => (both === 0 ? 0 : (2 * week - both) / both),
};
const callsTrend: Measure = {
  label: 'Inbound calls of this week against last week',
  of: ({ entity: { ib_calls_7d: week, ib_calls_14d: both } }) => (both === 0 ? 0 : (2 * week - both) / both),
};
const healthTrend: Measure = {
  label: 'Change of health in 14 days',
  of: ({ entity, history }) => entity.health_score - (history.at(-15)?.values['health_score'] ?? Number.NaN),
};

/** What low health comes with, and what moves together. */
export const linkExpectations: readonly LinkExpectation[] = [
  { group: 'Health', measures: [calls, health], expected: 'lower' },
  { group: 'Health', measures: [sessionsTrend, health], expected: 'higher' },
  { group: 'Health', measures: [rating, health], expected: 'higher' },
  { group: 'Health', measures: [rating, calls], expected: 'lower' },
  { group: 'Histories', measures: [healthTrend, health], expected: 'higher' },
  { group: 'Histories', measures: [healthTrend, sessionsTrend], expected: 'higher' },
  { group: 'Histories', measures: [healthTrend, callsTrend], expected: 'lower' },
];

/** Windows that lie in each other cannot hold less than what they hold. */
export const ruleExpectations: readonly RuleExpectation[] = [
  {
    group: 'Windows',
    statement: 'Sessions in 7 days are among those in 14',
    holds: ({ entity }) => entity.sessions_7d <= entity.sessions_14d,
  },
  {
    group: 'Windows',
    statement: 'Sessions in 14 days are among those in 30',
    holds: ({ entity }) => entity.sessions_14d <= entity.sessions_30d,
  },
  {
    group: 'Windows',
    statement: 'Inbound calls in 7 days are among those in 14',
    holds: ({ entity }) => entity.ib_calls_7d <= entity.ib_calls_14d,
  },
  {
    group: 'Windows',
    statement: 'Sessions of last week are as they were told then',
    holds: ({ entity, history }) => history.at(-8)?.values['sessions_7d'] === entity.sessions_14d - entity.sessions_7d,
  },
  {
    group: 'Histories',
    statement: 'The last day says what the record says',
    holds: ({ entity, history }) =>
      Object.entries(history.at(-1)?.values ?? {}).every(([metric, value]) => entity[metric as keyof Entity] === value),
  },
];
