import { describe, expect, it } from 'vitest';
import { datasetMeant } from '../../../src/intents/grammar/dataset-meant.ts';

describe('datasetMeant', () => {
  it.each([
    ['how many students', 'entities'],
    ['pupils by health', 'entities'],
    ['sessions', 'entities'],
    ['inbound calls', 'entities'],
    ['what is the rating', 'entities'],
    ['how many regions', 'entities'],
    ['stu_4532', 'entities'],
    ['churn of reg_north', 'entities'],
    ['churn rookie', 'agents'],
    ['realtors', 'agents'],
    ['health of agent-42', 'agents'],
    ['revenue by region', 'agents'],
    ['everyone', 'agents'],
    ['score', 'agents'],
    ['people', 'agents'],
    ['areas', 'agents'],
    ['agent-1 and stu_1', 'agents'],
  ])('takes "%s" to be about %s', (text, name) => {
    expect(datasetMeant(text, undefined).dataset.name).toBe(name);
  });

  it.each([
    ['everyone', 'entities'],
    ['the score', 'entities'],
    ['health of rookies', 'entities'],
    ['by region', 'agents'],
    ['how many people', 'entities'],
  ] as const)('stays, with "%s", with the %s of the question before', (text, before) => {
    expect(datasetMeant(text, before)).toMatchObject({ dataset: { name: before }, isSaid: false });
  });

  it('leaves the question before where the words are of another dataset', () => {
    expect(datasetMeant('and rookies?', 'entities')).toMatchObject({ dataset: { name: 'agents' }, isSaid: true });
    expect(datasetMeant('and tutors?', 'agents')).toMatchObject({ dataset: { name: 'entities' }, isSaid: true });
  });
});
