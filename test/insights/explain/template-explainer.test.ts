import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../src/insights/alert-facts.ts';
import { readExplanation } from '../../../src/insights/explain/bedrock-explainer.ts';
import type { ExplanationDraft } from '../../../src/insights/explain/explainer.ts';
import { createTemplateExplainer, explainByTemplate } from '../../../src/insights/explain/template-explainer.ts';
import { callsDraft, churnDraft } from './drafts.ts';

const agentAlert = (
  predictionType: ExplanationDraft['predictionType'],
  headline: Reason,
  overrides: Partial<ExplanationDraft> = {},
): ExplanationDraft => churnDraft({ predictionType, headline, reasons: [headline], segments: {}, ...overrides });

const entityAlert = (headline: Reason, entityType: string): ExplanationDraft =>
  callsDraft({
    predictionType: 'low_health_score',
    headline,
    reasons: [headline],
    segments: { entity_type: entityType },
  });

const drafts: readonly (readonly [string, ExplanationDraft])[] = [
  [
    'Churn risk is 82, up 17 in 7 days, above the line of 70. Also, NPS is 24, down 12 in 7 days and engagement trend is -12.3 %. $48,231 a year is at risk.',
    churnDraft(),
  ],
  [
    'Churn risk rose from 48 to 65 in 7 days: not high yet, but on its way there. $48,231 a year is at risk.',
    agentAlert('rising_churn_risk', { metric: 'churnRisk', value: 65, before: { value: 48, days: 7 } }),
  ],
  [
    '$48,200 a year is at risk, up $3,000 in 7 days: churn risk is 82, up 17 in 7 days.',
    agentAlert(
      'high_revenue_at_risk',
      { metric: 'revenueAtRisk', value: 48_200, before: { value: 45_200, days: 7 }, threshold: 5_000 },
      { reasons: [{ metric: 'churnRisk', value: 82, before: { value: 65, days: 7 } }], moneyAtRisk: 48_200 },
    ),
  ],
  [
    'Engagement is low and still falling: engagement trend is -23.4 %. $48,231 a year is at risk.',
    agentAlert(
      'low_engagement',
      { metric: 'engagementTrend', value: -23.4, before: { value: -18, days: 7 }, threshold: -20 },
      { segments: { platformEngagement: 'low' } },
    ),
  ],
  [
    'Engagement is low and falling, though less than 7 days ago: engagement trend is -20.2 %. $48,231 a year is at risk.',
    agentAlert(
      'low_engagement',
      { metric: 'engagementTrend', value: -20.2, before: { value: -23.4, days: 7 }, threshold: -20 },
      { segments: { platformEngagement: 'low' } },
    ),
  ],
  [
    'Engagement is low and falling, though less than before: engagement trend is -24 %. $48,231 a year is at risk.',
    agentAlert(
      'low_engagement',
      { metric: 'engagementTrend', value: -24, before: { value: -30, days: 0 }, threshold: -20 },
      { segments: { platformEngagement: 'low' } },
    ),
  ],
  [
    'There has been no activity for 63 days. Also, engagement trend is 2.1 %.',
    agentAlert('low_engagement', { metric: 'engagementTrend', value: 2.1 }, { silentDays: 63, moneyAtRisk: 0 }),
  ],
  [
    'NPS is 30, down from 44, right at the line of 30. $48,231 a year is at risk.',
    agentAlert('low_satisfaction', { metric: 'npsScore', value: 30, before: { value: 44, days: 0 }, threshold: 30 }),
  ],
  [
    'Health is 61, down 1 in 1 day, below the line of 70.',
    entityAlert({ metric: 'health_score', value: 61, before: { value: 62, days: 1 }, threshold: 70 }, 'tutor'),
  ],
  [
    'Health is 65, down 29 in 7 days, below the line of 70. Also, sessions in 7 days are at 0, down 4 in 7 days.',
    callsDraft({
      predictionType: 'low_health_score',
      headline: { metric: 'health_score', value: 65, before: { value: 94, days: 7 }, threshold: 70 },
      reasons: [{ metric: 'sessions_7d', value: 0, before: { value: 4, days: 7 }, threshold: 1 }],
    }),
  ],
  ['There were 6 inbound calls in 14 days, while health is 64, down 8 in 14 days.', callsDraft()],
];

describe('an explanation by the template', () => {
  it.each(drafts)('says: %s', async (expected, draft) => {
    const { explanation, modelUsed } = await createTemplateExplainer().explain(draft);

    expect(explanation).toBe(expected);
    expect(modelUsed).toBe('template');
  });

  it.each(drafts)('passes the check that a model has to pass: %s', (_text, draft) => {
    const texts = explainByTemplate(draft);

    expect(readExplanation(texts, draft)).toEqual(texts);
    expect(texts.recommendations.length).toBeGreaterThanOrEqual(2);
    expect(texts.recommendations.length).toBeLessThanOrEqual(4);
  });
});

describe('recommendations', () => {
  it('are those of the document for a student who calls often', () => {
    expect(explainByTemplate(callsDraft()).recommendations).toEqual([
      'Schedule immediate check-in call',
      'Review IB call transcripts',
      'Offer session with senior tutor',
    ]);
  });

  it('fit the reasons and the segments', () => {
    const { recommendations } = explainByTemplate(churnDraft());

    expect(recommendations).toEqual([
      'Schedule immediate check-in call',
      'Ask what went wrong before offering anything, and settle that first',
      'Show the features that agents of this kind get most from',
      'Review plan and price with the account owner',
    ]);
  });

  it.each(['student', 'tutor', 'subject', 'region'])('are there for a %s in low health', (type) => {
    const draft = entityAlert({ metric: 'health_score', value: 55 }, type);

    expect(explainByTemplate(draft).recommendations.length).toBeGreaterThanOrEqual(2);
  });
});
