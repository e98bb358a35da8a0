import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answers/answer.ts';
import type { Answers } from '../../src/answers/create-answers.ts';
import { insights } from '../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import type { AlertFacts } from '../../src/insights/alert-facts.ts';
import { insightOf } from '../../src/insights/insight-item.ts';
import { createInsightRecords } from '../../src/insights/insight-records.ts';
import type { Filter } from '../../src/intents/filter.ts';
import type { IntentOfKind } from '../../src/intents/intent.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { agentItem } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { answersOver } from '../support/answers-over.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable, entityItem } from '../support/entities-table.ts';
import { factsOf } from './support/noticed.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const tableName = 'Insights-answers';

/** In order of time, the newest last. */
const noticed: readonly Partial<AlertFacts>[] = [
  { entityId: 'agent-1', at: '2026-01-10T08:00:00.000Z', riskScore: 95, predictionType: 'low_engagement' },
  { entityId: 'agent-2', at: '2026-02-20T08:00:00.000Z', riskScore: 61 },
  { entityId: 'stu_4532', at: '2026-02-21T08:00:00.000Z', riskScore: 88, predictionType: 'low_health_score' },
  { entityId: 'agent-99', at: '2026-02-22T08:00:00.000Z', riskScore: 70 },
  { entityId: 'agent-1', at: '2026-02-27T09:30:00.000Z', riskScore: 82 },
];

let engine: TestEngine;
let agents: Repository;
let answers: Answers;

beforeAll(async () => {
  engine = await startTestEngine();
  const { client } = engine;
  agents = await createAgentsTable(client, [
    agentItem(1, { name: 'Maria Price', experienceLevel: 'rookie' }),
    agentItem(2, { name: 'Bo Urban', experienceLevel: 'veteran' }),
    agentItem(3, { name: 'Ana Price', experienceLevel: 'rookie' }),
  ]);
  const entities = await createEntitiesTable(client, [entityItem()]);
  await ensureTable(client, tableDefinition(insights), tableName);
  for (const facts of noticed) {
    await client.send(new PutCommand({ TableName: tableName, Item: { ...insightOf(factsOf(facts)) } }));
  }
  const records = createInsightRecords({ client, tableName, now: () => new Date(now) });
  answers = answersOver(agents, now, [], { entities, insights: records });
});
afterAll(() => engine.stop());

const ask = (choice: Partial<IntentOfKind<'insights'>> = {}): Promise<Answer> =>
  answers.answer({ kind: 'insights', filters: [], ...choice });

/** Whom the rows are about, and how serious each is. */
const rowsOf = ({ table }: Answer): unknown[] =>
  table?.rows.map(([who, , risk]) => [who?.kind === 'person' && who.name, risk?.kind === 'number' && risk.value]) ?? [];

describe('insights', () => {
  it('are told newest first, by name where there is one, with dataset, prediction and time', async () => {
    const answer = await ask();

    expect(rowsOf(answer)).toEqual([
      ['Maria Price', 82],
      ['agent-99', 70],
      ['stu_4532', 88],
      ['Bo Urban', 61],
      ['Maria Price', 95],
    ]);
    expect(answer.table?.rows[2]).toEqual([
      { kind: 'person', id: 'stu_4532', name: 'stu_4532', dataset: 'entities' },
      { kind: 'text', text: 'Low health score' },
      { kind: 'number', value: 88, unit: 'score' },
      { kind: 'text', text: '2026-02-21 08:00' },
      { kind: 'text', text: 'Churn risk rose by 17 points to 82 within 7 days' },
    ]);
    expect(answer.notes).toEqual(['5 insights of the last 90 days, newest first.']);
    expect(answer.provenance).toMatchObject({ source: `${tableName}, PredictionTypeIndex`, itemsRead: 5 });
  });

  it('say of the first people why, and what to do first', async () => {
    const { people } = await ask();

    expect(people?.lines.map(({ id }) => id)).toEqual(['agent-1', 'agent-99', 'stu_4532']);
    expect(people?.lines[0]).toMatchObject({
      dataset: 'agents',
      figure: { label: 'Risk', value: 82 },
      traits: 'High churn risk · Churn risk rose by 17 points to 82 within 7 days. Next: Call this week',
    });
  });

  it('offer the profile of the one whom all of them are about', async () => {
    const profile = { kind: 'profile', dataset: 'agents', subject: 'agent-1' };

    expect((await ask({ subject: 'agent-1' })).steps[0]).toEqual({ label: 'Profile of Maria Price', intent: profile });
    expect((await ask()).steps.map(({ intent }) => intent.kind)).not.toContain('profile');
  });

  it('above a risk come highest first, and those of just that risk are not among them', async () => {
    expect(rowsOf(await ask({ minRisk: 82 }))).toEqual([
      ['Maria Price', 95],
      ['stu_4532', 88],
    ]);
  });

  it('can be of one prediction, and of it above a risk', async () => {
    expect(rowsOf(await ask({ predictionType: 'high_churn_risk' }))).toHaveLength(3);
    expect(rowsOf(await ask({ predictionType: 'high_churn_risk', minRisk: 65 }))).toEqual([
      ['Maria Price', 82],
      ['agent-99', 70],
    ]);
  });

  it('can be about members of one dataset, or those who fit conditions as they are now', async () => {
    const rookies: Filter = { field: 'experienceLevel', op: 'in', values: ['rookie'] };

    expect(rowsOf(await ask({ dataset: 'entities' }))).toEqual([['stu_4532', 88]]);
    expect(rowsOf(await ask({ dataset: 'agents', filters: [rookies] }))).toEqual([
      ['Maria Price', 82],
      ['Maria Price', 95],
    ]);
  });

  it.each(['agent-1', 'Agent-1', 'maria price'])('about %s are those of one person, newest first', async (subject) => {
    const answer = await ask({ subject });

    expect(answer.title).toBe('Insights about Maria Price');
    expect(rowsOf(answer)).toEqual([
      ['Maria Price', 82],
      ['Maria Price', 95],
    ]);
    expect(answer.people?.lines.map(({ traits }) => traits.split(' · ')[0])).toEqual([
      'High churn risk',
      'Low engagement',
    ]);
  });

  it('about a student are found by the form of the id', async () => {
    expect(rowsOf(await ask({ subject: 'stu_4532' }))).toEqual([['stu_4532', 88]]);
  });

  it('outlive the record of the person', async () => {
    const answer = await ask({ subject: 'agent-99' });

    expect(rowsOf(answer)).toEqual([['agent-99', 70]]);
    expect(answer.steps.map(({ intent }) => intent.kind)).not.toContain('profile');
  });

  it('ask back when several have the name, and say when nobody has', async () => {
    const several = await ask({ subject: 'price' });
    const nobody = await ask({ subject: 'Zoe Nobody' });

    expect(several.kind).toBe('choice');
    expect(several.steps.map(({ intent }) => intent)).toEqual([
      { kind: 'insights', filters: [], subject: 'agent-3' },
      { kind: 'insights', filters: [], subject: 'agent-1' },
    ]);
    expect(nobody.kind).toBe('notFound');
  });

  it.each([
    [{ subject: 'agent-3' }, 'Nothing was noticed about Ana Price in the last 90 days.'],
    [{ subject: 'agent-2', minRisk: 90 }, 'Nothing of that kind was noticed about Bo Urban in the last 90 days.'],
    [{ minRisk: 99 }, 'No insight fits that. Insights are kept for 90 days.'],
  ])('say honestly that there are none: %o', async (choice, note) => {
    const answer = await ask(choice);

    expect(answer.table).toBeUndefined();
    expect(answer.notes.join()).toContain(note);
    expect(answer.steps.map(({ intent }) => intent)).toContainEqual({ kind: 'insights', filters: [] });
  });

  it('are said not to be kept where there is no table for them', async () => {
    const answer = await answersOver(agents, now).answer({ kind: 'insights', filters: [] });

    expect(answer.notes.join()).toContain('not kept here');
  });
});

describe('more insights than one answer lists', () => {
  const many = Array.from({ length: 30 }, (_, at) =>
    insightOf(factsOf({ entityId: `agent-${(at % 3) + 1}`, at: new Date(now - at * 60_000).toISOString() })),
  );
  const over = (): Answers =>
    answersOver(agents, now, [], {
      insights: {
        tableName,
        ofEntity: async () => [],
        ofType: async () => [],
        aboveRisk: async () => [],
        newest: async ({ limit }) => many.slice(0, limit),
      },
    });

  it('are cut to ten, and the answer says so', async () => {
    const answer = await over().answer({ kind: 'insights', filters: [] });

    expect(answer.table?.rows).toHaveLength(10);
    expect(answer.notes).toEqual(['The 10 newest of the last 90 days; there are more.']);
  });

  it('tell each person once among those to look at first', async () => {
    const { people } = await over().answer({ kind: 'insights', filters: [] });

    expect(people?.lines.map(({ id }) => id)).toEqual(['agent-1', 'agent-2', 'agent-3']);
  });
});

describe('a profile', () => {
  it('tells the last things that were noticed, and leads to them', async () => {
    const answer = await answers.answer({ kind: 'profile', dataset: 'agents', subject: 'agent-1' });

    expect(answer.notes.slice(0, 2)).toEqual([
      'Noticed 2026-02-27: High churn risk, risk 82. Churn risk rose by 17 points to 82 within 7 days.',
      'Noticed 2026-01-10: Low engagement, risk 95. Churn risk rose by 17 points to 82 within 7 days.',
    ]);
    expect(answer.steps[0]).toEqual({
      label: 'Insights about Maria Price',
      intent: { kind: 'insights', subject: 'agent-1', filters: [] },
    });
  });

  it('has no step to insights of somebody about whom there are none', async () => {
    const { steps } = await answers.answer({ kind: 'profile', dataset: 'agents', subject: 'agent-3' });

    expect(steps.map(({ intent }) => intent.kind)).toEqual(['summary']);
  });

  it('is shown without them where they cannot be read', async () => {
    const unread = createInsightRecords({
      client: engine.client,
      tableName: 'No-such-table',
      now: () => new Date(now),
    });
    const shaky = answersOver(agents, now, [], { insights: unread });

    const answer = await shaky.answer({ kind: 'profile', dataset: 'agents', subject: 'agent-1' });

    expect(answer.profile?.name).toBe('Maria Price');
    expect(answer.notes[0]).toContain('cannot be read');
  });
});
