import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
import { generateEntities } from '../../src/generator/generate-entities.ts';
import type { Filter } from '../../src/intents/filter.ts';
import { buildText } from '../../src/slack/blocks/build-text.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable } from '../support/entities-table.ts';

const asOf = '2026-03-01';
const entities = [...generateEntities({ count: 200, seed: 42, asOf })].map(({ entity }) => entity);
const students = entities.filter(({ entity_type }) => entity_type === 'student');
const isStudent: Filter = { field: 'entity_type', op: 'in', values: ['student'] };
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

let engine: TestEngine;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const { client } = engine;
  answers = answersOver(await createAgentsTable(client), Date.parse(asOf), [], {
    entities: await createEntitiesTable(client, entities),
  });
});
afterAll(() => engine.stop());

describe('answers about students, tutors, subjects and regions', () => {
  it('count students as students', async () => {
    const answer = await answers.answer({
      kind: 'summary',
      dataset: 'entities',
      metrics: [],
      filters: [isStudent, { field: 'health_score', op: '<', value: 70 }],
    });

    const low = students.filter(({ health_score }) => health_score < 70);
    expect(answer.title).toBe('Number of students with health < 70');
    expect(answer.headline[0]).toMatchObject({ label: 'Students', value: low.length });
    expect(answer.facts[0]?.value).toBeCloseTo(mean(low.map(({ health_score }) => health_score)), 9);
    expect(answer.people?.lines[0]?.name).toMatch(/^stu_/);
  });

  it('hold students against students, whose sessions are no measure for a region', async () => {
    const low: Filter = { field: 'health_score', op: '<', value: 70 };

    const answer = await answers.answer({
      kind: 'summary',
      dataset: 'entities',
      metrics: [],
      filters: [isStudent, low],
    });

    const sessions = answer.facts.find(({ label }) => label === 'Average sessions in 7 days');
    expect(sessions?.fleet).toMatchObject({ n: 140, name: 'all students' });
    expect(sessions?.fleet?.value).toBeCloseTo(mean(students.map(({ sessions_7d }) => sessions_7d)), 9);
    expect(buildText(answer, 'asker')).toMatch(/Students: \d+ · [\d.]+ % of all students/);
  });

  it('tell what part of all entities the students are, and hold them against nobody', async () => {
    const answer = await answers.answer({ kind: 'summary', dataset: 'entities', metrics: [], filters: [isStudent] });

    expect(answer.headline[0]).toMatchObject({ value: 140, share: 70, shareOf: 'all entities' });
    expect(answer.facts.map(({ fleet }) => fleet)).toEqual([undefined, undefined, undefined]);
  });

  it('chosen by a figure are not told that they are worse in it', async () => {
    const answer = await answers.answer({
      kind: 'summary',
      dataset: 'entities',
      metrics: ['health_score', 'avg_rating'],
      filters: [isStudent, { field: 'health_score', op: '<', value: 70 }],
    });

    const [health, rating] = answer.headline;
    expect(health?.fleet).toBeUndefined();
    expect(rating?.fleet?.name).toBe('all students');
  });

  it('count as read once where they are read twice', async () => {
    const { provenance } = await answers.answer({
      kind: 'summary',
      dataset: 'entities',
      metrics: ['avg_rating'],
      filters: [isStudent, { field: 'health_score', op: '<', value: 70 }],
    });

    expect(provenance?.itemsRead).toBe(200);
    expect(provenance?.source).toMatch(/, whole table, read twice$/);
  });

  it('name the column of a breakdown by what is counted', async () => {
    const { table } = await answers.answer({
      kind: 'breakdown',
      dataset: 'entities',
      metrics: ['health_score'],
      by: 'entity_type',
      filters: [],
    });

    expect(table?.columns.slice(0, 2)).toEqual(['Type', 'Entities']);
    expect(table?.rows.map(([, count]) => count?.kind === 'number' && count.value)).toEqual([140, 40, 16, 4]);
  });

  it('say of too few of them that they are too few, and never call a region a person', async () => {
    const answer = await answers.answer({
      kind: 'summary',
      dataset: 'entities',
      metrics: ['health_score'],
      filters: [{ field: 'entity_type', op: 'in', values: ['region'] }],
    });

    expect(answer.notes[0]).toContain('Fewer than 5 regions');
    expect(answer.headline[0]?.value).toBeNull();
  });

  it('rank students under that name', async () => {
    const answer = await answers.answer({
      kind: 'ranking',
      dataset: 'entities',
      metric: 'health_score',
      order: 'lowest',
      limit: 5,
      filters: [isStudent],
    });

    expect(answer.table?.columns.slice(0, 3)).toEqual(['Rank', 'Student', 'Health']);
    expect(answer.notes[0]).toBe('5 of 140 students.');
  });

  it('set a student beside the other students', async () => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'entities', subject: 'STU_4532' });

    const health = answer.profile?.lines.find(({ label }) => label === 'Health');
    expect(answer.title).toBe('stu_4532');
    expect(answer.notes).toEqual(['Beside each figure: the average of the 140 students.']);
    expect(health?.usual).toMatchObject({ of: 'students', verdict: 'worse' });
  });

  it('give an id as an example where members have no names', async () => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'entities', subject: 'stu_1' });

    expect(answer.notes).toEqual(['There is no entity called "stu_1". Try an id such as stu_4532.']);
  });
});
