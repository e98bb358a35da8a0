import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/answers/create-answers.ts';
import type { Agent } from '../../src/catalog/datasets/agents.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import type { UsageDay } from '../../src/state/usage-item.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const asOf = '2026-03-01';
const people: readonly Agent[] = [...generateAgents({ count: 500, seed: 42, asOf })];
const days: readonly UsageDay[] = [
  usageDay('2026-03-01', { questions: 10, understood: 9, fallbacks: { timeout: 2 }, costUsd: 0.5 }),
  usageDay('2026-02-28', { questions: 30, understood: 27 }),
];

let engine: TestEngine;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const repository = await createAgentsTable(engine.client, people);
  answers = answersOver(repository, Date.parse(asOf), days);
});
afterAll(() => engine.stop());

function usageDay(day: string, parts: Partial<UsageDay>): UsageDay {
  return {
    day,
    questions: 0,
    understood: 0,
    unclear: {},
    outcomes: {},
    askedModel: 0,
    fallbacks: {},
    cached: 0,
    tokens: { input: 100, output: 20 },
    costUsd: 0,
    averageLatencyMs: 1,
    ...parts,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('why', () => {
  it('names the groups that pull the average, by share times distance', async () => {
    const answer = await answers.answer({
      kind: 'operation',
      name: 'why',
      arguments: { of: '/agents churn risk rookie' },
    });

    const rookies = people.filter(({ experienceLevel }) => experienceLevel === 'rookie');
    const own = mean(rookies.map(({ churnRisk }) => churnRisk));
    const low = rookies.filter(({ platformEngagement }) => platformEngagement === 'low');
    const average = mean(low.map(({ churnRisk }) => churnRisk));
    const pull = (low.length / rookies.length) * (average - own);
    const [first] = answer.table?.rows ?? [];
    expect(answer.headline[0]?.value).toBeCloseTo(own, 9);
    expect(first).toEqual([
      { kind: 'text', text: 'Low engagement' },
      { kind: 'text', text: 'Platform engagement' },
      { kind: 'number', value: expect.closeTo((low.length / rookies.length) * 100, 9), unit: 'percent' },
      { kind: 'number', value: expect.closeTo(average, 9), unit: 'score' },
      { kind: 'text', text: `+${pull.toFixed(1)}`, raw: { value: expect.closeTo(pull, 9), unit: 'score' } },
    ]);
  });

  it('leaves out the segment that the question has fixed', async () => {
    const answer = await answers.answer({
      kind: 'operation',
      name: 'why',
      arguments: { of: '/agents churn risk low engagement' },
    });

    expect(JSON.stringify(answer.table)).not.toContain('Platform engagement');
  });

  it('looks at the worse side where everyone is asked about', async () => {
    const answer = await answers.answer({ kind: 'operation', name: 'why', arguments: { of: '/agents nps' } });

    const all = mean(people.map(({ npsScore }) => npsScore));
    const averages = answer.table?.rows.map((row) => (row[3]?.kind === 'number' ? row[3].value : null)) ?? [];
    expect(averages.length).toBeGreaterThan(0);
    expect(averages.every((value) => value !== null && value < all)).toBe(true);
  });

  it('says that a list is explained by all whom it was taken from', async () => {
    const of = '/agents top 5 veteran by churn risk';

    const answer = await answers.answer({ kind: 'operation', name: 'why', arguments: { of } });

    const veterans = people.filter(({ experienceLevel }) => experienceLevel === 'veteran');
    expect(answer.title).toBe('What is behind the average churn risk of veteran agents');
    expect(answer.headline[0]?.n).toBe(veterans.length);
    expect(answer.notes).toContain('It is about all of them, and not about those in the list alone.');
  });

  it('asks back about a command that is no question', async () => {
    const answer = await answers.answer({ kind: 'operation', name: 'why', arguments: { of: '/agents agent-1' } });

    expect(answer.title).toBe('I did not understand that');
  });
});

describe('usage', () => {
  it('adds the days up and lists them, newest first', async () => {
    const answer = await answers.answer({ kind: 'operation', name: 'usage', arguments: { days: 2 } });

    expect(answer.headline[0]?.value).toBe(40);
    expect(answer.facts.map(({ value }) => value)).toEqual([90, 2, 240, 0.5]);
    expect(answer.table?.rows.map(([day]) => day)).toEqual([
      { kind: 'text', text: '2026-03-01' },
      { kind: 'text', text: '2026-02-28' },
    ]);
    expect(answer.chart?.categories).toEqual(['2026-02-28', '2026-03-01']);
  });
});
