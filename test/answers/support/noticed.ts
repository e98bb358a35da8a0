import type { Alert } from '../../../src/insights/alert.ts';
import type { AlertFacts } from '../../../src/insights/alert-facts.ts';

/** What a rule found about an agent whose churn risk rose. */
export function factsOf(overrides: Partial<AlertFacts> = {}): AlertFacts {
  const { at = '2026-02-27T09:30:00.000Z', entityId = 'agent-1', predictionType = 'high_churn_risk' } = overrides;
  const headline = { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 80 };
  return {
    alertId: `${predictionType}_${entityId}_${Date.parse(at)}`,
    fingerprint: `${predictionType}#${entityId}`,
    at,
    dataset: 'agents',
    entityId,
    name: entityId,
    predictionType,
    riskScore: 82,
    headline,
    reasons: [headline],
    segments: { experienceLevel: 'rookie' },
    explanation: 'Churn risk rose by 17 points to 82 within 7 days.',
    recommendations: ['Call this week', 'Review the onboarding'],
    modelUsed: 'template',
    ...overrides,
  };
}

/** An alert of such facts that nobody has taken care of yet. */
export function alertOf(overrides: Partial<AlertFacts> = {}): Alert {
  const facts = factsOf(overrides);
  const { riskScore, headline, moneyAtRisk } = facts;
  return {
    facts,
    now: { riskScore, headline, ...(moneyAtRisk !== undefined && { moneyAtRisk }) },
    status: 'open',
    escalations: 0,
    useful: {},
  };
}
