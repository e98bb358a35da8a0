import type { AgentMetric, AgentSegment, AgentSegments } from './recipe.ts';

/** Whether a figure should lie above or below what it is held against. */
type Expected = 'higher' | 'lower';

export type ValuesOfSegments = { readonly [Segment in AgentSegment]?: readonly AgentSegments[Segment][] };

/** The people of one value of one segment. */
export interface SegmentValue {
  readonly segment: AgentSegment;
  readonly value: string;
}

type KnownSegmentValue = {
  [Segment in AgentSegment]: { readonly segment: Segment; readonly value: AgentSegments[Segment] };
}[AgentSegment];

/** The mean of a metric over people of a segment value, against its mean over everyone. */
interface LevelExpectation {
  readonly group: string;
  readonly metrics: readonly AgentMetric[];
  readonly higher: ValuesOfSegments;
  readonly lower: ValuesOfSegments;
}

/** How two metrics go together: their correlation, against none. */
interface LinkExpectation {
  readonly group: string;
  readonly metrics: readonly [AgentMetric, AgentMetric];
  readonly expected: Expected;
}

/** The share of a segment value among people of another one, against its share among everyone. */
interface ShareExpectation {
  readonly of: KnownSegmentValue;
  readonly among: KnownSegmentValue;
  readonly expected: Expected;
}

/**
 * The seed's ten groups, each bullet of them.
 *
 * @see 001_98fc72a26a541f07.txt, "Metric Correlations"
 */
export const levelExpectations: readonly LevelExpectation[] = [
  {
    group: 'Revenue',
    metrics: ['revenue'],
    higher: { experienceLevel: ['veteran'], businessModel: ['brokerage'], specialization: ['luxury', 'commercial'] },
    lower: { experienceLevel: ['rookie'], businessModel: ['individual'], specialization: ['residential'] },
  },
  {
    group: 'Customer acquisition cost',
    metrics: ['acquisitionCost'],
    higher: { experienceLevel: ['rookie'], specialization: ['luxury'] },
    lower: { experienceLevel: ['veteran'], specialization: ['residential'] },
  },
  {
    group: 'Lifetime value',
    metrics: ['estimatedLifetimeValue'],
    higher: { experienceLevel: ['veteran'], platformEngagement: ['high'], spendLevel: ['moreThan10k'] },
    lower: { experienceLevel: ['rookie'], platformEngagement: ['low'], spendLevel: ['lessThan1k'] },
  },
  {
    group: 'Listing activity',
    metrics: ['newListingsCount', 'listingUpdatesCount'],
    higher: {
      experienceLevel: ['veteran'],
      businessModel: ['team', 'brokerage'],
      marketTypeCondition: ['hot'],
    },
    lower: { experienceLevel: ['rookie'], businessModel: ['individual'], marketTypeCondition: ['cooling'] },
  },
  {
    group: 'Response time',
    metrics: ['averageResponseTime'],
    higher: { platformEngagement: ['low'], experienceLevel: ['rookie'] },
    lower: { platformEngagement: ['high'], experienceLevel: ['veteran'] },
  },
  {
    group: 'Conversion rate',
    metrics: ['leadConversionRate'],
    higher: { experienceLevel: ['veteran'], platformEngagement: ['high'] },
    lower: { experienceLevel: ['rookie'], platformEngagement: ['low'] },
  },
  {
    group: 'Support metrics',
    metrics: ['supportTicketsCount'],
    higher: { experienceLevel: ['rookie'], platformEngagement: ['low'] },
    lower: {},
  },
  {
    group: 'Support metrics',
    metrics: ['npsScore'],
    higher: { platformEngagement: ['high'], experienceLevel: ['veteran'] },
    lower: {},
  },
  {
    group: 'Support metrics',
    metrics: ['averageResolutionTime'],
    higher: {},
    lower: { platformEngagement: ['high'] },
  },
  {
    group: 'Churn risk',
    metrics: ['churnRisk'],
    higher: {
      experienceLevel: ['rookie'],
      platformEngagement: ['low'],
      spendLevel: ['lessThan1k'],
      marketTypeCondition: ['cooling'],
    },
    lower: {
      experienceLevel: ['veteran'],
      platformEngagement: ['high'],
      spendLevel: ['moreThan10k'],
      marketTypeCondition: ['hot'],
    },
  },
  {
    group: 'Engagement trend',
    metrics: ['engagementTrend'],
    higher: { platformEngagement: ['high'] },
    lower: { platformEngagement: ['low'] },
  },
  {
    group: 'Price sensitivity',
    metrics: ['priceSensitivity'],
    higher: { spendLevel: ['lessThan1k'], businessModel: ['individual'] },
    lower: { spendLevel: ['moreThan10k'], businessModel: ['brokerage'] },
  },
];

/** What the seed ties to another metric, and what must hold for the figures of one person to make sense together. */
export const linkExpectations: readonly LinkExpectation[] = [
  { group: 'Engagement trend', metrics: ['engagementTrend', 'churnRisk'], expected: 'lower' },
  { group: 'Sense of the whole', metrics: ['retentionProbability', 'churnRisk'], expected: 'lower' },
  { group: 'Sense of the whole', metrics: ['revenueAtRisk', 'churnRisk'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['revenueAtRisk', 'revenue'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['estimatedLifetimeValue', 'revenue'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['estimatedLifetimeValue', 'retentionProbability'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['listingUpdatesCount', 'newListingsCount'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['leadConversionRate', 'averageResponseTime'], expected: 'lower' },
  { group: 'Sense of the whole', metrics: ['averageResolutionTime', 'supportTicketsCount'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['npsScore', 'supportTicketsCount'], expected: 'lower' },
  { group: 'Sense of the whole', metrics: ['npsScore', 'churnRisk'], expected: 'lower' },
  { group: 'Sense of the whole', metrics: ['satisfactionTrend', 'npsScore'], expected: 'higher' },
  { group: 'Sense of the whole', metrics: ['growthRate', 'engagementTrend'], expected: 'higher' },
];

/** How segments go together. The seed names the first; the others are what one would expect of such people. */
export const shareExpectations: readonly ShareExpectation[] = [
  {
    of: { segment: 'spendLevel', value: 'moreThan10k' },
    among: { segment: 'experienceLevel', value: 'veteran' },
    expected: 'higher',
  },
  {
    of: { segment: 'spendLevel', value: 'moreThan10k' },
    among: { segment: 'experienceLevel', value: 'rookie' },
    expected: 'lower',
  },
  {
    of: { segment: 'spendLevel', value: 'moreThan10k' },
    among: { segment: 'businessModel', value: 'brokerage' },
    expected: 'higher',
  },
  {
    of: { segment: 'spendLevel', value: 'lessThan1k' },
    among: { segment: 'businessModel', value: 'individual' },
    expected: 'higher',
  },
  {
    of: { segment: 'spendLevel', value: 'moreThan10k' },
    among: { segment: 'platformEngagement', value: 'high' },
    expected: 'higher',
  },
  {
    of: { segment: 'spendLevel', value: 'lessThan1k' },
    among: { segment: 'platformEngagement', value: 'low' },
    expected: 'higher',
  },
  {
    of: { segment: 'platformEngagement', value: 'high' },
    among: { segment: 'experienceLevel', value: 'veteran' },
    expected: 'higher',
  },
  {
    of: { segment: 'platformEngagement', value: 'low' },
    among: { segment: 'experienceLevel', value: 'rookie' },
    expected: 'higher',
  },
  {
    of: { segment: 'businessModel', value: 'brokerage' },
    among: { segment: 'experienceLevel', value: 'veteran' },
    expected: 'higher',
  },
  {
    of: { segment: 'businessModel', value: 'individual' },
    among: { segment: 'experienceLevel', value: 'rookie' },
    expected: 'higher',
  },
  {
    of: { segment: 'businessModel', value: 'brokerage' },
    among: { segment: 'specialization', value: 'commercial' },
    expected: 'higher',
  },
  {
    of: { segment: 'marketTypeLocation', value: 'urban' },
    among: { segment: 'specialization', value: 'luxury' },
    expected: 'higher',
  },
  {
    of: { segment: 'marketTypeLocation', value: 'urban' },
    among: { segment: 'specialization', value: 'commercial' },
    expected: 'higher',
  },
  {
    of: { segment: 'specialization', value: 'residential' },
    among: { segment: 'marketTypeLocation', value: 'rural' },
    expected: 'higher',
  },
  {
    of: { segment: 'marketTypeCondition', value: 'hot' },
    among: { segment: 'marketTypeLocation', value: 'urban' },
    expected: 'higher',
  },
  {
    of: { segment: 'marketTypeCondition', value: 'cooling' },
    among: { segment: 'marketTypeLocation', value: 'rural' },
    expected: 'higher',
  },
];
