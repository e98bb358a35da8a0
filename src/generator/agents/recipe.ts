import type { Agent, agents } from '../../catalog/datasets/agents.ts';
import type { NamesOfKind } from '../../catalog/define-dataset.ts';
import type { MetricRecipe } from '../metric-recipe.ts';

export type AgentSegment = NamesOfKind<typeof agents, 'segment'>;
export type AgentMetric = NamesOfKind<typeof agents, 'metric'>;
export type AgentSegments = Pick<Agent, AgentSegment>;

type Weights<Attribute extends keyof Agent, Value> = Readonly<Record<Agent[Attribute] & string, Value>>;
type Factors = { readonly [Segment in AgentSegment]?: Partial<Weights<Segment, number>> };
type AgentMetricRecipe = MetricRecipe & { readonly factors: Factors };

/**
 * The share of each value. A segment's values stand in the order in which they go with its factors:
 * upwards in seniority, size, urbanity, activity.
 *
 * @see 001_98fc72a26a541f07.txt, "Agent Segments"
 */
export const segmentTargets = {
  experienceLevel: { rookie: 0.25, established: 0.45, veteran: 0.3 },
  businessModel: { individual: 0.6, team: 0.3, brokerage: 0.1 },
  specialization: { residential: 0.65, residentialInvestor: 0.15, luxury: 0.12, commercial: 0.08 },
  platformEngagement: { low: 0.2, medium: 0.5, high: 0.3 },
  spendLevel: { lessThan1k: 0.4, lessThan10k: 0.45, moreThan10k: 0.15 },
  marketTypeLocation: { rural: 0.1, suburban: 0.55, urban: 0.35 },
  marketTypeCondition: { cooling: 0.25, warm: 0.4, hot: 0.35 },
} as const satisfies { readonly [Segment in AgentSegment]: Weights<Segment, number> };

/** What several segments have in common, and nobody sees. */
export const segmentFactors = ['seniority', 'scale', 'urbanity', 'drive'] as const;

/**
 * How strongly each segment follows each factor. Two segments correlate by the sum of the products
 * of their loadings: experience and spend 0.36, location and specialization 0.4.
 */
export const segmentLoadings = {
  experienceLevel: { seniority: 0.8, drive: 0.15 },
  businessModel: { seniority: 0.3, scale: 0.65 },
  specialization: { scale: 0.4, urbanity: 0.5 },
  platformEngagement: { seniority: 0.2, drive: 0.75 },
  spendLevel: { seniority: 0.4, scale: 0.5, urbanity: 0.1, drive: 0.3 },
  marketTypeLocation: { urbanity: 0.8 },
  marketTypeCondition: { urbanity: 0.45 },
} as const satisfies Record<AgentSegment, Partial<Record<(typeof segmentFactors)[number], number>>>;

/**
 * What each metric starts from and how segments move it, before the links between metrics and the
 * noise. `revenue` is the seed's own recipe; the signs of the others are its ten groups of correlations.
 *
 * Scores (`npsScore`, `churnRisk`, `priceSensitivity`) are given as odds: 1 is a score of 50.
 * Money in dollars, times in days (to sell) or hours, conversion in percent.
 *
 * @see 001_98fc72a26a541f07.txt, "Metric Generators" and "Metric Correlations"
 */
export const metricRecipes = {
  revenue: {
    base: 5_000,
    factors: {
      experienceLevel: { rookie: 0.6, veteran: 1.6 },
      businessModel: { team: 1.2, brokerage: 2.4 },
      specialization: { luxury: 2, commercial: 2.4 },
    },
  },
  acquisitionCost: {
    base: 850,
    factors: {
      experienceLevel: { rookie: 1.45, veteran: 0.65 },
      specialization: { residential: 0.85, residentialInvestor: 1.1, luxury: 1.7, commercial: 1.3 },
      businessModel: { team: 1.05, brokerage: 1.15 },
    },
  },
  newListingsCount: {
    base: 12,
    factors: {
      experienceLevel: { rookie: 0.55, veteran: 1.5 },
      businessModel: { individual: 0.8, team: 1.6, brokerage: 2.8 },
      marketTypeCondition: { cooling: 0.65, hot: 1.4 },
      specialization: { luxury: 0.7, commercial: 0.75 },
    },
  },
  averageTimeToSell: {
    base: 52,
    factors: {
      marketTypeCondition: { cooling: 1.5, hot: 0.62 },
      specialization: { residentialInvestor: 0.95, luxury: 1.6, commercial: 1.9 },
      marketTypeLocation: { rural: 1.3, urban: 0.92 },
      experienceLevel: { rookie: 1.15, veteran: 0.85 },
    },
  },
  averageResponseTime: {
    base: 6,
    factors: {
      platformEngagement: { low: 1.9, high: 0.5 },
      experienceLevel: { rookie: 1.45, veteran: 0.75 },
      businessModel: { team: 0.9, brokerage: 0.85 },
    },
  },
  leadConversionRate: {
    base: 6.5,
    factors: {
      experienceLevel: { rookie: 0.6, veteran: 1.5 },
      platformEngagement: { low: 0.65, high: 1.4 },
      marketTypeCondition: { cooling: 0.9, hot: 1.1 },
    },
  },
  supportTicketsCount: {
    base: 2.8,
    factors: {
      experienceLevel: { rookie: 1.8, veteran: 0.5 },
      platformEngagement: { low: 1.7, high: 0.4 },
      businessModel: { team: 1.15, brokerage: 1.3 },
    },
  },
  averageResolutionTime: {
    base: 22,
    factors: {
      platformEngagement: { low: 1.45, high: 0.65 },
      spendLevel: { lessThan1k: 1.1, moreThan10k: 0.8 },
    },
  },
  npsScore: {
    base: 1.35,
    factors: {
      platformEngagement: { low: 0.33, high: 2.6 },
      experienceLevel: { rookie: 0.62, veteran: 1.8 },
    },
  },
  churnRisk: {
    base: 0.5,
    factors: {
      experienceLevel: { rookie: 2, veteran: 0.5 },
      platformEngagement: { low: 3.2, high: 0.4 },
      spendLevel: { lessThan1k: 1.6, moreThan10k: 0.55 },
      marketTypeCondition: { cooling: 1.7, hot: 0.7 },
    },
  },
  priceSensitivity: {
    base: 0.9,
    factors: {
      spendLevel: { lessThan1k: 2.8, moreThan10k: 0.3 },
      businessModel: { individual: 1.4, team: 0.8, brokerage: 0.4 },
    },
  },
} as const satisfies { readonly [Metric in AgentMetric]?: AgentMetricRecipe };

/** How metrics pull on each other, where more than segments tie them together. */
export const metricLinks = {
  /** Odds of churn at NPS 0 and at NPS 100, times what the segments say; straight between them. */
  churnOddsByNps: [1.4, 0.6],
  /** Yearly churn probability that a churn score of 1 stands for. With noise on top it stays below 1. */
  lossPerChurnPoint: 0.8,
  /** Years of revenue in a lifetime value when nobody stays, and what sure retention adds. */
  lifetimeYears: { floor: 2, retained: 6 },
  lifetimeFactors: {
    platformEngagement: { low: 0.85, medium: 1, high: 1.15 },
    spendLevel: { lessThan1k: 0.85, lessThan10k: 1, moreThan10k: 1.2 },
  },
  /** Listing updates for each new listing. */
  updatesPerListing: { low: 1.8, medium: 3, high: 4.5 },
  /** What each ticket adds to the time that one takes to resolve, and takes from the odds of a good NPS. */
  slownessPerTicket: 0.03,
  discontentPerTicket: 0.04,
  /** What each hour of waiting takes from the conversion of leads. */
  conversionLossPerHour: 0.01,
  /** Percent of engagement change: for each point of churn below 50, for the level, and pure chance each way. */
  engagementTrend: { perChurnPoint: 0.35, byLevel: { low: -9, medium: 0, high: 8 }, chance: 7 },
  /** Percent of satisfaction change: for each point of NPS above 50, and for each of engagement change. */
  satisfactionTrend: { perNpsPoint: 0.25, perEngagement: 0.35, chance: 5 },
  /** Percent of growth a year: for each of engagement change, and by market and experience. */
  growthRate: {
    perEngagement: 0.6,
    byCondition: { cooling: -7, warm: 1, hot: 9 },
    byExperience: { rookie: 5, established: 2, veteran: 0 },
    chance: 6,
  },
} as const;

/** Days before the as-of date in which people of that experience joined: at most five years. */
export const joinedDaysAgo = {
  rookie: [10, 540],
  established: [400, 1_500],
  veteran: [900, 1_825],
} as const satisfies Weights<'experienceLevel', readonly [number, number]>;

/** Days before the as-of date in which people of that engagement were last active: at most thirty. */
export const activeDaysAgo = {
  low: [3, 30],
  medium: [0.2, 16],
  high: [0, 5],
} as const satisfies Weights<'platformEngagement', readonly [number, number]>;

/** The tiers that people of that spend have. */
export const tierShares = {
  lessThan1k: { basic: 0.68, standard: 0.28, premium: 0.04, enterprise: 0 },
  lessThan10k: { basic: 0.14, standard: 0.5, premium: 0.32, enterprise: 0.04 },
  moreThan10k: { basic: 0, standard: 0.14, premium: 0.5, enterprise: 0.36 },
} as const;

/** How likely each feature is in use at medium engagement, by tier; engagement multiplies it. */
export const featureShares = {
  leadRouting: { basic: 0.3, standard: 0.5, premium: 0.7, enterprise: 0.8 },
  marketReports: { basic: 0.45, standard: 0.55, premium: 0.65, enterprise: 0.75 },
  virtualTours: { basic: 0.08, standard: 0.25, premium: 0.55, enterprise: 0.6 },
  crmSync: { basic: 0.1, standard: 0.35, premium: 0.55, enterprise: 0.8 },
  adCampaigns: { basic: 0.1, standard: 0.3, premium: 0.6, enterprise: 0.75 },
  showingScheduler: { basic: 0.35, standard: 0.45, premium: 0.5, enterprise: 0.55 },
} as const;

export const featureUse = { low: 0.6, medium: 1, high: 1.2 } as const;
