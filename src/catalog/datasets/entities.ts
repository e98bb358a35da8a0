import { defineDataset, type ItemOf } from '../define-dataset.ts';

const callWords = ['inbound call', 'inbound calls', 'ib call', 'ib calls', 'ib', 'calls', 'ib call frequency'];

const callsIn = (days: number): readonly string[] => ['ib calls', 'calls'].map((calls) => `${calls} in ${days} days`);

/**
 * Students, tutors, subjects and regions of a tutoring platform, and how healthy each of them is.
 *
 * Table, keys, indexes and attributes: `003_2efa9edf8ad539cf.txt`. Valid ranges where that document gives none,
 * thresholds other than "health below 70", and the prefixes of ids besides `stu_` are decided here.
 */
export const entities = defineDataset({
  name: 'entities',
  label: 'Metrics',
  noun: { one: 'entity', many: 'entities' },
  nounsBy: 'entity_type',
  words: ['metric', 'everyone', 'everybody', 'all of them', 'people', 'person', 'member', 'user'],
  command: '/metrics',
  table: {
    name: 'iops-dashboard-metrics',
    nameVariable: 'METRICS_TABLE_NAME',
    sortKey: 'entity_type',
    indexes: [{ name: 'LastUpdatedIndex', partitionKey: 'entity_type', sortKey: 'last_updated' }],
    stream: true,
  },
  attention: 'health_score',
  keyMetrics: ['health_score', 'ib_calls_14d', 'sessions_7d'],
  telling: ['entity_type'],
  peers: 'entity_type',
  attributes: {
    entity_id: {
      kind: 'key',
      label: 'Id',
      words: ['id', 'entity id'],
      prefixes: ['stu_', 'tut_', 'sub_', 'reg_'],
      example: 'stu_4532',
    },
    entity_type: {
      kind: 'segment',
      label: 'Type',
      words: ['entity type', 'kind'],
      index: 'EntityTypeHealthIndex',
      sortedBy: 'health_score',
      values: {
        student: { label: 'Student', words: ['pupil', 'learner', 'stu'] },
        tutor: { label: 'Tutor', words: ['teacher', 'instructor', 'tut'] },
        subject: { label: 'Subject', words: ['topic', 'course'] },
        region: { label: 'Region', words: ['area', 'territory'] },
      },
    },
    sessions_7d: {
      kind: 'metric',
      label: 'Sessions in 7 days',
      unit: 'count',
      range: [0, 100_000],
      whole: true,
      better: 'higher',
      sum: 'average',
      words: ['session', 'sessions', 'weekly sessions', 'sessions this week', 'lesson', 'lessons', 'sessions 7d'],
      thresholds: { low: 1 },
    },
    sessions_14d: {
      kind: 'metric',
      label: 'Sessions in 14 days',
      unit: 'count',
      range: [0, 200_000],
      whole: true,
      better: 'higher',
      sum: 'average',
      words: ['sessions 14d', 'sessions in two weeks'],
    },
    sessions_30d: {
      kind: 'metric',
      label: 'Sessions in 30 days',
      unit: 'count',
      range: [0, 400_000],
      whole: true,
      better: 'higher',
      sum: 'average',
      words: ['sessions 30d', 'monthly sessions', 'sessions in a month', 'sessions this month'],
    },
    ib_calls_7d: {
      kind: 'metric',
      label: 'Inbound calls in 7 days',
      unit: 'count',
      range: [0, 100_000],
      whole: true,
      better: 'lower',
      sum: 'average',
      words: ['ib calls 7d', 'inbound calls 7d', 'calls this week', 'weekly calls', ...callsIn(7)],
    },
    ib_calls_14d: {
      kind: 'metric',
      label: 'Inbound calls in 14 days',
      unit: 'count',
      range: [0, 200_000],
      whole: true,
      better: 'lower',
      sum: 'average',
      words: ['ib calls 14d', 'inbound calls 14d', ...callWords, ...callsIn(14)],
      thresholds: { high: 4 },
    },
    avg_rating: {
      kind: 'metric',
      label: 'Average rating',
      unit: 'score',
      range: [0, 5],
      whole: false,
      better: 'higher',
      sum: 'average',
      words: ['rating', 'stars', 'star rating', 'avg rating'],
      thresholds: { high: 4.5, low: 3.5 },
      superlatives: { highest: ['best rated', 'top rated', 'highest rated'], lowest: ['worst rated', 'lowest rated'] },
    },
    health_score: {
      kind: 'metric',
      label: 'Health',
      unit: 'score',
      range: [0, 100],
      whole: true,
      better: 'higher',
      sum: 'average',
      words: ['health', 'health score', 'score', 'healthiness'],
      thresholds: { high: 85, low: 69 },
      superlatives: { highest: ['healthiest'], lowest: ['least healthy', 'unhealthiest', 'sickest'] },
      states: { high: ['healthy'], low: ['unhealthy', 'not healthy', 'at risk', 'struggling', 'in trouble'] },
    },
    last_updated: {
      kind: 'time',
      label: 'Last updated',
      words: ['last updated', 'updated', 'last update', 'last change'],
      presence: ['updated', 'recently updated', 'changed', 'refreshed'],
      absence: ['stale', 'not updated', 'outdated', 'not changed'],
    },
  },
});

export type Entity = ItemOf<typeof entities>;
