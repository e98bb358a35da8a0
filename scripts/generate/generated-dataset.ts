import { type Agent, agents } from '../../src/catalog/datasets/agents.ts';
import { type Entity, entities } from '../../src/catalog/datasets/entities.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { reportOnAgents } from '../../src/generator/agents/report-on-agents.ts';
import { reportOnEntities } from '../../src/generator/entities/report-on-entities.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import { generateEntities } from '../../src/generator/generate-entities.ts';
import type { Generation } from '../../src/generator/generation.ts';
import type { Report } from '../../src/generator/report.ts';

/** What the command line does with one dataset. */
export interface GeneratedDataset {
  readonly dataset: Dataset;
  /** The environment variable that says in which region its table is. */
  readonly regionVariable: 'AWS_REGION' | 'INSIGHTS_REGION';
  readonly items: (generation: Generation) => Iterable<Agent | Entity>;
  readonly report: (generation: Generation) => Report;
  /** The attributes that a preview shows: who they are, and the metrics that matter most. */
  readonly preview: { readonly described: readonly string[]; readonly measured: readonly string[] };
}

export const generatedDatasets = {
  agents: {
    dataset: agents,
    regionVariable: 'AWS_REGION',
    items: generateAgents,
    report: (generation) => reportOnAgents(generateAgents(generation)),
    preview: {
      described: ['id', 'name', 'experienceLevel', 'businessModel', 'specialization', 'platformEngagement'],
      measured: ['revenue', 'npsScore', 'churnRisk', 'retentionProbability', 'revenueAtRisk'],
    },
  },
  entities: {
    dataset: entities,
    regionVariable: 'INSIGHTS_REGION',
    items: entityItems,
    report: (generation) => reportOnEntities(generateEntities(generation)),
    preview: {
      described: ['entity_id', 'entity_type'],
      measured: [
        'health_score',
        'sessions_7d',
        'sessions_14d',
        'sessions_30d',
        'ib_calls_7d',
        'ib_calls_14d',
        'avg_rating',
      ],
    },
  },
} as const satisfies Readonly<Record<string, GeneratedDataset>>;

export type GeneratedName = keyof typeof generatedDatasets;

/** The generation is checked before the first of them is asked for. */
function entityItems(generation: Generation): Iterable<Entity> {
  const members = generateEntities(generation);
  return {
    *[Symbol.iterator]() {
      for (const { entity } of members) yield entity;
    },
  };
}
