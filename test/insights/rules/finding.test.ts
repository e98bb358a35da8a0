import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetNamed } from '../../../src/catalog/catalog.ts';
import { predictionTypes } from '../../../src/catalog/datasets/insights.ts';
import { metricNamed } from '../../../src/catalog/derive/attribute-names.ts';
import type { AnyItem } from '../../../src/catalog/derive/item-schema.ts';
import { reasonSchema } from '../../../src/insights/alert-facts.ts';
import { findingOf } from '../../../src/insights/rules/finding.ts';
import { riskScore } from '../../../src/insights/rules/risk-score.ts';
import { defineRules, metricsOf, type Rule } from '../../../src/insights/rules/rule.ts';
import { rules } from '../../../src/insights/rules/rules.ts';
import type { SampleDay } from '../../../src/state/sample-days.ts';

const now = Date.parse('2026-03-20T12:00:00.000Z');
const day = '2026-03-13';

const figuresArbitrary = (rule: Rule): fc.Arbitrary<Record<string, number>> => {
  const dataset = datasetNamed(rule.dataset);
  const metrics = metricsOf(rule).map((metric) => {
    const [lowest, highest] = metricNamed(dataset, metric).range;
    return [metric, fc.integer({ min: lowest, max: Math.min(highest, 30_000) })] as const;
  });
  // Keys are left out, and none is undefined.
  return fc.record(Object.fromEntries(metrics), { requiredKeys: [] }) as fc.Arbitrary<Record<string, number>>;
};

describe.each(rules.map((rule) => [`${rule.predictionType} of ${rule.dataset}`, rule] as const))(
  '%s',
  (_name, rule) => {
    it('gives worse figures no lower score', () => {
      const dataset = datasetNamed(rule.dataset);
      const worsened = fc.record({ now: figuresArbitrary(rule), before: figuresArbitrary(rule), by: fc.nat(5_000) });
      const property = fc.property(worsened, fc.constantFrom(...metricsOf(rule)), (figures, metric) => {
        const { range, better } = metricNamed(dataset, metric);
        const value = figures.now[metric];
        if (value === undefined) return true;
        const worse =
          better === 'lower' ? Math.min(range[1], value + figures.by) : Math.max(range[0], value - figures.by);
        const past: SampleDay[] = [{ day, values: figures.before }];
        const score = (item: AnyItem): number => riskScore(rule, { item, past, now });
        const [first, second] = [score(figures.now), score({ ...figures.now, [metric]: worse })];
        return second >= first && Number.isInteger(first) && first >= 0 && second <= 100;
      });

      fc.assert(property, { numRuns: 200, seed: 3 });
    });

    it('says nothing that an event may not hold', () => {
      const property = fc.property(figuresArbitrary(rule), figuresArbitrary(rule), (item, values) => {
        const finding = findingOf(rule, { item, past: [{ day, values }], now });
        return (
          finding === undefined ||
          [finding.headline, ...finding.reasons].every((each) => reasonSchema.safeParse(each).success)
        );
      });

      fc.assert(property, { numRuns: 100, seed: 3 });
    });
  },
);

it('has a rule for every prediction type', () => {
  expect(new Set(rules.map(({ predictionType }) => predictionType))).toEqual(new Set(predictionTypes));
});

describe('a finding', () => {
  const find = (type: Rule['predictionType'], item: AnyItem, past: readonly SampleDay[], before?: AnyItem) => {
    const rule = rules.find(({ predictionType }) => predictionType === type);
    return rule === undefined ? undefined : findingOf(rule, { item, past, now }, before);
  };

  it('tells the leading figure by a week ago, what decided, and what stands behind it', () => {
    const item = { churnRisk: 82, npsScore: 22, engagementTrend: -3, supportTicketsCount: 2, revenueAtRisk: 48_200 };
    const past = [{ day, values: { churnRisk: 65, npsScore: 40 } }];

    expect(find('high_churn_risk', item, past)).toEqual({
      riskScore: 86,
      headline: { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 70 },
      reasons: [
        { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 70 },
        { metric: 'npsScore', value: 22, before: { value: 40, days: 7 }, threshold: 30 },
      ],
      moneyAtRisk: 48_200,
    });
  });

  it('tells the step just made where the sample knows of no day before', () => {
    const finding = find('high_churn_risk', { churnRisk: 82 }, [], { churnRisk: 68 });

    expect(finding?.headline.before).toEqual({ value: 68, days: 0 });
    expect(finding).not.toHaveProperty('moneyAtRisk');
  });

  it('is about the figure that decided, of several that it may be about', () => {
    const finding = find('low_satisfaction', { npsScore: 64, satisfactionTrend: -25 }, []);

    expect(finding?.headline).toEqual({ metric: 'satisfactionTrend', value: -25, threshold: -20 });
  });

  it.each([
    ['fell', 80],
    ['is low', 60],
  ])('compares all figures with the one day that its rule looks back to, also where health %s', (_how, before) => {
    const item = { entity_type: 'student', health_score: before - 10, ib_calls_14d: 5 };
    const past = [
      { day: '2026-03-06', values: { health_score: before, ib_calls_14d: 1 } },
      { day: '2026-03-13', values: { health_score: 82, ib_calls_14d: 3 } },
    ];

    const finding = find('high_ib_call_frequency', item, past);

    expect(finding?.headline.before).toEqual({ value: 1, days: 14 });
    expect(finding?.reasons.map(({ metric, before: past }) => [metric, past])).toEqual([
      ['ib_calls_14d', { value: 1, days: 14 }],
      ['health_score', { value: before, days: 14 }],
    ]);
  });

  it('compares with the same day whichever alternative of its rule holds', () => {
    const past = [
      { day: '2026-03-06', values: { health_score: 60, ib_calls_14d: 1 } },
      { day: '2026-03-13', values: { health_score: 62, ib_calls_14d: 3 } },
    ];

    const finding = find('high_ib_call_frequency', { entity_type: 'student', health_score: 60, ib_calls_14d: 5 }, past);

    expect(finding?.reasons.map(({ before }) => before?.days)).toEqual([14, 14]);
  });

  it('knows for how long nothing was done', () => {
    const item = { platformEngagement: 'high', engagementTrend: 3, lastActivityDate: '2026-01-10T00:00:00.000Z' };

    expect(find('low_engagement', item, [])).toMatchObject({ silentDays: 69, headline: { metric: 'engagementTrend' } });
  });

  it('scores an agent with money at risk no lower than the plain alert does', () => {
    const scores = (item: AnyItem) =>
      (['high_churn_risk', 'high_revenue_at_risk'] as const).map((type) => find(type, item, [])?.riskScore ?? 0);
    const property = fc.property(fc.nat(100), fc.nat(30_000), (churnRisk, revenueAtRisk) => {
      const [plain = 0, money = 0] = scores({ churnRisk, revenueAtRisk });
      return money >= plain;
    });

    fc.assert(property, { numRuns: 200, seed: 3 });
  });
});

describe('defineRules', () => {
  const [rule] = rules;

  it.each<[string, (rule: Rule) => readonly Rule[]]>([
    ['a metric that the catalogue lacks', (each) => [{ ...each, headline: ['karma'] }]],
    ['two rules of one name', (each) => [each, each]],
    [
      'a condition that ends before it begins',
      (each) => [{ ...each, when: [[{ kind: 'level', metric: 'churnRisk', is: 'atLeast', value: 70, lastsTo: 75 }]] }],
    ],
    [
      'a segment value that the catalogue lacks',
      (each) => [{ ...each, when: [[{ kind: 'segment', segment: 'platformEngagement', among: ['lowest'] }]] }],
    ],
  ])('refuses %s', (_what, broken) => {
    if (rule === undefined) throw new Error('there are rules');

    expect(() => defineRules(broken(rule))).toThrow();
  });
});
