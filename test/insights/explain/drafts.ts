import type { ExplanationDraft } from '../../../src/insights/explain/explainer.ts';

/** An agent in high churn risk, with reasons of each kind of figure. */
export function churnDraft(overrides: Partial<ExplanationDraft> = {}): ExplanationDraft {
  const churnRisk = { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 70 };
  return {
    dataset: 'agents',
    predictionType: 'high_churn_risk',
    riskScore: 86,
    headline: churnRisk,
    reasons: [
      churnRisk,
      { metric: 'npsScore', value: 24, before: { value: 36, days: 7 }, threshold: 30 },
      { metric: 'engagementTrend', value: -12.3, threshold: -10 },
    ],
    moneyAtRisk: 48_231,
    segments: { experienceLevel: 'rookie', platformEngagement: 'low', spendLevel: 'moreThan10k' },
    ...overrides,
  };
}

/** A student who calls often while health falls. */
export function callsDraft(overrides: Partial<ExplanationDraft> = {}): ExplanationDraft {
  const calls = { metric: 'ib_calls_14d', value: 6, before: { value: 2, days: 7 }, threshold: 4 };
  return {
    dataset: 'entities',
    predictionType: 'high_ib_call_frequency',
    riskScore: 82,
    headline: calls,
    reasons: [calls, { metric: 'health_score', value: 64, before: { value: 72, days: 14 }, threshold: 70 }],
    segments: { entity_type: 'student' },
    ...overrides,
  };
}
