import { expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { insights } from '../../../src/catalog/datasets/insights.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';

it('derives the agents table under the names of the seed document', () => {
  const byKey = (name: string, partitionKey: string) => ({ name, partitionKey, sortKey: 'id' });

  expect(tableDefinition(agents)).toEqual({
    name: 'ZillowAgents',
    nameVariable: 'TABLE_NAME',
    partitionKey: 'id',
    indexes: [
      byKey('ExperienceLevelIndex', 'experienceLevel'),
      byKey('BusinessModelIndex', 'businessModel'),
      byKey('SpecializationIndex', 'specialization'),
      byKey('PlatformEngagementIndex', 'platformEngagement'),
      byKey('SpendLevelIndex', 'spendLevel'),
      byKey('MarketTypeLocationIndex', 'marketTypeLocation'),
      byKey('MarketTypeConditionIndex', 'marketTypeCondition'),
    ],
    stream: true,
  });
});

it('derives the tables of metrics and insights under the names of the seed document', () => {
  expect(tableDefinition(entities)).toEqual({
    name: 'iops-dashboard-metrics',
    nameVariable: 'METRICS_TABLE_NAME',
    partitionKey: 'entity_id',
    sortKey: 'entity_type',
    indexes: [
      { name: 'EntityTypeHealthIndex', partitionKey: 'entity_type', sortKey: 'health_score' },
      { name: 'LastUpdatedIndex', partitionKey: 'entity_type', sortKey: 'last_updated' },
    ],
    numberKeys: ['health_score'],
    stream: true,
  });
  expect(tableDefinition(insights)).toEqual({
    name: 'iops-dashboard-insights',
    nameVariable: 'INSIGHTS_TABLE_NAME',
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [
      { name: 'PredictionTypeIndex', partitionKey: 'prediction_type', sortKey: 'timestamp' },
      { name: 'RiskScoreIndex', partitionKey: 'prediction_type', sortKey: 'risk_score' },
    ],
    numberKeys: ['risk_score'],
    timeToLive: 'ttl',
  });
});

it('follows the key and the segments of any dataset', () => {
  const described = { label: 'Any', words: [] };
  const dataset: Dataset = {
    ...agents,
    table: { name: 'Tutors', nameVariable: 'TUTORS_TABLE' },
    attributes: {
      tutorId: { ...described, kind: 'key', prefixes: ['tutor-'] },
      name: { ...described, kind: 'name' },
      subject: { ...described, kind: 'segment', index: 'SubjectIndex', values: { maths: described } },
    },
  };

  expect(tableDefinition(dataset)).toEqual({
    name: 'Tutors',
    nameVariable: 'TUTORS_TABLE',
    partitionKey: 'tutorId',
    indexes: [{ name: 'SubjectIndex', partitionKey: 'subject', sortKey: 'tutorId' }],
  });
});
