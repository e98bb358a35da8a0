import { type Agent, agents } from '../catalog/datasets/agents.ts';
import { drawDates } from './agents/draw-dates.ts';
import { createIdentityDrawer } from './agents/draw-identity.ts';
import { drawMetrics } from './agents/draw-metrics.ts';
import { drawSubscription } from './agents/draw-subscription.ts';
import { segmentFactors, segmentLoadings, segmentTargets } from './agents/recipe.ts';
import { checkGeneration, type Generation } from './generation.ts';
import { createRandomness } from './randomness.ts';
import { createSegmentDrawer } from './segment-drawer.ts';

/**
 * Yields that many agents, one at a time: `agent-1`, `agent-2`, …
 *
 * The same seed and as-of date give the same people, byte for byte, on any machine and at any time;
 * the first people of a larger count are the people of a smaller one.
 *
 * @throws {AppError} `input.invalid` when the count, the seed or the date is none.
 */
export function generateAgents(generation: Generation): Iterable<Agent> {
  const asOf = checkGeneration(generation);
  return {
    [Symbol.iterator]: () => drawAgents(generation.count, generation.seed, asOf),
  };
}

function* drawAgents(count: number, seed: number, asOf: number): Generator<Agent, void> {
  const randomness = createRandomness(seed);
  const drawSegments = createSegmentDrawer(segmentTargets, segmentFactors, segmentLoadings, randomness);
  const drawIdentity = createIdentityDrawer(randomness);

  for (let number = 1; number <= count; number += 1) {
    const segments = drawSegments();
    yield {
      id: `${agents.attributes.id.prefixes[0]}${number}`,
      ...drawIdentity(),
      ...segments,
      ...drawMetrics(segments, randomness),
      ...drawDates(segments, asOf, randomness),
      ...drawSubscription(segments, randomness),
    };
  }
}
