import { describe, expect, it } from 'vitest';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { entities } from '../../../src/catalog/datasets/entities.ts';
import { insights } from '../../../src/catalog/datasets/insights.ts';
import { type Dataset, defineDataset } from '../../../src/catalog/define-dataset.ts';
import { type Meaning, phraseOf, vocabularyOf } from '../../../src/catalog/derive/vocabulary.ts';

const meanings = new Map(vocabularyOf(agents).map(({ phrase, meaning }) => [phrase, meaning]));

describe('vocabularyOf', () => {
  it.each<[string, Meaning]>([
    ['churn risk', { kind: 'metric', name: 'churnRisk' }],
    ['churn risks', { kind: 'metric', name: 'churnRisk' }],
    ['nps score', { kind: 'metric', name: 'npsScore' }],
    ['responsetime', { kind: 'metric', name: 'averageResponseTime' }],
    ['experience level', { kind: 'segment', name: 'experienceLevel' }],
    ['specialties', { kind: 'segment', name: 'specialization' }],
    ['rookies', { kind: 'value', field: 'experienceLevel', value: 'rookie' }],
    ['agencies', { kind: 'value', field: 'businessModel', value: 'brokerage' }],
    ['residential investor', { kind: 'value', field: 'specialization', value: 'residentialInvestor' }],
    ['lessthan1k', { kind: 'value', field: 'spendLevel', value: 'lessThan1k' }],
    ['premium', { kind: 'value', field: 'subscriptionTier', value: 'premium' }],
    ['crm sync', { kind: 'value', field: 'activeFeatures', value: 'crmSync' }],
    ['joined', { kind: 'presence', name: 'joinDate' }],
    ['inactive', { kind: 'absence', name: 'lastActivityDate' }],
    ['riskiest', { kind: 'superlative', metric: 'churnRisk', order: 'highest' }],
    ['at risk', { kind: 'state', metric: 'churnRisk', level: 'high' }],
    ['shrinking', { kind: 'state', metric: 'growthRate', level: 'falling' }],
    ['email', { kind: 'personal', name: 'email' }],
    ['people', { kind: 'noun' }],
  ])('knows what "%s" stands for', (phrase, meaning) => {
    expect(meanings.get(phrase)).toEqual(meaning);
  });

  it.each<[string, Meaning]>([
    ['ib calls 7d', { kind: 'metric', name: 'ib_calls_7d' }],
    ['sessions in the last 14 days', { kind: 'metric', name: 'sessions_14d' }],
    ['calls over the last 7 days', { kind: 'metric', name: 'ib_calls_7d' }],
    ['students', { kind: 'value', field: 'entity_type', value: 'student' }],
    ['territories', { kind: 'value', field: 'entity_type', value: 'region' }],
    ['at risk', { kind: 'state', metric: 'health_score', level: 'low' }],
  ])('knows what "%s" stands for among students, tutors, subjects and regions', (phrase, meaning) => {
    expect(vocabularyOf(entities).find((term) => term.phrase === phrase)?.meaning).toEqual(meaning);
  });

  it.each([agents, entities, insights])('names every attribute and every value of $name by its own name', (dataset) => {
    const meanings = new Map(vocabularyOf(dataset).map((term) => [term.phrase, term.meaning]));
    const named = Object.entries((dataset as Dataset).attributes).flatMap(([name, attribute]) =>
      'values' in attribute ? [name, ...Object.keys(attribute.values)] : [name],
    );

    expect(named.filter((name) => !meanings.has(phraseOf(name)))).toEqual([]);
  });

  it('gives each phrase once', () => {
    const phrases = vocabularyOf(agents).map(({ phrase }) => phrase);

    expect(new Set(phrases).size).toBe(phrases.length);
  });

  it('never lets a worked-out form take the place of a declared phrase', () => {
    const declared = vocabularyOf(agents).filter((term) => term.declared);

    expect(declared.map(({ phrase }) => phrase)).toContain('people');
    expect(meanings.get('engaged')).toEqual({ kind: 'value', field: 'platformEngagement', value: 'high' });
  });

  it('serves a dataset that it has never seen', () => {
    const pupils = defineDataset({
      name: 'pupils',
      label: 'Pupils',
      noun: { one: 'pupil', many: 'pupils' },
      words: [],
      command: '/pupils',
      table: { name: 'Pupils', nameVariable: 'PUPILS' },
      attention: 'gradeAverage',
      keyMetrics: ['gradeAverage'],
      telling: [],
      peers: 'form',
      attributes: {
        id: { kind: 'key', label: 'Id', words: [], prefixes: ['pupil-'] },
        name: { kind: 'name', label: 'Name', words: [] },
        gradeAverage: {
          kind: 'metric',
          label: 'Grade',
          unit: 'score',
          range: [0, 6],
          whole: false,
          better: 'higher',
          sum: 'average',
          words: ['mark'],
        },
        form: {
          kind: 'segment',
          label: 'Form',
          words: ['class'],
          index: 'FormIndex',
          values: { lower: { label: 'Lower school', words: [] }, upper: { label: 'Upper school', words: [] } },
        },
      },
    });

    const phrases = vocabularyOf(pupils).map(({ phrase }) => phrase);

    expect(phrases).toEqual(
      expect.arrayContaining([
        'pupil',
        'pupils',
        'grade average',
        'grade averages',
        'mark',
        'marks',
        'classes',
        'upper school',
      ]),
    );
  });
});

describe('phraseOf', () => {
  it.each([
    ['churnRisk', 'churn risk'],
    ['lessThan10k', 'less than 10k'],
    ['low-engagement', 'low engagement'],
    ['ib_calls_14d', 'ib calls 14d'],
    ['New Listings', 'new listings'],
    ['  CRM   sync ', 'crm sync'],
  ])('writes "%s" as people type it', (text, phrase) => {
    expect(phraseOf(text)).toBe(phrase);
  });
});
