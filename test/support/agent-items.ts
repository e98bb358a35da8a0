import { agents } from '../../src/catalog/datasets/agents.ts';
import type { ItemOf } from '../../src/catalog/define-dataset.ts';

export type AgentItem = ItemOf<typeof agents>;

const segmentOf = <
  K extends
    | 'experienceLevel'
    | 'businessModel'
    | 'specialization'
    | 'platformEngagement'
    | 'spendLevel'
    | 'marketTypeLocation'
    | 'marketTypeCondition',
>(
  name: K,
  ordinal: number,
): AgentItem[K] => {
  const values = Object.keys(agents.attributes[name].values);
  return values[ordinal % values.length] as AgentItem[K];
};

/** A valid agent; the ordinal decides its segments, so that any run of agents covers every value. */
export function agentItem(ordinal: number, overrides: Partial<AgentItem> = {}): AgentItem {
  return {
    id: `agent-${ordinal}`,
    name: `Dana Whitfield ${ordinal}`,
    email: `dana.whitfield.${ordinal}@example.com`,
    phone: '+1 (206) 555-0142',
    experienceLevel: segmentOf('experienceLevel', ordinal),
    businessModel: segmentOf('businessModel', ordinal >> 1),
    specialization: segmentOf('specialization', ordinal),
    platformEngagement: segmentOf('platformEngagement', ordinal >> 2),
    spendLevel: segmentOf('spendLevel', ordinal >> 3),
    marketTypeLocation: segmentOf('marketTypeLocation', ordinal),
    marketTypeCondition: segmentOf('marketTypeCondition', ordinal >> 1),
    revenue: 8_000 + ordinal,
    acquisitionCost: 640,
    estimatedLifetimeValue: 41_200,
    newListingsCount: 7,
    listingUpdatesCount: 23,
    averageTimeToSell: 34,
    averageResponseTime: 4.6,
    leadConversionRate: 11.8,
    supportTicketsCount: 2,
    npsScore: 64,
    averageResolutionTime: 18.5,
    churnRisk: ordinal % 101,
    engagementTrend: -3.2,
    satisfactionTrend: 1.4,
    priceSensitivity: 52,
    retentionProbability: 71.3,
    revenueAtRisk: 2_304,
    growthRate: 5.1,
    joinDate: '2023-05-14T09:12:44.000Z',
    lastActivityDate: '2026-10-30T17:03:10.000Z',
    subscriptionTier: Object.keys(agents.attributes.subscriptionTier.values)[0] ?? 'none',
    activeFeatures: Object.keys(agents.attributes.activeFeatures.values).slice(0, 2),
    ...overrides,
  };
}

/** Agents 1 to `count`. */
export function agentItems(count: number): AgentItem[] {
  return Array.from({ length: count }, (_, at) => agentItem(at + 1));
}
