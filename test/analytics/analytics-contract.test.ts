import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics, AnalyticsRequest, AnalyticsResult, RankRequest } from '../../src/analytics/analytics.ts';
import { createReadModelAnalytics } from '../../src/analytics/read-model/read-model-analytics.ts';
import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import { statisticNames } from '../../src/analytics/statistics.ts';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { entities } from '../../src/catalog/datasets/entities.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import type { AnyItem } from '../../src/catalog/derive/item-schema.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { anyItems, anyRequest, columnNames } from '../support/any-analytics.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem } from '../support/entities-table.ts';
import { createTestModel, type TestModel } from '../support/read-model.ts';

const now = Date.parse('2026-03-15T12:00:00Z');

/** An agent of whom only that is known. */
const agent = (id: string, values: AnyItem = {}): AnyItem => ({ id, ...values });

const people: readonly AnyItem[] = [
  agent('agent-1', { name: 'Zoë Ångström', experienceLevel: 'rookie', churnRisk: 90, npsScore: 10, revenue: 100 }),
  agent('agent-2', { name: 'Ana Núñez', experienceLevel: 'rookie', churnRisk: 40, npsScore: 20, revenue: 300 }),
  agent('agent-10', { name: 'Ana Nunez', experienceLevel: 'rookie', churnRisk: 40, npsScore: 30, revenue: 200 }),
  agent('agent-3', { name: 'Anabel Nord', experienceLevel: 'veteran', churnRisk: 40, subscriptionTier: 'unheard' }),
  agent('agent-4', { name: "Pat O'Brien-Smith", experienceLevel: 'veteran', churnRisk: 250, joinDate: '2024-01-01' }),
  agent('agent-5', { name: '…', experienceLevel: 'wizard', churnRisk: 70, joinDate: 'yesterday' }),
  agent('agent-6', {
    name: 'Ana Ziegler',
    lastActivityDate: '2026-03-05T12:00:00',
    activeFeatures: ['crmSync', 'marketReports'],
  }),
  agent('agent-7', {
    lastActivityDate: '2026-03-05T11:59:59.999Z',
    activeFeatures: [],
    subscriptionTier: "O'Hara's",
  }),
  agent('agent-8', { lastActivityDate: '2026-03-16T14:00:00+02:00', activeFeatures: ['crmSync'] }),
];

/** One id is that of three members. */
const members: readonly AnyItem[] = [
  entityItem({ entity_id: 'stu_1', entity_type: 'student', health_score: 50, sessions_7d: 1 }),
  entityItem({ entity_id: 'stu_1', entity_type: 'tutor', health_score: 50, sessions_7d: 7 }),
  entityItem({ entity_id: 'stu_1', entity_type: 'region', health_score: 50, sessions_7d: 9 }),
  entityItem({ entity_id: 'stu_2', entity_type: 'student', health_score: 20 }),
  { entity_id: 'tut_1', entity_type: 'tutor', sessions_7d: 4 },
];

const kinds = ['repository', 'read model'] as const;
type Kind = (typeof kinds)[number];
type Sides = Readonly<Record<Kind, Analytics>>;

let engine: TestEngine;
const models: TestModel[] = [];
let ofAgents: Sides;
let ofEntities: Sides;
let ofAnyAgents: Sides;
let ofAnyEntities: Sides;

/** The same items in the record and in the read model, which is filled with what the record gives. */
async function sidesOf(dataset: Dataset, repository: Repository, items: readonly AnyItem[]): Promise<Sides> {
  await Promise.all(items.map((Item) => engine.client.send(new PutCommand({ TableName: repository.tableName, Item }))));
  const model = await createTestModel(dataset, now);
  models.push(model);
  const read: AnyItem[] = [];
  for await (const page of repository.readAll({ attributes: columnNames(dataset) })) read.push(...page.items);
  // The rows of a read model are in the order of no key.
  await model.fill(read.toReversed());
  return {
    repository: createRepositoryAnalytics({ repository, now: () => now }),
    'read model': createReadModelAnalytics({ dataset, source: 'memory', reader: model.reader, now: () => now }),
  };
}

beforeAll(async () => {
  engine = await startTestEngine();
  ofAgents = await sidesOf(agents, await createAgentsTable(engine.client), people);
  ofEntities = await sidesOf(entities, await createEntitiesTable(engine.client), members);
  ofAnyAgents = await sidesOf(agents, await createAgentsTable(engine.client), anyItems(agents, 40));
  ofAnyEntities = await sidesOf(entities, await createEntitiesTable(engine.client), anyItems(entities, 40));
});

afterAll(async () => {
  for (const model of models) model.close();
  await engine.stop();
});

const churn: AnalyticsRequest = { filters: [], metrics: ['churnRisk'], fleet: true };
const byChurn = (parts: Partial<RankRequest> = {}): AnalyticsRequest => ({
  ...churn,
  metrics: [],
  rank: { metric: 'churnRisk', order: 'highest', offset: 0, limit: 10, show: [], ...parts },
});

describe.each(kinds)('figures from the %s', (kind) => {
  const run = (request: Partial<AnalyticsRequest>): Promise<AnalyticsResult> =>
    ofAgents[kind].run({ ...churn, ...request });
  const count = async (...filters: AnalyticsRequest['filters']): Promise<number> =>
    (await run({ filters })).selection.count;

  it('leave out what is missing, out of range or no number of people', async () => {
    const { selection, fleet } = await run({ filters: [{ field: 'experienceLevel', op: 'in', values: ['veteran'] }] });

    expect(selection).toEqual({
      count: 2,
      statistics: { churnRisk: { n: 1, average: 40, median: 40, p90: 40, total: 40, min: 40, max: 40 } },
    });
    expect(fleet).toMatchObject({ count: 9, statistics: { churnRisk: { n: 5, median: 40, p90: 82, total: 280 } } });
  });

  it('are nulls where nobody stands behind them', async () => {
    const { selection } = await run({ filters: [{ field: 'churnRisk', op: '>', value: 95 }] });

    expect(selection.count).toBe(0);
    expect(selection.statistics['churnRisk']).toMatchObject({ n: 0, average: null, median: null, total: null });
  });

  it('are null where they are not asked for, part by part', async () => {
    const { selection, fleet, groups } = await run({
      by: ['experienceLevel'],
      statistics: {
        selection: [{ metric: 'churnRisk', statistic: 'p90' }],
        fleet: [{ metric: 'churnRisk', statistic: 'total' }],
        groups: [],
      },
    });

    const none = { average: null, median: null, p90: null, total: null, min: null, max: null };
    expect(selection.statistics['churnRisk']).toEqual({ ...none, n: 5, p90: 82 });
    expect(fleet?.statistics['churnRisk']).toEqual({ ...none, n: 5, total: 280 });
    expect(groups['experienceLevel']?.find(({ value }) => value === 'rookie')?.statistics).toEqual({
      churnRisk: { ...none, n: 3 },
    });
  });

  it('are grouped by each segment, those without a known value apart', async () => {
    const { groups } = await run({ by: ['experienceLevel', 'subscriptionTier'] });

    const counts = (segment: string) => new Map(groups[segment]?.map((group) => [group.value, group.count]));
    expect(counts('experienceLevel')).toEqual(
      new Map([
        ['rookie', 3],
        ['veteran', 2],
        [undefined, 4],
      ]),
    );
    expect(counts('subscriptionTier')).toEqual(
      new Map([
        ['unheard', 1],
        ["O'Hara's", 1],
        [undefined, 7],
      ]),
    );
  });

  it('are of those who pass every filter, and what is missing passes none', async () => {
    expect(await count({ field: 'churnRisk', op: '<=', value: 100 })).toBe(5);
    expect(await count({ field: 'churnRisk', op: '=', value: 40 }, { field: 'npsScore', op: '>=', value: 20 })).toBe(2);
    expect(await count({ field: 'subscriptionTier', op: 'in', values: ['unheard', 'basic'] })).toBe(1);
    expect(await count({ field: 'activeFeatures', op: 'has', values: ['marketReports', 'crmSync'] })).toBe(1);
    expect(await count({ field: 'activeFeatures', op: 'has', values: ['crmSync'] })).toBe(2);
    expect(await count({ field: 'joinDate', op: 'since', value: '2024-01-01' })).toBe(1);
    expect(await count({ field: 'joinDate', op: 'before', value: '2024-01-01' })).toBe(0);
  });

  it('take a value for a value, whatever it says', async () => {
    const said = "basic' OR TRUE --";

    expect(await count({ field: 'subscriptionTier', op: 'in', values: [said] })).toBe(0);
    expect(await count({ field: 'activeFeatures', op: 'has', values: [said] })).toBe(0);
    expect(await count({ field: 'subscriptionTier', op: 'in', values: ["O'Hara's"] })).toBe(1);
  });

  it('know the bound of a number of days, whatever zone a time is written in', async () => {
    expect(await count({ field: 'lastActivityDate', op: 'withinDays', value: 10 })).toBe(2);
    expect(await count({ field: 'lastActivityDate', op: 'olderThanDays', value: 10 })).toBe(1);
    expect(await count({ field: 'lastActivityDate', op: 'since', value: '2026-03-16' })).toBe(1);
  });

  it('say how many items lack something that was asked for', async () => {
    const { cost } = await run({ filters: [{ field: 'npsScore', op: '<', value: 50 }] });

    expect(cost).toMatchObject({ itemsRead: 9, unreadable: 6, asOf: new Date(now).toISOString() });
  });

  it.each<Partial<AnalyticsRequest>>([
    { metrics: ['nonsense'] },
    { metrics: ['name'] },
    { filters: [{ field: 'email', op: 'in', values: ['dana@example.com'] }] },
    { filters: [{ field: 'churnRisk" OR TRUE --', op: '>', value: 0 }] },
    { by: ['activeFeatures'] },
    { rank: { metric: 'churnRisk', order: 'highest', offset: 0, limit: 1, show: ['phone'] } },
  ])('are refused for a field that cannot be asked for like that: %j', async (request) => {
    await expect(run(request)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe.each(kinds)('a ranking from the %s', (kind) => {
  it('puts equal values in the order of ids, and leaves out who has none', async () => {
    const { ranked, rankable } = await ofAgents[kind].run(byChurn());

    expect(ranked.map(({ id, value }) => [id, value])).toEqual([
      ['agent-1', 90],
      ['agent-5', 70],
      ['agent-10', 40],
      ['agent-2', 40],
      ['agent-3', 40],
    ]);
    expect(rankable).toBe(5);
  });

  it('gives the part that is asked for, of those who are selected', async () => {
    const { ranked, rankable } = await ofAgents[kind].run({
      ...byChurn({ order: 'lowest', offset: 1, limit: 1 }),
      filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
    });

    expect(ranked.map(({ id }) => id)).toEqual(['agent-2']);
    expect(rankable).toBe(3);
  });

  it.each([1, 1000])('shows the attributes that are asked for and the key, of up to %d', async (limit) => {
    const { ranked } = await ofAgents[kind].run(byChurn({ limit, show: ['name', 'experienceLevel', 'joinDate'] }));

    expect(ranked[0]?.item).toEqual({ id: 'agent-1', name: 'Zoë Ångström', experienceLevel: 'rookie' });
  });

  it('tells members of one id apart', async () => {
    const { ranked } = await ofEntities[kind].run({
      filters: [],
      metrics: [],
      fleet: false,
      rank: { metric: 'health_score', order: 'highest', offset: 0, limit: 3, show: ['sessions_7d'] },
    });

    expect(ranked.map(({ item }) => item)).toEqual([
      { entity_id: 'stu_1', entity_type: 'region', sessions_7d: 9 },
      { entity_id: 'stu_1', entity_type: 'student', sessions_7d: 1 },
      { entity_id: 'stu_1', entity_type: 'tutor', sessions_7d: 7 },
    ]);
  });
});

describe.each(kinds)('names in the %s', (kind) => {
  const find = (text: string, limit = 5) => ofAgents[kind].findByName(text, limit);

  it('are found whole, without capitals, accents and punctuation', async () => {
    expect(await find('ana NUNEZ')).toEqual({
      hits: [
        { id: 'agent-10', name: 'Ana Nunez' },
        { id: 'agent-2', name: 'Ana Núñez' },
      ],
      total: 2,
      near: [],
    });
    expect((await find("pat o'brien smith")).hits.map(({ id }) => id)).toEqual(['agent-4']);
  });

  it('are found by how their words begin, in the order of names', async () => {
    const { hits, total } = await find('n ana', 2);

    expect(hits.map(({ name }) => name)).toEqual(['Ana Nunez', 'Ana Núñez']);
    expect(total).toBe(3);
  });

  it('are near where nobody is called that, the most alike first', async () => {
    const { hits, near } = await find('Anatol Norberg', 2);

    expect(hits).toEqual([]);
    expect(near.map(({ id }) => id)).toEqual(['agent-3', 'agent-10']);
  });

  it.each(['…', '  ', '%', 'xq'])('have nothing in common with %j', async (text) => {
    expect(await find(text)).toEqual({ hits: [], total: 0, near: [] });
  });

  it('are none where members have ids alone', async () => {
    expect(await ofEntities[kind].findByName('stu_1', 5)).toEqual({ hits: [], total: 0, near: [] });
  });
});

const figureNames: ReadonlySet<string> = new Set(statisticNames);

/** What must be the same exactly, but for figures: those to nine digits. */
function asExpected(value: unknown, name = ''): unknown {
  if (typeof value === 'number' && figureNames.has(name)) {
    return expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.max(1, Math.abs(value)))));
  }
  if (Array.isArray(value)) return value.map((part) => asExpected(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([part, its]) => [part, asExpected(its, part)]));
}

function comparable({ cost, groups, ...result }: AnalyticsResult, { fleet }: AnalyticsRequest) {
  const order = (value: string | undefined): string => value ?? '';
  return {
    ...result,
    groups: Object.fromEntries(
      Object.entries(groups).map(([segment, values]) => [
        segment,
        values.toSorted((a, b) => order(a.value).localeCompare(order(b.value))),
      ]),
    ),
    // Without the fleet a part of the record may be read.
    ...(fleet && { itemsRead: cost.itemsRead, unreadable: cost.unreadable }),
  };
}

describe.each([
  ['agents', agents, () => ofAnyAgents],
  ['entities', entities, () => ofAnyEntities],
] as const)('any question about %s', (_name, dataset, sides) => {
  it('has the same answer from the record and from the read model', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest(dataset, now), async (request) => {
        const { repository, 'read model': model } = sides();

        const [plain, fast] = await Promise.all([repository.run(request), model.run(request)]);

        expect(comparable(fast, request)).toEqual(asExpected(comparable(plain, request)));
      }),
      { numRuns: 40 },
    );
  });
});
