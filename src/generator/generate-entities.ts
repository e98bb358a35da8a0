import type { Entity } from '../catalog/datasets/entities.ts';
import { type Chance, chanceOf } from './chance.ts';
import { drawActivity } from './entities/draw-activity.ts';
import { idOf } from './entities/name-entity.ts';
import { type EntityType, exampleStudent, links, typeTargets } from './entities/recipe.ts';
import { checkGeneration, type Generation } from './generation.ts';
import { type DailyFigures, daysUntil } from './history/daily-figures.ts';
import { drawStory, type Story, walkTo } from './history/story.ts';
import { toTenths } from './metric-recipe.ts';
import { createSegmentDrawer } from './segment-drawer.ts';

/** An entity as it is, and how it came to be so: every day up to the as-of day, which says what the entity says. */
export interface GeneratedEntity {
  readonly entity: Entity;
  readonly history: readonly DailyFigures[];
}

/**
 * Yields that many students, tutors, subjects and regions, one at a time, each with its history.
 *
 * The same seed and as-of date give the same ones, byte for byte, on any machine and at any time; the first of a
 * larger count are those of a smaller one. The first student is `stu_4532`, which examples are about.
 *
 * @throws {AppError} `input.invalid` when the count, the seed or the date is none.
 */
export function generateEntities(generation: Generation): Iterable<GeneratedEntity> {
  const asOf = checkGeneration(generation);
  return {
    [Symbol.iterator]: () => drawEntities(generation.count, generation.seed, asOf),
  };
}

function* drawEntities(count: number, seed: number, asOf: number): Generator<GeneratedEntity, void> {
  const drawType = createSegmentDrawer(typeTargets, [], { entity_type: {} }, chanceOf(`${seed} types`));
  const ordinals = new Map<EntityType, number>();
  const days = daysUntil(asOf);

  for (let made = 0; made < count; made += 1) {
    const { entity_type: type } = drawType();
    const ordinal = ordinals.get(type) ?? 0;
    ordinals.set(type, ordinal + 1);
    const id = idOf(type, ordinal);
    yield drawEntity({ id, type, days, asOf }, chanceOf(`${seed} ${id}`));
  }
}

interface Begun {
  readonly id: string;
  readonly type: EntityType;
  readonly days: readonly string[];
  readonly asOf: number;
}

function drawEntity({ id, type, days, asOf }: Begun, chance: Chance): GeneratedEntity {
  // Examples are about somebody of whom there is something to tell.
  const welfare = id === exampleStudent ? -1.5 : chance.normal();
  const momentum = id === exampleStudent ? -1.5 : drawMomentum(welfare, chance);
  const story = drawStory(momentum, chance);
  const activity = drawActivity({ type, welfare, momentum, story }, chance);
  const health = drawHealth(welfare, momentum, story, chance);
  const now = activity.at(-1);
  if (now === undefined) throw new Error('a history has at least one day');
  const entity: Entity = {
    entity_id: id,
    entity_type: type,
    ...now,
    avg_rating: drawRating(welfare, chance),
    health_score: health.at(-1) ?? 0,
    last_updated: toSeconds(asOf - chance.between(0, links.updatedWithinDays) * 86_400_000),
  };
  const history = days.map((day, at) => ({
    day,
    values: {
      health_score: health[at] ?? entity.health_score,
      ib_calls_14d: activity[at]?.ib_calls_14d ?? now.ib_calls_14d,
      sessions_7d: activity[at]?.sessions_7d ?? now.sessions_7d,
    },
  }));
  return { entity, history };
}

/** Where things go has to do with how they are, and has a share of its own. */
function drawMomentum(welfare: number, chance: Chance): number {
  const { momentumOfWelfare: shared } = links;
  return shared * welfare + Math.sqrt(1 - shared * shared) * chance.normal();
}

function drawHealth(welfare: number, momentum: number, story: Story, chance: Chance): readonly number[] {
  const { health, healthMoved } = links;
  const expected = health.usual + health.perWelfare * welfare + health.perMomentum * momentum;
  const end = Math.round(Math.min(99, Math.max(3, expected + health.chance * chance.normal())));
  const [fewest, most] = story.kind === 'steady' ? [0, 0] : healthMoved[story.kind];
  const moved = chance.between(fewest, most);
  const offset = story.kind === 'falling' ? moved : -moved;
  return walkTo({ end, offset, jitter: 1.4, range: [2, 100] }, story, chance).map(Math.round);
}

function drawRating(welfare: number, chance: Chance): number {
  const { usual, perWelfare, chance: spread } = links.rating;
  return toTenths(Math.min(5, Math.max(1, usual + perWelfare * welfare + spread * chance.normal())));
}

/** Whole seconds, as the data's source writes them. */
function toSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
