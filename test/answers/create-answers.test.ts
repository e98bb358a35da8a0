import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics } from '../../src/analytics/analytics.ts';
import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import type { Answers } from '../../src/answers/create-answers.ts';
import { rankingAnswer } from '../../src/answers/ranking-answer.ts';
import type { Agent } from '../../src/catalog/datasets/agents.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import type { ClearIntent, IntentOfKind } from '../../src/intents/intent.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const asOf = '2026-03-01';
const now = Date.parse(`${asOf}T00:00:00Z`);
const people: readonly Agent[] = [...generateAgents({ count: 500, seed: 42, asOf })];

let engine: TestEngine;
let repository: Repository;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  repository = await createAgentsTable(engine.client, people);
  answers = answersOver(repository, now);
});
afterAll(() => engine.stop());

/** The middle and the 90 % point the way a person would work them out with pencil and paper. */
function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return low + (high - low) * (position - Math.floor(position));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a summary', () => {
  const rookies = people.filter(({ experienceLevel }) => experienceLevel === 'rookie');
  const churn = rookies.map(({ churnRisk }) => churnRisk);
  const churnRookie: ClearIntent = {
    kind: 'summary',
    dataset: 'agents',
    metrics: ['churnRisk'],
    filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
  };

  it('states what a plain loop over the people gives', async () => {
    const answer = await answers.answer(churnRookie);

    const [headline] = answer.headline;
    expect(headline?.value).toBeCloseTo(mean(churn), 9);
    expect(headline?.n).toBe(rookies.length);
    expect(headline?.fleet?.value).toBeCloseTo(mean(people.map(({ churnRisk }) => churnRisk)), 9);
    expect(headline?.fleet).toMatchObject({ n: 500, verdict: 'worse' });
    expect(answer.facts.map(({ statistic }) => statistic)).toEqual(['median', 'p90']);
    expect(answer.facts[0]?.value).toBeCloseTo(quantile(churn, 0.5), 9);
    expect(answer.facts[1]?.value).toBeCloseTo(quantile(churn, 0.9), 9);
  });

  it('breaks the group down by a segment that the question left open', async () => {
    const { table } = await answers.answer(churnRookie);

    const low = rookies.filter(({ platformEngagement }) => platformEngagement === 'low');
    const row = table?.rows.find(([first]) => first?.kind === 'text' && first.text === 'Low engagement');
    expect(row?.[1]).toMatchObject({ value: low.length });
    expect(row?.[3]).toMatchObject({ value: expect.closeTo(mean(low.map(({ churnRisk }) => churnRisk)), 9) });
  });

  it('names the five who need a look first', async () => {
    const { people: first } = await answers.answer(churnRookie);

    const worst = [...rookies].sort((a, b) => b.churnRisk - a.churnRisk || (a.id < b.id ? -1 : 1)).slice(0, 5);
    expect(first?.lines.map(({ id, name, figure }) => [id, name, figure.value])).toEqual(
      worst.map(({ id, name, churnRisk }) => [id, name, churnRisk]),
    );
  });

  it('reads the whole fleet once for both figures', async () => {
    const { provenance } = await answers.answer(churnRookie);

    expect(provenance).toMatchObject({ itemsRead: 500, unreadable: 0, asOf: '2026-03-01T00:00:00.000Z' });
  });

  it('adds money up and tells the share of the fleet', async () => {
    const answer = await answers.answer({ ...churnRookie, metrics: ['revenueAtRisk'] });

    const total = rookies.reduce((sum, { revenueAtRisk }) => sum + revenueAtRisk, 0);
    const all = people.reduce((sum, { revenueAtRisk }) => sum + revenueAtRisk, 0);
    expect(answer.headline[0]).toMatchObject({ value: total, statistic: 'total', share: (total / all) * 100 });
  });

  it('counts when no metric is asked for, and says how they are doing', async () => {
    const answer = await answers.answer({ ...churnRookie, metrics: [] });

    expect(answer.headline[0]).toMatchObject({ value: rookies.length, share: rookies.length / 5 });
    expect(answer.facts[0]?.value).toBeCloseTo(mean(churn), 9);
  });

  it('has no delta for the fleet itself', async () => {
    const answer = await answers.answer({ ...churnRookie, filters: [] });

    expect(answer.headline[0]).not.toHaveProperty('fleet');
  });

  it('says that fewer than five people are too few, and how many they are', async () => {
    const [one] = people;
    const answer = await answers.answer({
      ...churnRookie,
      filters: [{ field: 'revenue', op: '=', value: one?.revenue ?? 0 }],
    });

    expect(answer.headline[0]).toMatchObject({
      value: null,
      n: people.filter((p) => p.revenue === one?.revenue).length,
    });
    expect(answer.facts.every(({ value }) => value === null)).toBe(true);
    expect(answer.notes.join()).toContain('too few');
  });

  it('offers the same question with one condition fewer when nobody fits', async () => {
    const nobody: ClearIntent = {
      ...churnRookie,
      filters: [
        { field: 'experienceLevel', op: 'in', values: ['rookie'] },
        { field: 'revenue', op: '>', value: 9_000_000 },
      ],
    };

    const answer = await answers.answer(nobody);

    expect(answer.notes.join()).toContain('None of the 500 agents');
    expect(answer.steps.map(({ intent }) => 'filters' in intent && intent.filters.length)).toEqual([1, 1]);
  });
});

describe('a breakdown', () => {
  it('has a row and a bar for each value, in the declared order', async () => {
    const answer = await answers.answer({
      kind: 'breakdown',
      dataset: 'agents',
      metrics: ['revenue'],
      by: 'specialization',
      filters: [],
    });

    const totals = ['residential', 'residentialInvestor', 'luxury', 'commercial'].map((value) =>
      people.filter((p) => p.specialization === value).reduce((sum, { revenue }) => sum + revenue, 0),
    );
    expect(answer.table?.rows.map((row) => row[3])).toEqual(
      totals.map((value) => ({ kind: 'number', value, unit: 'usd' })),
    );
    expect(answer.chart?.series[0]?.values).toEqual(totals);
    expect(answer.headline[0]?.value).toBe(totals.reduce((sum, value) => sum + value, 0));
  });

  it('counts people when no metric is asked for', async () => {
    const answer = await answers.answer({
      kind: 'breakdown',
      dataset: 'agents',
      metrics: [],
      by: 'marketTypeCondition',
      filters: [],
    });

    const counts = ['warm', 'hot', 'cooling'].map((c) => people.filter((p) => p.marketTypeCondition === c).length);
    expect(answer.table?.rows.map((row) => row[1])).toEqual(
      counts.map((value) => ({ kind: 'number', value, unit: 'count' })),
    );
  });
});

describe('a comparison', () => {
  it('sets groups beside each other and says how far they are apart', async () => {
    const answer = await answers.answer({
      kind: 'comparison',
      dataset: 'agents',
      metrics: ['npsScore'],
      segment: 'experienceLevel',
      values: ['rookie', 'veteran'],
      filters: [],
    });

    const nps = (level: string): number =>
      mean(people.filter((p) => p.experienceLevel === level).map(({ npsScore }) => npsScore));
    expect(answer.headline.map(({ value }) => value)).toEqual([
      expect.closeTo(nps('rookie'), 9),
      expect.closeTo(nps('veteran'), 9),
    ]);
    expect(answer.notes[0]).toContain('best veteran');
    expect(answer.notes[0]).toContain(`${(nps('veteran') - nps('rookie')).toFixed(1)} apart`);
  });
});

describe('a ranking', () => {
  const ranking: IntentOfKind<'ranking'> = {
    kind: 'ranking',
    dataset: 'agents',
    metric: 'revenueAtRisk',
    order: 'highest',
    limit: 45,
    filters: [{ field: 'specialization', op: 'in', values: ['luxury'] }],
  };
  const expected = people
    .filter(({ specialization }) => specialization === 'luxury')
    .sort((a, b) => b.revenueAtRisk - a.revenueAtRisk || (a.id < b.id ? -1 : 1))
    .slice(0, 45)
    .map(({ id }) => id);
  const idsOf = async (offset: number): Promise<string[]> => {
    const { table } = await answers.answer(ranking, { offset });
    return table?.rows.flatMap((row) => row.flatMap((cell) => (cell.kind === 'person' ? [cell.id] : []))) ?? [];
  };

  it('pages through everybody once, in order', async () => {
    const pages = [await idsOf(0), await idsOf(20), await idsOf(40)];

    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(pages.flat()).toEqual(expected);
  });

  it('shows the last page when asked for one beyond it', async () => {
    expect(await idsOf(400)).toEqual(expected.slice(40));
  });

  it.each([
    [3, '3 of 5,000 agents.'],
    [1000, '1 to 20 of 1,000 agents.'],
  ])('says of how many its %d are, as figures are written', async (limit, note) => {
    const real = createRepositoryAnalytics({ repository, now: () => now });
    const analytics: Analytics = {
      ...real,
      run: async (request) => ({ ...(await real.run(request)), rankable: 5000 }),
    };

    const { notes } = await rankingAnswer({ ...ranking, limit, filters: [] }, { repository, analytics }, 0);

    expect(notes[0]).toBe(note);
  });

  it('reads the segment through its index and not the table', async () => {
    const { provenance } = await answers.answer(ranking);

    expect(provenance?.source).toContain('SpecializationIndex');
    expect(provenance?.itemsRead).toBe(people.filter(({ specialization }) => specialization === 'luxury').length);
  });
});

describe('a profile', () => {
  const [first] = people;
  if (first === undefined) throw new Error('the generator made nobody');

  it('sets each figure beside the average of the peers', async () => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject: first.id });

    const peers = people.filter(({ experienceLevel }) => experienceLevel === first.experienceLevel);
    const nps = answer.profile?.lines.find(({ label }) => label === 'NPS');
    expect(nps).toMatchObject({
      text: String(first.npsScore),
      usual: {
        text: mean(peers.map((p) => p.npsScore))
          .toFixed(1)
          .replace(/\.0$/u, ''),
      },
    });
    expect(answer.profile?.lines.find(({ label }) => label === 'Email')).toMatchObject({
      text: first.email,
      personal: true,
    });
  });

  it.each(['whole', 'lower', 'upper'] as const)('finds a person by name, in %s case', async (style) => {
    const subject = { whole: first.name, lower: first.name.toLowerCase(), upper: first.name.toUpperCase() }[style];

    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject });

    expect(answer.profile?.id ?? answer.steps.map(({ label }) => label).join()).toContain(first.id);
  });

  it('lets people choose when several have the name', async () => {
    const [given = ''] = first.name.split(' ');
    await repository.load([{ ...first, id: 'agent-9001' }]);

    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject: first.name });

    expect(given).not.toBe('');
    expect(answer.kind).toBe('choice');
    expect(answer.steps.map(({ intent }) => intent.kind === 'profile' && intent.subject)).toContain('agent-9001');
    await engine.client.send(new DeleteCommand({ TableName: repository.tableName, Key: { id: 'agent-9001' } }));
  });

  it('says when there is nobody of that id', async () => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject: 'agent-99999' });

    expect(answer.kind).toBe('notFound');
  });
});

describe('an update', () => {
  it('proposes old and new and writes nothing', async () => {
    const before = await repository.find('agent-2');
    const answer = await answers.answer({
      kind: 'update',
      dataset: 'agents',
      subject: 'agent-2',
      changes: [{ metric: 'npsScore', value: 1 }],
    });

    expect(answer.proposal?.changes).toEqual([
      { metric: 'npsScore', label: 'NPS', unit: 'score', from: before?.['npsScore'], to: 1 },
    ]);
    expect(await repository.find('agent-2')).toEqual(before);
  });
});

describe('records that do not fit the catalogue', () => {
  it('leaves spoilt values out of the figures and says so', async () => {
    const table = await createAgentsTable(engine.client, people.slice(0, 20));
    await engine.client.send(
      new PutCommand({ TableName: table.tableName, Item: { ...people[20], id: 'agent-odd', churnRisk: 4000 } }),
    );

    const answer = await answersOver(table, now).answer({
      kind: 'summary',
      dataset: 'agents',
      metrics: ['churnRisk'],
      filters: [],
    });

    expect(answer.headline[0]).toMatchObject({
      n: 20,
      value: expect.closeTo(mean(people.slice(0, 20).map((p) => p.churnRisk)), 9),
    });
    expect(answer.notes.join()).toContain('1 record holds values outside the catalogue');
  });

  it('says how to fill an empty table', async () => {
    const table = await createAgentsTable(engine.client);

    const answer = await answersOver(table, now).answer({
      kind: 'summary',
      dataset: 'agents',
      metrics: [],
      filters: [],
    });

    expect(answer.notes.join()).toContain('npm run generate');
  });
});
