import type { Agent } from '../../catalog/datasets/agents.ts';
import { expectedValue, noise, scoreFromOdds, toTenths } from '../metric-recipe.ts';
import type { Randomness } from '../randomness.ts';
import { type AgentMetric, type AgentSegments, metricLinks, metricRecipes } from './recipe.ts';

type AgentMetrics = Pick<Agent, AgentMetric>;

/**
 * All metrics of one person: what the segments say, what the metrics before them say, and chance.
 *
 * Each draw is an own step, in one order: metrics that follow from others come after them.
 */
export function drawMetrics(segments: AgentSegments, randomness: Randomness): AgentMetrics {
  const business = drawBusiness(segments, randomness);
  const service = drawService(segments, randomness);
  const npsScore = drawNps(segments, service.supportTicketsCount, randomness);
  const churnRisk = drawChurn(segments, npsScore, randomness);
  const retentionProbability = toTenths(100 - churnRisk * metricLinks.lossPerChurnPoint * noise(randomness));
  const priceSensitivity = drawScore('priceSensitivity', segments, 1, randomness);
  return {
    ...business,
    ...service,
    npsScore,
    churnRisk,
    priceSensitivity,
    retentionProbability,
    estimatedLifetimeValue: drawLifetimeValue(segments, business.revenue, retentionProbability, randomness),
    revenueAtRisk: Math.round((business.revenue * churnRisk) / 100),
    ...drawTrends(segments, churnRisk, npsScore, randomness),
  };
}

type ScoreMetric = 'npsScore' | 'churnRisk' | 'priceSensitivity';
type PlainMetric = Exclude<keyof typeof metricRecipes, ScoreMetric>;

function drawPlain(metric: PlainMetric, segments: AgentSegments, randomness: Randomness): number {
  return expectedValue(metricRecipes[metric], segments) * noise(randomness);
}

function drawScore(metric: ScoreMetric, segments: AgentSegments, factor: number, randomness: Randomness): number {
  const odds = expectedValue(metricRecipes[metric], segments) * factor;
  return Math.round(scoreFromOdds(odds, noise(randomness)));
}

function drawBusiness(segments: AgentSegments, randomness: Randomness) {
  const revenue = Math.round(drawPlain('revenue', segments, randomness));
  const acquisitionCost = Math.round(drawPlain('acquisitionCost', segments, randomness));
  const newListingsCount = Math.round(drawPlain('newListingsCount', segments, randomness));
  const updates = newListingsCount * metricLinks.updatesPerListing[segments.platformEngagement] * noise(randomness);
  const averageTimeToSell = Math.round(drawPlain('averageTimeToSell', segments, randomness));
  return {
    revenue,
    acquisitionCost,
    newListingsCount,
    listingUpdatesCount: Math.round(updates),
    averageTimeToSell,
  };
}

function drawService(segments: AgentSegments, randomness: Randomness) {
  const averageResponseTime = toTenths(drawPlain('averageResponseTime', segments, randomness));
  const patience = 1 - metricLinks.conversionLossPerHour * averageResponseTime;
  const leadConversionRate = toTenths(drawPlain('leadConversionRate', segments, randomness) * patience);
  const supportTicketsCount = Math.round(drawPlain('supportTicketsCount', segments, randomness));
  const burden = 1 + metricLinks.slownessPerTicket * supportTicketsCount;
  const averageResolutionTime = toTenths(drawPlain('averageResolutionTime', segments, randomness) * burden);
  return { averageResponseTime, leadConversionRate, supportTicketsCount, averageResolutionTime };
}

function drawNps(segments: AgentSegments, tickets: number, randomness: Randomness): number {
  return drawScore('npsScore', segments, 1 / (1 + metricLinks.discontentPerTicket * tickets), randomness);
}

function drawChurn(segments: AgentSegments, nps: number, randomness: Randomness): number {
  const [unhappy, happy] = metricLinks.churnOddsByNps;
  return drawScore('churnRisk', segments, unhappy + ((happy - unhappy) * nps) / 100, randomness);
}

function drawLifetimeValue(
  segments: AgentSegments,
  revenue: number,
  retention: number,
  randomness: Randomness,
): number {
  const { lifetimeYears, lifetimeFactors } = metricLinks;
  const years = lifetimeYears.floor + (lifetimeYears.retained * retention) / 100;
  const factor =
    lifetimeFactors.platformEngagement[segments.platformEngagement] * lifetimeFactors.spendLevel[segments.spendLevel];
  return Math.round(revenue * years * factor * noise(randomness));
}

function drawTrends(segments: AgentSegments, churn: number, nps: number, randomness: Randomness) {
  const { engagementTrend, satisfactionTrend, growthRate } = metricLinks;
  const vary = (expected: number, chance: number): number =>
    toTenths(expected * noise(randomness) + randomness.between(-chance, chance));

  const engagement = vary(
    engagementTrend.byLevel[segments.platformEngagement] + (50 - churn) * engagementTrend.perChurnPoint,
    engagementTrend.chance,
  );
  const satisfaction = vary(
    (nps - 50) * satisfactionTrend.perNpsPoint + engagement * satisfactionTrend.perEngagement,
    satisfactionTrend.chance,
  );
  const growth = vary(
    engagement * growthRate.perEngagement +
      growthRate.byCondition[segments.marketTypeCondition] +
      growthRate.byExperience[segments.experienceLevel],
    growthRate.chance,
  );
  return { engagementTrend: engagement, satisfactionTrend: satisfaction, growthRate: growth };
}
