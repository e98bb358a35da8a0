/** A source of chance: what is drawn from it depends on where it comes from and the order of calls alone. */
export interface Chance {
  /** A number from 0 (included) to 1 (excluded), all equally likely. */
  uniform(): number;
  /** A number from `lowest` (included) to `highest` (excluded), all equally likely. */
  between(lowest: number, highest: number): number;
  /** A whole number from 0 to `count - 1`, all equally likely. */
  below(count: number): number;
  /** A standard normal deviate. */
  normal(): number;
  /** How often something happens that happens `mean` times on average. */
  times(mean: number): number;
  /** One of the keys, each as likely as its weight says; the weights add up to 1. */
  choose<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** Everything that is drawn, out of uniform draws. */
export function createChance(uniform: () => number): Chance {
  let spare: number | undefined;

  /** Box and Muller: two uniform draws make two normal ones. */
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  return {
    uniform,
    normal,
    between: (lowest, highest) => lowest + uniform() * (highest - lowest),
    below: (count) => Math.floor(uniform() * count),
    times: (mean) => (mean < 30 ? countArrivals(mean, uniform) : atLeastNone(mean + Math.sqrt(mean) * normal())),
    choose: (weights) => chooseWeighted(weights, uniform()),
  };
}

/**
 * A source of chance that belongs to a text: the same text gives the same draws, on any machine.
 *
 * Costs next to nothing to make, so that everybody can have one of their own and what is drawn for one does not
 * depend on what was drawn for another.
 */
export function chanceOf(text: string): Chance {
  return createChance(mulberry32(fnv1a(text)));
}

/** @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A small generator of 32 bits whose draws pass the usual tests of chance, whatever the seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Knuth's way to a Poisson draw: arrivals are counted until the time is over. */
function countArrivals(mean: number, uniform: () => number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let left = uniform(); left > end; left *= uniform()) count += 1;
  return count;
}

const atLeastNone = (count: number): number => Math.max(0, Math.round(count));

function chooseWeighted<Key extends string>(weights: Readonly<Record<Key, number>>, draw: number): Key {
  let left = draw;
  let chosen: Key | undefined;
  for (const key in weights) {
    if (weights[key] <= 0) continue;
    chosen = key;
    left -= weights[key];
    if (left < 0) break;
  }
  if (chosen === undefined) throw new Error('Nothing to choose from: no weight is above 0');
  return chosen;
}
