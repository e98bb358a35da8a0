import { describe, expect, it } from 'vitest';
import { generateAgentHistory } from '../../src/generator/generate-agent-history.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';

const generation = { count: 500, seed: 42, asOf: '2026-01-01' };
const people = [...generateAgents(generation)];
const histories = people.map((agent) => generateAgentHistory(agent, generation));

describe('generateAgentHistory', () => {
  it('has the as-of day and the thirty before it, and ends where the agent is', () => {
    for (const [index, agent] of people.entries()) {
      const history = histories[index] ?? [];
      const { churnRisk, revenueAtRisk, npsScore, engagementTrend, satisfactionTrend } = agent;

      expect(history).toHaveLength(31);
      expect([history[0]?.day, history[30]?.day]).toEqual(['2025-12-02', '2026-01-01']);
      expect(history[30]?.values).toEqual({
        churnRisk,
        revenueAtRisk,
        npsScore,
        engagementTrend,
        satisfactionTrend,
      });
    }
  });

  it('keeps every figure in its range', () => {
    const values = histories.flat().map(({ values: figures }) => figures);

    expect(values.every(({ churnRisk = -1, npsScore = -1 }) => Math.min(churnRisk, npsScore) >= 0)).toBe(true);
    expect(values.every(({ churnRisk = 101, npsScore = 101 }) => Math.max(churnRisk, npsScore) <= 100)).toBe(true);
    expect(values.every(({ revenueAtRisk = -1 }) => Number.isInteger(revenueAtRisk) && revenueAtRisk >= 0)).toBe(true);
  });

  it('depends on the agent and the seed alone', () => {
    const [, second] = people;
    if (second === undefined) throw new Error('the generator made too few');

    expect(generateAgentHistory(second, generation)).toEqual(histories[1]);
    expect(generateAgentHistory(second, { ...generation, seed: 43 })).not.toEqual(histories[1]);
  });

  it('lets churn have grown where engagement falls, and shrunk where it rises', () => {
    const grownBy = (index: number) =>
      (histories[index]?.[30]?.values['churnRisk'] ?? 0) - (histories[index]?.[16]?.values['churnRisk'] ?? 0);
    const meanOf = (indexes: readonly number[]) => indexes.reduce((sum, at) => sum + grownBy(at), 0) / indexes.length;
    const all = [...people.keys()];

    const falling = all.filter((at) => (people[at]?.engagementTrend ?? 0) < -10);
    const rising = all.filter((at) => (people[at]?.engagementTrend ?? 0) > 10);

    expect(meanOf(falling)).toBeGreaterThan(2);
    expect(meanOf(rising)).toBeLessThan(-2);
    expect(all.filter((at) => grownBy(at) >= 10).length).toBeGreaterThan(20);
  });
});
