import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../src/catalog/datasets/agents.ts';
import { reportOnAgents } from '../../../src/generator/agents/report-on-agents.ts';
import { generateAgents } from '../../../src/generator/generate-agents.ts';

const people = [...generateAgents({ count: 20_000, seed: 5, asOf: '2026-01-01' })];
const report = reportOnAgents(people);

/** The seed's figures, in percent, written out once more. */
const targets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  experienceLevel: { rookie: 25, established: 45, veteran: 30 },
  businessModel: { individual: 60, team: 30, brokerage: 10 },
  specialization: { residential: 65, residentialInvestor: 15, luxury: 12, commercial: 8 },
  platformEngagement: { low: 20, medium: 50, high: 30 },
  spendLevel: { lessThan1k: 40, lessThan10k: 45, moreThan10k: 15 },
  marketTypeLocation: { suburban: 55, urban: 35, rural: 10 },
  marketTypeCondition: { warm: 40, hot: 35, cooling: 25 },
};

describe('reportOnAgents', () => {
  it.each(Object.entries(targets))('finds every share of %s within one point of its target', (segment, shares) => {
    for (const [value, percent] of Object.entries(shares)) {
      const count = people.filter((agent) => agent[segment as keyof Agent] === value).length;
      const row = report.distributions.find((found) => found.segment === segment && found.value === value);

      expect(row).toMatchObject({ count, share: count / people.length, target: percent / 100 });
      expect(Math.abs(row?.deviation ?? 1)).toBeLessThan(0.01);
    }
    expect(report.distributions.filter((row) => row.segment === segment)).toHaveLength(Object.keys(shares).length);
  });

  it.each(report.expectations)('$group: $statement is $expected', ({ measured, against, expected, holds }) => {
    expect(holds).toBe(true);
    expect(Math.sign(measured - against)).toBe(expected === 'higher' ? 1 : -1);
  });

  it("covers each of the seed's ten groups", () => {
    const groups = new Set(report.expectations.map(({ group }) => group));

    expect([...groups]).toEqual(
      expect.arrayContaining([
        'Revenue',
        'Customer acquisition cost',
        'Lifetime value',
        'Listing activity',
        'Response time',
        'Conversion rate',
        'Support metrics',
        'Churn risk',
        'Engagement trend',
        'Price sensitivity',
      ]),
    );
  });

  it('measures means, shares and correlations as a plain loop does', () => {
    const find = (statement: string) => report.expectations.find((row) => row.statement === statement);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const veterans = people.filter((agent) => agent.experienceLevel === 'veteran');
    const churn = people.map((agent) => agent.churnRisk);
    const retention = people.map((agent) => agent.retentionProbability);
    const covariance = (one: readonly number[], other: readonly number[]) =>
      mean(one.map((value, index) => value * (other[index] ?? 0))) - mean(one) * mean(other);

    expect(find('Revenue of Veteran')?.measured).toBeCloseTo(mean(veterans.map(({ revenue }) => revenue)), 6);
    expect(find('Revenue of Veteran')?.against).toBeCloseTo(mean(people.map(({ revenue }) => revenue)), 6);
    expect(find('More than $10k a year among Veteran')?.measured).toBe(
      veterans.filter(({ spendLevel }) => spendLevel === 'moreThan10k').length / veterans.length,
    );
    expect(find('Retention with Churn risk')?.measured).toBeCloseTo(
      covariance(churn, retention) / Math.sqrt(covariance(churn, churn) * covariance(retention, retention)),
      6,
    );
  });

  it('sees when something does not hold', () => {
    const upsideDown = people.map((agent) => ({ ...agent, churnRisk: 100 - agent.churnRisk }));

    const failing = reportOnAgents(upsideDown).expectations.filter(({ holds }) => !holds);

    expect(failing.filter(({ group }) => group === 'Churn risk')).toHaveLength(8);
    expect(failing.map(({ statement }) => statement)).toContain('Retention with Churn risk');
  });

  it('says nothing holds among nobody', () => {
    const empty = reportOnAgents([]);

    expect(empty.people).toBe(0);
    expect(empty.expectations.every(({ holds }) => !holds)).toBe(true);
  });

  it('holds for the people of the first run as well', () => {
    const firstRun = reportOnAgents(generateAgents({ count: 500, seed: 42, asOf: '2026-01-01' }));

    expect(firstRun.expectations.filter(({ holds }) => !holds)).toEqual([]);
    expect(Math.max(...firstRun.distributions.map(({ deviation }) => Math.abs(deviation)))).toBeLessThan(0.01);
  });

  it('finds related segments tied beyond chance', () => {
    // Chi-square of the two by two table of each pair; 10.8 would come by chance once in a thousand.
    const pairs = report.expectations.filter(({ figure }) => figure === 'share');

    expect(pairs.length).toBeGreaterThanOrEqual(10);
    for (const { measured, against } of pairs) {
      const smallestGroup = 0.08 * people.length;
      const chiSquare = (smallestGroup * (measured - against) ** 2) / (against * (1 - against));
      expect(chiSquare).toBeGreaterThan(10.8);
    }
  });
});
