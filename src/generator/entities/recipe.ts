import type { Entity } from '../../catalog/datasets/entities.ts';

export type EntityType = Entity['entity_type'];

/** The share of each type. */
export const typeTargets = {
  entity_type: { student: 0.7, tutor: 0.2, subject: 0.08, region: 0.02 },
} as const satisfies { readonly entity_type: Readonly<Record<EntityType, number>> };

/** The student that examples are about; the first student of any number of entities. */
export const exampleStudent = 'stu_4532';

/** From where ids that are numbers count. */
export const firstNumbers = { student: 1001, tutor: 201 } as const;

/** What subjects are called, in the order in which they are made; a second round is the next course of each. */
export const subjectSlugs = [
  'algebra',
  'geometry',
  'calculus',
  'biology',
  'chemistry',
  'physics',
  'english',
  'spanish',
  'french',
  'history',
  'statistics',
  'reading',
  'writing',
  'economics',
  'computer_science',
  'geography',
] as const;

export const regionSlugs = [
  'northeast',
  'southeast',
  'midwest',
  'southwest',
  'west_coast',
  'mountain',
  'northwest',
  'great_lakes',
  'gulf_coast',
  'mid_atlantic',
] as const;

/**
 * What a usual member of a type does: sessions a week, inbound calls in two weeks, and how far members of one type
 * are apart in their sessions (the deviation of the logarithm).
 */
export const typicalActivity: Readonly<
  Record<EntityType, { readonly sessions: number; readonly calls: number; readonly spread: number }>
> = {
  student: { sessions: 2.6, calls: 1.1, spread: 0.45 },
  tutor: { sessions: 14, calls: 1.2, spread: 0.4 },
  subject: { sessions: 46, calls: 1.6, spread: 0.6 },
  region: { sessions: 420, calls: 2.2, spread: 0.5 },
};

/** How well somebody fares is one hidden normal deviate, and where it goes another; these tie the figures to both. */
export const links = {
  /** How much of the momentum is shared with how well somebody fares. */
  momentumOfWelfare: 0.45,
  /** Points of health: what a usual member has, for each deviation of welfare and of momentum, and pure chance. */
  health: { usual: 80, perWelfare: 9.5, perMomentum: 4, chance: 3 },
  /** Points that health has lost in a fall, gained in a recovery: the fewest and the most. */
  healthMoved: { falling: [14, 34], recovering: [10, 24] },
  /** The logarithm of inbound calls for each deviation of welfare. */
  callsPerWelfare: -0.7,
  /** By what the story multiplies what somebody does from its beginning to its end. */
  sessionsMoved: { falling: 0.3, recovering: 1.9 },
  callsMoved: { falling: 3.2, recovering: 0.35 },
  /** The logarithm of the same for each deviation of momentum, where there is no story. */
  drift: { sessions: 0.4, calls: -0.35 },
  rating: { usual: 4.3, perWelfare: 0.3, chance: 0.2 },
  /** Days before the as-of date within which an entity was last updated. */
  updatedWithinDays: 3,
} as const;
