import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRepositoryAnalytics } from '../src/analytics/repository-analytics.ts';
import { agents } from '../src/catalog/datasets/agents.ts';
import { createFigureHistory } from '../src/state/figure-history.ts';
import type { KeptGroup } from '../src/state/figure-history-item.ts';
import { stateTable } from '../src/state/state-table.ts';
import { createRepository } from '../src/storage/create-repository.ts';
import { ensureTable } from '../src/storage/ensure-table.ts';
import { takeFigures } from '../src/take-figures.ts';
import { agentItem } from './support/agent-items.ts';
import { createAgentsTable, freshTableName } from './support/agents-table.ts';
import { startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

it("keeps the day's figures of everyone and of each value, and the first of a day only", async () => {
  const { client } = engine;
  const people = [10, 20, 60].map((churnRisk, at) => ({
    ...agentItem(at + 1),
    experienceLevel: at === 0 ? ('veteran' as const) : ('rookie' as const),
    subscriptionTier: 'bespoke',
    churnRisk,
  }));
  const { tableName } = await createAgentsTable(client, people);
  const repository = createRepository({ client, dataset: agents, tableName });
  const analytics = createRepositoryAnalytics({ repository, now: Date.now });
  const memory = freshTableName();
  await ensureTable(client, stateTable, memory);
  const figures = createFigureHistory(client, memory);
  const take = () =>
    takeFigures({ dataset: agents, analytics, figures, now: () => new Date('2026-11-20T23:30:00-05:00') });

  const taken = await take();
  await repository.load([{ ...agentItem(4), experienceLevel: 'rookie' }]);
  await take();

  const [from, to] = ['2026-11-01', '2026-11-30'];
  const kept = (group: KeptGroup) => figures.read('agents', { group, from, to, metrics: ['churnRisk'] });
  const rookies = await kept({ field: 'experienceLevel', value: 'rookie' });
  expect(taken.day).toBe('2026-11-21');
  expect(rookies).toEqual([
    {
      day: '2026-11-21',
      count: 2,
      statistics: { churnRisk: { n: 2, average: 40, median: 40, p90: 56, total: 80, min: 20, max: 60 } },
    },
  ]);
  expect(await kept('everyone')).toMatchObject([{ count: 3, statistics: { churnRisk: { average: 30 } } }]);
  expect(await kept({ field: 'subscriptionTier', value: 'bespoke' })).toMatchObject([{ count: 3 }]);
  expect(await kept({ field: 'experienceLevel', value: 'established' })).toEqual([
    { day: '2026-11-21', count: 0, statistics: {} },
  ]);
});
