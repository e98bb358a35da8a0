import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statisticsOf } from '../../src/analytics/statistics.ts';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { generateAgentHistory } from '../../src/generator/generate-agent-history.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import { type GenerationState, keepGeneration, readKeptGeneration } from '../../src/provision/kept-generation.ts';
import { provisionPast } from '../../src/provision/provision-past.ts';
import type { SampleKeeper } from '../../src/provision/provision-samples.ts';
import type { FigureDay, GroupFigures, KeptGroup } from '../../src/state/figure-history-item.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { summarise } from '../../src/take-figures.ts';

const generation = { count: 230, seed: 42, asOf: '2026-11-20' };
/** The past of members needs no more of the record than which one it is. */
const repository = { dataset: agents, tableName: 'Agents' } as Pick<Repository, 'dataset' | 'tableName'> as Repository;

let dataDirectory: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-past-'));
  figures.clear();
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

/** Keeps the past in memory, and may be told something each time that it was given some. */
function keeperOf(onKept: () => void = () => undefined): SampleKeeper & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    async keep(dataset, members) {
      for (const { id, days } of members) kept.set(`${dataset} ${id}`, days);
      onKept();
    },
  };
}

/** Figures that are kept in memory, by group and day. */
const figures = new Map<string, GroupFigures>();
const common = () => ({
  repository,
  dataDirectory,
  figures: {
    keepPast: async (_dataset: string, days: readonly { group: KeptGroup; day: FigureDay }[]) => {
      for (const { group, day } of days) figures.set(`${JSON.stringify(group)} ${day.day}`, day);
    },
  },
  summarise,
});

const generatedIn = (state: GenerationState) => keepGeneration(dataDirectory, 'Agents', { ...generation, state });
const stateKept = async () => (await readKeptGeneration(dataDirectory, 'Agents'))?.state;

describe('provisionPast', () => {
  it('gives everyone the past that they were generated with, once', async () => {
    const samples = keeperOf();
    await generatedIn('pastless');

    const first = await provisionPast({ ...common(), samples });
    const second = await provisionPast({ ...common(), samples: keeperOf(() => expect.unreachable()) });

    const people = [...generateAgents(generation)];
    expect(samples.kept).toEqual(
      new Map(people.map((agent) => [`agents ${agent.id}`, generateAgentHistory(agent, generation)])),
    );
    expect(first).toEqual(generation);
    expect(second).toBeUndefined();
    expect(await stateKept()).toBe('complete');
  });

  it('keeps what the figures of all groups were on each day before the last', async () => {
    await generatedIn('pastless');

    await provisionPast({ ...common(), samples: keeperOf() });

    const day = '2026-11-01';
    const rookies = [...generateAgents(generation)].filter(({ experienceLevel }) => experienceLevel === 'rookie');
    const churn = rookies.map(
      (agent) => generateAgentHistory(agent, generation).find((past) => past.day === day)?.values['churnRisk'] ?? 0,
    );
    const kept = figures.get(`{"field":"experienceLevel","value":"rookie"} ${day}`);
    const everyone = [...figures.keys()].filter((name) => name.startsWith('"everyone"')).sort();
    expect(kept?.count).toBe(rookies.length);
    expect(kept?.statistics['churnRisk']).toEqual(statisticsOf(churn));
    expect(Object.keys(kept?.statistics ?? {})).not.toContain('revenue');
    expect(everyone).toHaveLength(30);
    expect(everyone.at(-1)).toBe('"everyone" 2026-11-19');
    expect(figures.size).toBeLessThan(1_000);
  });

  it('leaves out the past of more than can be remembered of', async () => {
    await keepGeneration(dataDirectory, 'Agents', { ...generation, count: 10_001, state: 'pastless' });

    await provisionPast({ ...common(), samples: keeperOf(() => expect.unreachable()) });

    expect(figures.size).toBe(0);
    expect(await stateKept()).toBe('complete');
  });

  it.each(['provisioning', 'uploading'] as const)('leaves members alone who are not all there: %s', async (state) => {
    await generatedIn(state);

    const made = await provisionPast({ ...common(), samples: keeperOf(() => expect.unreachable()) });

    expect(made).toBeUndefined();
    expect(await stateKept()).toBe(state);
  });

  it('stops soon when it is called off, and is completed by the next start', async () => {
    const stopping = new AbortController();
    const cutShort = keeperOf(() => stopping.abort());
    const samples = keeperOf();
    await generatedIn('pastless');

    const stopped = provisionPast({ ...common(), samples: cutShort, signal: stopping.signal });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const half = cutShort.kept.size;
    const made = await provisionPast({ ...common(), samples });

    expect(half).toBe(100);
    expect(made).toEqual(generation);
    expect(samples.kept.size).toBe(230);
  });

  it('is completed by the next start when it could not be kept', async () => {
    const samples = keeperOf();
    await generatedIn('pastless');

    const failed = provisionPast({
      ...common(),
      samples: keeperOf(() => {
        throw new Error('no table');
      }),
    });
    await expect(failed).rejects.toThrow('no table');
    const state = await stateKept();
    await provisionPast({ ...common(), samples });

    expect(state).toBe('pastless');
    expect(samples.kept.size).toBe(230);
  });
});
