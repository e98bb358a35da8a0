import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReadModelAnalytics } from '../../../src/analytics/read-model/read-model-analytics.ts';
import { createRepositoryAnalytics } from '../../../src/analytics/repository-analytics.ts';
import type { Answers } from '../../../src/answers/create-answers.ts';
import type { Export } from '../../../src/answers/export/export-of.ts';
import { summarySheet } from '../../../src/answers/export/people-sheets.ts';
import type { NoticedSources } from '../../../src/answers/noticed-sources.ts';
import { agents as agentsDataset } from '../../../src/catalog/datasets/agents.ts';
import type { Insight } from '../../../src/catalog/datasets/insights.ts';
import { insightOf } from '../../../src/insights/insight-item.ts';
import type { Intent, IntentOfKind } from '../../../src/intents/intent.ts';
import type { FigureSpan } from '../../../src/state/figure-history.ts';
import type { FigureDay } from '../../../src/state/figure-history-item.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { agentItems } from '../../support/agent-items.ts';
import { createAgentsTable } from '../../support/agents-table.ts';
import { answersOver } from '../../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { createEntitiesTable, entityItem, studentItems } from '../../support/entities-table.ts';
import { createTestModel } from '../../support/read-model.ts';
import { alertOf, factsOf } from '../support/noticed.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const people = agentItems(40);

let engine: TestEngine;
let agents: Repository;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const bare = { id: 'agent-bare', name: '=HYPERLINK("x")', experienceLevel: 'rookie' };
  agents = await createAgentsTable(engine.client, people);
  await engine.client.send(new PutCommand({ TableName: agents.tableName, Item: bare }));
  answers = answersOver(agents, now);
});
afterAll(() => engine.stop());

const exported = (intent: Intent, personal = false): Promise<Export> => answers.export(intent, { personal });
const rookies = { field: 'experienceLevel', op: 'in' as const, values: ['rookie'] };
const churn: IntentOfKind<'summary'> = {
  kind: 'summary',
  dataset: 'agents',
  metrics: ['churnRisk'],
  filters: [rookies],
};

function columnOf({ columns, rows }: Export, title: string): unknown[] {
  const at = columns.indexOf(title);
  return rows.map((row) => row[at]);
}

describe('the rows of an answer', () => {
  it('are everyone of whom a summary tells, those first who need a look, with all that the record says', async () => {
    const file = await exported(churn, true);

    const expected = people
      .filter(({ experienceLevel }) => experienceLevel === 'rookie')
      .toSorted((a, b) => b.churnRisk - a.churnRisk);
    expect(columnOf(file, 'Id')).toEqual(expected.map(({ id }) => id));
    expect(columnOf(file, 'Revenue (USD)')).toEqual(expected.map(({ revenue }) => revenue));
    expect(columnOf(file, 'Experience level')).toEqual(expected.map(() => 'Rookie'));
    expect(columnOf(file, 'Email')).toEqual(expected.map(({ email }) => email));
    expect(columnOf(file, 'Joined (UTC)')[0]).toBe('2023-05-14 09:12:44');
    expect(file.notes).toEqual(['Without 1 agent whose churn risk is not known.']);
    expect(file.fileName).toBe('agents-rookie-churn-risk-2026-03-01.csv');
  });

  it('are the same to the last letter whether the record or the read model is asked', async () => {
    const model = await createTestModel(agentsDataset);
    // Whole seconds and days are stored as well as milliseconds.
    const [one, two, ...others] = people;
    const stored = [{ ...one, joinDate: '2023-06-01' }, { ...two, joinDate: '2023-06-01T10:40:41Z' }, ...others];
    const record = await createAgentsTable(engine.client, stored);
    await model.fill(stored);
    const analytics = createReadModelAnalytics({
      dataset: agentsDataset,
      source: 'read model',
      reader: model.reader,
      now: () => now,
    });
    const summary = { ...churn, filters: [] };

    const ofRecord = await summarySheet(
      summary,
      { repository: record, analytics: createRepositoryAnalytics({ repository: record, now: () => now }) },
      { personal: false },
    );
    const ofModel = await summarySheet(summary, { repository: record, analytics }, { personal: false });
    model.close();

    expect(ofModel.rows).toEqual(ofRecord.rows);
    const joined = ofModel.columns.indexOf('Joined (UTC)');
    expect(ofModel.rows.map((row) => row[joined])).toEqual(
      expect.arrayContaining(['2023-06-01 00:00:00', '2023-06-01 10:40:41', '2023-05-14 09:12:44']),
    );
  });

  it('begin with what was asked, then what tells most', async () => {
    const { columns } = await exported({ ...churn, metrics: ['leadConversionRate'] });

    expect(columns.slice(0, 6)).toEqual([
      'Id',
      'Name',
      'Lead conversion (%)',
      'Churn risk',
      'NPS',
      'Revenue at risk (USD)',
    ]);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('tell of private people only to those who may see that', async () => {
    const [withheld, included] = await Promise.all([exported(churn), exported(churn, true)]);

    expect([withheld.personal, included.personal]).toEqual(['withheld', 'included']);
    expect(included.columns.filter((column) => !withheld.columns.includes(column))).toEqual(['Email', 'Phone']);
    expect(JSON.stringify(withheld.rows)).not.toContain('@example.com');
  });

  it('are as many as a ranking ranks, numbered', async () => {
    const ranking: Intent = {
      kind: 'ranking',
      dataset: 'agents',
      metric: 'revenue',
      order: 'lowest',
      limit: 33,
      filters: [],
    };

    const file = await exported(ranking);

    expect(columnOf(file, 'Rank')).toEqual(Array.from({ length: 33 }, (_, at) => at + 1));
    expect(columnOf(file, 'Revenue (USD)')).toEqual(people.map(({ revenue }) => revenue).slice(0, 33));
  });

  it('are no more than a file takes, and say of how many', async () => {
    const entities = await createEntitiesTable(engine.client, [
      ...studentItems(23),
      entityItem({ entity_id: 'tut_1', entity_type: 'tutor' }),
    ]);
    const students = { field: 'entity_type', op: 'in' as const, values: ['student'] };

    const file = await answersOver(agents, now, [], { entities }).export(
      { kind: 'summary', dataset: 'entities', metrics: [], filters: [students] },
      { personal: true, most: 20 },
    );

    expect(file.rows).toHaveLength(20);
    expect(file.notes).toEqual(['Only the first 20 of 23 students, lowest health first.']);
    expect(columnOf(file, 'Health').slice(0, 3)).toEqual([1, 2, 3]);
    expect(columnOf(file, 'Last updated (UTC)')[0]).toBe('2025-01-15 00:00:00');
    expect(file.personal).toBe('none');
    expect(file.fileName).toBe('students-2026-03-01.csv');
  });

  it('are the groups of a breakdown with every statistic; too few have none', async () => {
    const file = await exported({
      kind: 'breakdown',
      dataset: 'agents',
      metrics: ['churnRisk'],
      by: 'platformEngagement',
      filters: [{ field: 'churnRisk', op: '<', value: 12 }],
    });

    const few = people.filter(({ churnRisk }) => churnRisk < 12);
    const counts = ['low', 'medium', 'high'].map(
      (value) => few.filter(({ platformEngagement }) => platformEngagement === value).length,
    );
    expect(columnOf(file, 'Agents')).toEqual(counts);
    expect(columnOf(file, 'Churn risk: agents with a value')).toEqual(counts);
    expect(columnOf(file, 'Highest churn risk').map((value) => value === null)).toEqual(
      counts.map((count) => count < 5),
    );
    expect(counts.some((count) => count < 5)).toBe(true);
    expect(file.notes).toEqual(['Figures of fewer than 5 agents are left empty.']);
  });

  it('are the groups that are compared, and everyone below them', async () => {
    const file = await exported({
      kind: 'comparison',
      dataset: 'agents',
      metrics: [],
      segment: 'experienceLevel',
      values: ['veteran', 'rookie'],
      filters: [],
    });

    expect(columnOf(file, 'Experience level')).toEqual(['Veteran', 'Rookie', 'All agents']);
    expect(columnOf(file, 'Average NPS')).toEqual([64, 64, 64]);
    expect(file.fileName).toBe('agents-veteran-rookie-2026-03-01.csv');
  });

  it('are none where nobody fits', async () => {
    const nobody = { field: 'revenue', op: '>' as const, value: 900_000 };

    const [ofSummary, ofBreakdown] = await Promise.all([
      exported({ ...churn, filters: [nobody] }),
      exported({ kind: 'breakdown', dataset: 'agents', metrics: [], by: 'specialization', filters: [nobody] }),
    ]);

    expect([ofSummary.rows, ofBreakdown.rows]).toEqual([[], []]);
  });

  it.each<[string, Intent]>([
    ['a profile', { kind: 'profile', dataset: 'agents', subject: 'agent-1' }],
    ['a help', { kind: 'help' }],
    [
      'a change',
      { kind: 'update', dataset: 'agents', subject: 'agent-1', changes: [{ metric: 'npsScore', value: 1 }] },
    ],
    ['a list of watches', { kind: 'operation', name: 'watches', arguments: {} }],
  ])('are nothing that %s has', async (_what, intent) => {
    await expect(exported(intent)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('the rows of what was noticed', () => {
  const facts = Array.from({ length: 25 }, (_, at) => factsOf({ entityId: `agent-${at + 1}` }));
  const found: readonly Insight[] = facts.map(insightOf);
  const read = async ({ limit }: { limit: number }) => found.slice(0, limit);
  const noticed: NoticedSources = {
    insights: {
      tableName: 'Insights',
      newest: read,
      aboveRisk: read,
      ofType: (_type, options) => read(options),
      ofEntity: (_id, options) => read(options),
    },
    desk: { outcomes: async () => [], find: async (id) => (id === facts[0]?.alertId ? alertOf(facts[0]) : undefined) },
  };

  it('are all of it and not the first ten, with the whole reasons', async () => {
    const file = await answersOver(agents, now, [], noticed).export(
      { kind: 'insights', filters: [] },
      { personal: true },
    );

    expect(columnOf(file, 'Id')).toEqual(facts.map(({ entityId }) => entityId));
    expect(columnOf(file, 'Name')[0]).toBe(people[0]?.name);
    expect(columnOf(file, 'Now').slice(0, 2)).toEqual(['open', null]);
    expect(columnOf(file, 'Why')[0]).toBe(facts[0]?.explanation);
    expect(columnOf(file, 'What to do')[0]).toBe(facts[0]?.recommendations.join('; '));
    expect(file.personal).toBe('none');
  });

  it('are the counts of outcomes, which can be summed up', async () => {
    const counts = { fired: 20, acknowledged: 12, recovered: 6, notRecovered: 2, pending: 4, useful: 9, notUseful: 1 };
    const outcomes = async () => [{ predictionType: 'high_churn_risk' as const, ...counts }];

    const file = await answersOver(agents, now, [], { desk: { outcomes, find: async () => undefined } }).export(
      { kind: 'operation', name: 'outcomes', arguments: { days: 30 } },
      { personal: false },
    );

    expect(file.rows).toEqual([['High churn risk', 20, 12, 6, 2, 4, 9, 1]]);
    expect(file.fileName).toBe('outcomes-last-30-days-2026-03-01.csv');
  });

  it('are everybody whom a digest names, with the figures behind it', async () => {
    const { headline } = factsOf();
    const mover = { dataset: 'agents', entityId: 'agent-9', name: 'Tom', reason: { metric: 'npsScore', value: 40 } };
    const digests = {
      digest: async () => ({
        from: '2026-02-22T00:00:00.000Z',
        to: '2026-03-01T00:00:00.000Z',
        movers: { worse: [], better: [mover] },
        fired: { total: 3000, first: [alertOf({ moneyAtRisk: 4000 })] },
        resolved: { total: 0, first: [] },
        moneyAtRisk: 4000,
        unresolved: 3,
        byDay: [],
        outcomes: [],
      }),
    };

    const file = await answersOver(agents, now, [], { digests }).export(
      { kind: 'operation', name: 'digest', arguments: { days: 7 } },
      { personal: false },
    );

    expect(file.rows).toEqual([
      ['New risk', 'agent-1', 'agent-1', 'High churn risk', 82, 4000, 'Churn risk', headline.value, 65, 7],
      ['Better', 'agent-9', 'Tom', null, null, null, 'NPS', 40, null, null],
    ]);
    expect(file.notes).toEqual(['Of the 3,000 new risks the first 1.']);
  });

  it('are none where nothing is kept', async () => {
    expect((await exported({ kind: 'insights', filters: [] })).rows).toEqual([]);
  });
});

describe('the rows of how figures were', () => {
  const statistics = (n: number, average: number) => ({
    churnRisk: { n, average, median: average, p90: average, total: n * average, min: 0, max: 100 },
  });
  const history = {
    read: async (_dataset: string, { group, from, to }: FigureSpan): Promise<readonly FigureDay[]> => {
      const isRookies = group !== 'everyone' && group.value === 'rookie';
      return Array.from({ length: 25 }, (_, at) => ({
        day: new Date(Date.UTC(2026, 1, 4 + at)).toISOString().slice(0, 10),
        count: 30 + at,
        statistics: statistics(30 + at, isRookies ? 60 + at : 20 + at),
      })).filter(({ day }) => day >= from && day <= to);
    },
  };
  const remembering = (intent: Intent): Promise<Export> =>
    answersOver(agents, now, [], { figures: history }).export(intent, { personal: true });

  it('are all days that are asked for and today, each with its ISO date and how many there were', async () => {
    const file = await remembering({ ...churn, over: { days: 24 } });

    expect(file.columns).toEqual(['Day', 'Average churn risk', 'Average churn risk: agents with a value']);
    expect(file.rows).toHaveLength(25);
    expect(file.fileName).toBe('agents-rookie-churn-risk-last-24-days-2026-03-01.csv');
    expect(file.rows[0]).toEqual(['2026-02-05', 61, 31]);
    expect(file.rows.at(-1)?.[0]).toBe('2026-03-01');
    expect(file.personal).toBe('none');
  });

  it('are called by what they show where fewer days are kept than were asked for', async () => {
    const file = await remembering({ ...churn, over: { days: 90 } });

    expect(file.fileName).toBe('agents-rookie-churn-risk-last-25-days-2026-03-01.csv');
    expect(file.understood.words).toContain('over the last 25 days');
  });

  it('are those of now where the figures do not reach back to what they are held against', async () => {
    const file = await remembering({ ...churn, against: { daysAgo: 365 } });

    expect(file.notes[0]).toBe('No daily figures of that time are kept of this: the rows are of now.');
    expect(file.columns).not.toContain('Change');
  });

  it('are a row a group with its change, where figures are held against those of a day', async () => {
    const file = await remembering({
      kind: 'comparison',
      dataset: 'agents',
      metrics: ['churnRisk'],
      segment: 'experienceLevel',
      values: ['rookie', 'veteran'],
      filters: [],
      against: { daysAgo: 7 },
    });

    expect(file.columns.slice(0, 6)).toEqual([
      'Experience level',
      'Figure',
      '2026-02-22',
      'Now (2026-03-01)',
      'Change',
      'Which is',
    ]);
    const churnOf = (level: string) =>
      people.filter(({ experienceLevel }) => experienceLevel === level).map(({ churnRisk }) => churnRisk);
    const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const nowOf = (level: string) => Math.round(average(churnOf(level)) * 10) / 10;
    expect(file.rows.map((row) => row.slice(0, 3))).toEqual([
      ['Rookie', 'Average churn risk', 78],
      ['Veteran', 'Average churn risk', 38],
    ]);
    expect(columnOf(file, 'Change')).toEqual([
      expect.closeTo(nowOf('rookie') - 78, 6),
      expect.closeTo(nowOf('veteran') - 38, 6),
    ]);
    expect(columnOf(file, 'Which is')[0]).toBe('better');
    expect(columnOf(file, 'With a value on 2026-02-22: agents')).toEqual([48, 48]);
  });

  it('are those of now where none are kept, and say so', async () => {
    const file = await exported({ ...churn, over: { days: 30 } }, true);

    expect(file.notes[0]).toBe('No daily figures of that time are kept of this: the rows are of now.');
    expect(columnOf(file, 'Email').length).toBeGreaterThan(0);
    expect(file.personal).toBe('included');
    expect(file.understood.command).not.toContain('days');
  });
});
