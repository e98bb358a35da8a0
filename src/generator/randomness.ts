import type { Faker, LocaleDefinition } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import { type Chance, createChance } from './chance.ts';

/** The one source of chance for one run of people with names. */
export interface Randomness extends Chance {
  /** Draws English names and the like, from this same source. */
  readonly faker: Faker;
}

/**
 * The package's root loads the data of every locale; a locale's own entry exports a ready instance
 * only. Its constructor makes ours, so that two runs at once do not draw from one stream.
 */
const EnglishFaker = english.constructor as new (options: { locale: LocaleDefinition; seed: number }) => Faker;

/** A source of chance. `seed`: a whole number from 0 to 4,294,967,295. */
export function createRandomness(seed: number): Randomness {
  const faker = new EnglishFaker({ locale: english.rawDefinitions, seed });
  return { faker, ...createChance(() => faker.number.float()) };
}
