import type { Chance } from './chance.ts';

/** The share of each value of each segment; a segment's shares add up to 1, its values run from low to high. */
export type SegmentTargets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How strongly each segment follows each hidden factor; a segment's squares add up to at most 1. */
export type SegmentLoadings<Targets extends SegmentTargets, Factor extends string> = {
  readonly [Segment in keyof Targets]: Readonly<Partial<Record<Factor, number>>>;
};

/** One value of each segment. */
export type DrawnSegments<Targets extends SegmentTargets> = {
  readonly [Segment in keyof Targets]: keyof Targets[Segment] & string;
};

interface SegmentPlan {
  readonly name: string;
  /** One weight a factor, in the factors' order. */
  readonly weights: readonly number[];
  /** The weight of what is this segment's alone: it brings the variance to 1. */
  readonly own: number;
  /** Each value with the cumulative share at which it ends. */
  readonly steps: readonly { readonly value: string; readonly below: number }[];
}

/** People whose places are dealt out together: small enough for a few hundred people to hold the shares well. */
const blockSize = 100;

/**
 * Draws all segments of a person at once, by a Gaussian copula.
 *
 * Each segment has a hidden normal variable; those of segments that load on the same factors go
 * together. A person's place in it among a hundred people, cut where the cumulative shares say,
 * gives the value. So every share holds whatever the loadings, in each hundred as in a million.
 *
 * @throws {Error} when shares don't add up to 1, or squared loadings to more than 1.
 */
export function createSegmentDrawer<const Targets extends SegmentTargets, Factor extends string>(
  targets: Targets,
  factors: readonly Factor[],
  loadings: SegmentLoadings<Targets, Factor>,
  randomness: Chance,
): () => DrawnSegments<Targets> {
  const plans = Object.entries(targets).map(([name, shares]) => planOf(name, shares, factors, loadings[name]));
  let block: Record<string, string>[] = [];

  return () => {
    if (block.length === 0) block = drawBlock(plans, factors.length, randomness);
    return block.pop() as DrawnSegments<Targets>;
  };
}

function planOf<Factor extends string>(
  name: string,
  shares: Readonly<Record<string, number>>,
  factors: readonly Factor[],
  loadings: Readonly<Partial<Record<Factor, number>>> | undefined,
): SegmentPlan {
  const weights = factors.map((factor) => loadings?.[factor] ?? 0);
  const shared = weights.reduce((sum, weight) => sum + weight * weight, 0);
  if (shared > 1) throw new Error(`The squared loadings of ${name} add up to ${shared}, more than 1`);

  let cumulative = 0;
  const steps = Object.entries(shares).map(([value, share]) => {
    cumulative += share;
    return { value, below: cumulative };
  });
  if (Math.abs(cumulative - 1) > 1e-9) throw new Error(`The shares of ${name} add up to ${cumulative}, not 1`);
  return { name, weights, own: Math.sqrt(1 - shared), steps };
}

function drawBlock(plans: readonly SegmentPlan[], factorCount: number, randomness: Chance): Record<string, string>[] {
  const people = Array.from({ length: blockSize }, (): Record<string, string> => ({}));
  const hidden = people.map(() => Array.from({ length: factorCount }, () => randomness.normal()));
  for (const plan of plans) {
    const latents = hidden.map((factors) => latentOf(plan, factors, randomness));
    const ascending = [...latents.keys()].sort((one, other) => (latents[one] ?? 0) - (latents[other] ?? 0));
    ascending.forEach((person, place) => {
      const within = (place + randomness.uniform()) / blockSize;
      (people[person] ?? {})[plan.name] = valueAt(plan, within);
    });
  }
  return people;
}

function latentOf(plan: SegmentPlan, factors: readonly number[], randomness: Chance): number {
  return factors.reduce(
    (sum, factor, index) => sum + (plan.weights[index] ?? 0) * factor,
    plan.own * randomness.normal(),
  );
}

function valueAt(plan: SegmentPlan, within: number): string {
  for (const step of plan.steps) if (within < step.below) return step.value;
  // Sums of shares such as 0.1 + 0.55 + 0.35 may end a hair below 1: the last step has no upper end.
  return plan.steps.at(-1)?.value ?? '';
}
