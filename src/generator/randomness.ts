import type { Faker, LocaleDefinition } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';

/** The one source of chance for one run: what is drawn from it depends on the seed and the order of calls alone. */
export interface Randomness {
  /** Draws English names and the like, from this same source. */
  readonly faker: Faker;
  /** A number from 0 (included) to 1 (excluded), all equally likely. */
  uniform(): number;
  /** A number from `lowest` (included) to `highest` (excluded), all equally likely. */
  between(lowest: number, highest: number): number;
  /** A whole number from 0 to `count - 1`, all equally likely. */
  below(count: number): number;
  /** A standard normal deviate. */
  normal(): number;
  /** One of the keys, each as likely as its weight says; the weights add up to 1. */
  choose<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/**
 * The package's root loads the data of every locale; a locale's own entry exports a ready instance
 * only. Its constructor makes ours, so that two runs at once do not draw from one stream.
 */
const EnglishFaker = english.constructor as new (options: { locale: LocaleDefinition; seed: number }) => Faker;

/** A source of chance. `seed`: a whole number from 0 to 4,294,967,295. */
export function createRandomness(seed: number): Randomness {
  const faker = new EnglishFaker({ locale: english.rawDefinitions, seed });
  let spare: number | undefined;

  const uniform = (): number => faker.number.float();

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
    faker,
    uniform,
    normal,
    between: (lowest, highest) => lowest + uniform() * (highest - lowest),
    below: (count) => Math.floor(uniform() * count),
    choose: (weights) => chooseWeighted(weights, uniform()),
  };
}

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
