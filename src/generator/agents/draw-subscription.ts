import type { Agent } from '../../catalog/datasets/agents.ts';
import type { Randomness } from '../randomness.ts';
import { type AgentSegments, featureShares, featureUse, tierShares } from './recipe.ts';

/** A person's tier, by what they spend, and the features in use, by tier and engagement. */
export function drawSubscription(
  segments: AgentSegments,
  randomness: Randomness,
): Pick<Agent, 'subscriptionTier' | 'activeFeatures'> {
  const subscriptionTier = randomness.choose(tierShares[segments.spendLevel]);
  const use = featureUse[segments.platformEngagement];
  const activeFeatures: string[] = [];
  for (const [feature, shares] of Object.entries(featureShares)) {
    if (randomness.uniform() < shares[subscriptionTier] * use) activeFeatures.push(feature);
  }
  return { subscriptionTier, activeFeatures };
}
