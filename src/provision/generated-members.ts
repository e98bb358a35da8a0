import type { Agent } from '../catalog/datasets/agents.ts';
import type { AnyItem } from '../catalog/derive/item-schema.ts';
import { AppError } from '../errors/app-error.ts';
import type { Generation } from '../generator/generation.ts';
import type { DailyFigures } from '../generator/history/daily-figures.ts';

/** Somebody generated, whatever the dataset. */
export interface GeneratedMember {
  readonly item: AnyItem;
  /** Worked out when it is asked for. */
  readonly history: () => readonly DailyFigures[];
}

type Generate = (generation: Generation) => Promise<Iterable<GeneratedMember>>;

/** One entry a dataset; a generator, and the dictionaries of names that it may need, are loaded when it is used. */
const generators: Readonly<Record<string, Generate>> = {
  agents: async (generation) => {
    const { generateAgents } = await import('../generator/generate-agents.ts');
    const { generateAgentHistory } = await import('../generator/generate-agent-history.ts');
    const memberOf = (item: Agent): GeneratedMember => ({
      item,
      history: () => generateAgentHistory(item, generation),
    });
    return mapped(generateAgents(generation), memberOf);
  },
  entities: async (generation) => {
    const { generateEntities } = await import('../generator/generate-entities.ts');
    return mapped(generateEntities(generation), ({ entity, history }) => ({ item: entity, history: () => history }));
  },
};

/**
 * The members that a generation stands for, one at a time, each with its past.
 *
 * @throws {AppError} `input.invalid` when the generation is none, or nothing is generated for that dataset
 */
export function generatedMembers(dataset: string, generation: Generation): Promise<Iterable<GeneratedMember>> {
  const generate = generators[dataset];
  if (generate === undefined) throw new AppError('input.invalid', `There is no generator for ${dataset}`);
  return generate(generation);
}

function* mapped<From, To>(items: Iterable<From>, map: (item: From) => To): Generator<To, void> {
  for (const item of items) yield map(item);
}
