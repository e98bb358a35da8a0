import type { AlertFacts } from '../../../../src/insights/alert-facts.ts';
import type { Route } from '../../../../src/insights/route.ts';

/** An alert of high churn risk as detection would tell it. */
export function factsOf(entityId: string, overrides: Partial<AlertFacts> = {}): AlertFacts {
  const at = overrides.at ?? '2026-03-02T10:00:00.000Z';
  const predictionType = overrides.predictionType ?? 'high_churn_risk';
  const headline = { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 80 };
  return {
    alertId: `${predictionType}_${entityId}_${Date.parse(at)}`,
    fingerprint: `${predictionType}#agents#${entityId}`,
    at,
    dataset: 'agents',
    entityId,
    name: `Agent ${entityId}`,
    predictionType,
    riskScore: 82,
    headline,
    reasons: [headline],
    moneyAtRisk: 45_000,
    segments: { experienceLevel: 'rookie', businessModel: 'individual' },
    explanation: 'Churn risk rose from 65 to 82 within 7 days.',
    recommendations: ['Call within two days'],
    modelUsed: 'template',
    ...overrides,
  };
}

export function routeOf(overrides: Partial<Route> = {}): Route {
  return {
    routeId: 'churn',
    name: 'Churn',
    channel: 'C0CHURN',
    matchers: {},
    groupBy: ['predictionType'],
    groupWaitMs: 0,
    groupIntervalMs: 45_000,
    repeatIntervalMs: 24 * 3_600_000,
    ...overrides,
  };
}
