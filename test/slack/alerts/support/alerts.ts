import type { Alert, AlertGroupView } from '../../../../src/insights/alert.ts';
import type { AlertFacts } from '../../../../src/insights/alert-facts.ts';

const at = '2026-01-05T08:30:00.000Z';

/** What the churn rule found about an agent. */
export function someFacts(fields: Partial<AlertFacts> = {}): AlertFacts {
  const entityId = fields.entityId ?? 'agent-42';
  const headline = { metric: 'churnRisk', value: 82, before: { value: 65, days: 7 }, threshold: 80 };
  return {
    alertId: `high_churn_risk_${entityId}_${Date.parse(at)}`,
    fingerprint: `high_churn_risk#agents#${entityId}`,
    at,
    dataset: 'agents',
    entityId,
    name: 'Maria Price',
    predictionType: 'high_churn_risk',
    riskScore: 88,
    headline,
    reasons: [headline, { metric: 'npsScore', value: 12, before: { value: 41, days: 30 } }],
    moneyAtRisk: 45_300,
    segments: { experienceLevel: 'rookie', specialization: 'luxury' },
    explanation: 'Churn risk rose by 17 within a week while the NPS fell.',
    recommendations: ['Call within two days', 'Offer a coaching session'],
    modelUsed: 'template-1',
    ...fields,
  };
}

export function someAlert(
  fields: Partial<Omit<Alert, 'facts'>> & { readonly facts?: Partial<AlertFacts> } = {},
): Alert {
  const facts = someFacts(fields.facts);
  const { riskScore, headline, moneyAtRisk } = facts;
  return {
    now: { riskScore, headline, ...(moneyAtRisk === undefined ? {} : { moneyAtRisk }) },
    status: 'open',
    escalations: 0,
    useful: {},
    ...fields,
    facts,
  };
}

/** A group whose lead is its first member. */
export function someGroup(members: readonly Alert[], groupId = 'group-1'): AlertGroupView {
  const [lead] = members;
  if (lead === undefined) throw new Error('a group has members');
  return {
    group: {
      groupId,
      routeId: 'default',
      channel: 'C08CSALERTS',
      labels: { predictionType: 'high_churn_risk' },
      leadId: lead.facts.alertId,
      startedAt: at,
    },
    lead,
    members,
  };
}
