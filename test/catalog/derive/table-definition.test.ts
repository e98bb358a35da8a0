import { expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
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
