import type { Chance } from './chance.ts';

/** What a metric starts from, and by how much each segment value multiplies it; values that are not named leave it. */
export interface MetricRecipe {
  readonly base: number;
  readonly factors: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How far chance moves a metric, each way: a fifth. */
export const noiseSpan = 0.2;

/** A factor from 0.8 to 1.2. */
export function noise(randomness: Chance): number {
  return randomness.between(1 - noiseSpan, 1 + noiseSpan);
}

/** A metric's base times the factors of a person's segments. */
export function expectedValue(recipe: MetricRecipe, segments: Readonly<Record<string, string>>): number {
  let value = recipe.base;
  for (const segment in recipe.factors) value *= recipe.factors[segment]?.[segments[segment] ?? ''] ?? 1;
  return value;
}

/**
 * A score from 0 to 100 out of odds, moved by a noise factor.
 *
 * Odds take any product of factors without piling people up at either end. The noise moves the
 * score by at most a fifth of its distance to the nearer end, so that it stays inside too.
 */
export function scoreFromOdds(odds: number, factor: number): number {
  const score = (100 * odds) / (1 + odds);
  return score <= 50 ? score * factor : 100 - (100 - score) * (2 - factor);
}

export function toTenths(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 0 ? 0 : rounded;
}
