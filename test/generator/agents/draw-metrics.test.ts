import { describe, expect, it } from 'vitest';
import { type Agent, agents } from '../../../src/catalog/datasets/agents.ts';
import { namesOfKind } from '../../../src/catalog/derive/attribute-names.ts';
import { generateAgents } from '../../../src/generator/generate-agents.ts';

const people = [...generateAgents({ count: 20_000, seed: 7, asOf: '2026-01-01' })];

/** The seed's own recipe, written out once more, without the noise. */
function expectedRevenue({ experienceLevel, businessModel, specialization }: Agent): number {
  let base = 5_000;
  if (experienceLevel === 'rookie') base *= 0.6;
  if (experienceLevel === 'veteran') base *= 1.6;
  if (businessModel === 'team') base *= 1.2;
  if (businessModel === 'brokerage') base *= 2.4;
  if (specialization === 'luxury') base *= 2;
  if (specialization === 'commercial') base *= 2.4;
  return base;
}

describe('drawMetrics', () => {
  it("keeps revenue within a fifth of the seed's recipe, and uses all of that room evenly", () => {
    const factors = people.map((agent) => agent.revenue / expectedRevenue(agent));

    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8 - 0.5 / 3_000);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.2 + 0.5 / 3_000);
    const quarters = [0.9, 1, 1.1, 1.3].map((end) => factors.filter((factor) => factor < end).length / factors.length);
    expect(quarters[0]).toBeCloseTo(0.25, 1.5);
    expect(quarters[1]).toBeCloseTo(0.5, 1.5);
    expect(quarters[2]).toBeCloseTo(0.75, 1.5);
  });

  it('puts exactly the churning part of the revenue at risk', () => {
    for (const { revenue, churnRisk, revenueAtRisk } of people) {
      expect(revenueAtRisk).toBe(Math.round((revenue * churnRisk) / 100));
      expect(revenueAtRisk).toBeLessThanOrEqual(revenue);
    }
  });

  it('lets retention fall as churn rises', () => {
    const meanRetention = (from: number, to: number) => {
      const some = people.filter(({ churnRisk }) => churnRisk >= from && churnRisk < to);
      return some.reduce((sum, agent) => sum + agent.retentionProbability, 0) / some.length;
    };
    const means = [0, 20, 40, 60, 80].map((from) => meanRetention(from, from + 20));

    expect(means).toEqual([...means].sort((one, other) => other - one));
    for (const { retentionProbability, churnRisk } of people) {
      // The recipe's 0.8 points for each of churn, with a fifth of noise, to a tenth.
      expect(retentionProbability).toBeGreaterThanOrEqual(100 - churnRisk * 0.96 - 0.05 - 1e-9);
      expect(retentionProbability).toBeLessThanOrEqual(100 - churnRisk * 0.64 + 0.05 + 1e-9);
    }
  });

  it('values nobody below a year of their revenue', () => {
    const cheap = people.filter((agent) => agent.estimatedLifetimeValue < agent.revenue);

    expect(cheap).toEqual([]);
  });

  it('lets listings be updated more often than they are made', () => {
    const untouched = people.filter((agent) => agent.listingUpdatesCount < agent.newListingsCount);

    expect(untouched).toEqual([]);
  });

  it('spreads churn and NPS over their scale, with a tenth to a fifth of people at high risk', () => {
    for (const metric of ['churnRisk', 'npsScore'] as const) {
      const values = people.map((agent) => agent[metric]);
      const atTheEnds = values.filter((value) => value <= 1 || value >= 99).length / values.length;
      const counts = Array.from({ length: 101 }, (_, score) => values.filter((value) => value === score).length);

      expect(atTheEnds).toBeLessThan(0.01);
      expect(Math.max(...counts) / values.length).toBeLessThan(0.08);
      expect(new Set(values).size).toBeGreaterThan(70);
    }
    const { high } = agents.attributes.churnRisk.thresholds;
    const highRisk = people.filter(({ churnRisk }) => churnRisk >= high).length / people.length;
    expect(highRisk).toBeGreaterThan(0.1);
    expect(highRisk).toBeLessThan(0.2);
  });

  it('gives the metrics no more digits than they have in real life', () => {
    for (const agent of people.slice(0, 1_000)) {
      for (const metric of namesOfKind(agents, 'metric') as readonly (keyof Agent)[]) {
        const value = Number(agent[metric]);
        expect(Math.round(value * 10) / 10).toBe(value);
        expect(Object.is(value, -0)).toBe(false);
      }
    }
  });
});
