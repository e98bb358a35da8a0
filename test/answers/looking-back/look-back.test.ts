import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepositoryAnalytics } from '../../../src/analytics/repository-analytics.ts';
import type { Answer, Cell } from '../../../src/answers/answer.ts';
import { type Answers, createAnswers } from '../../../src/answers/create-answers.ts';
import { type Agent, agents } from '../../../src/catalog/datasets/agents.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { generateAgentHistory } from '../../../src/generator/generate-agent-history.ts';
import { generateAgents } from '../../../src/generator/generate-agents.ts';
import type { IntentOfKind } from '../../../src/intents/intent.ts';
import { validateBlocks } from '../../../src/playground/blocks/validate-blocks.ts';
import { provisionFigures } from '../../../src/provision/provision-figures.ts';
import { buildMessage } from '../../../src/slack/blocks/build-message.ts';
import { createFigureHistory, type FigureHistory } from '../../../src/state/figure-history.ts';
import type { KeptGroup } from '../../../src/state/figure-history-item.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { summarise } from '../../../src/take-figures.ts';
import { createAgentsTable, freshTableName } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const generation = { count: 150, seed: 7, asOf: '2026-11-20' };
const now = Date.parse('2026-11-20T09:00:00Z');
const people: readonly Agent[] = [...generateAgents(generation)];
const rookies = people.filter(({ experienceLevel }) => experienceLevel === 'rookie');
const isRookie = { field: 'experienceLevel', op: 'in' as const, values: ['rookie'] };
const churn: IntentOfKind<'summary'> = { kind: 'summary', dataset: 'agents', metrics: ['churnRisk'], filters: [] };
const churnOfRookies = { ...churn, filters: [isRookie] };
const byExperience: IntentOfKind<'breakdown'> = {
  kind: 'breakdown',
  dataset: 'agents',
  metrics: ['churnRisk'],
  by: 'experienceLevel',
  filters: [],
};

let engine: TestEngine;
let repository: Repository;
let generated: FigureHistory;

beforeAll(async () => {
  engine = await startTestEngine();
  repository = await createAgentsTable(engine.client, people);
  generated = await emptyHistory();
  await provisionFigures({ figures: generated, summarise, dataset: agents, generation });
});
afterAll(() => engine.stop());

async function emptyHistory(): Promise<FigureHistory> {
  const tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  return createFigureHistory(engine.client, tableName);
}

function answersWith(figures: FigureHistory | undefined): Answers {
  const source = { repository, analytics: createRepositoryAnalytics({ repository, now: () => now }) };
  return createAnswers({
    sources: { agents: source, entities: source },
    usage: { readUsage: async () => [] },
    ...(figures === undefined ? {} : { figures }),
    now: () => now,
  });
}

/** What the churn of groups was on some days, each with so many people. */
async function historyOf(
  days: readonly { day: string; group?: KeptGroup; values: readonly number[] }[],
): Promise<FigureHistory> {
  const figures = await emptyHistory();
  const kept = days.flatMap(({ day, group = 'everyone', values }) => {
    const churnRisk = summarise(values);
    return churnRisk === undefined ? [] : [{ group, day: { day, count: values.length, statistics: { churnRisk } } }];
  });
  await figures.keepPast('agents', kept);
  return figures;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const churnNow = mean(people.map(({ churnRisk }) => churnRisk));
const alike = (value: number): number[] => Array(6).fill(value);
const textIn = (cells: readonly Cell[] | undefined) =>
  cells?.map((cell) => (cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : cell.name));

function churnOn(day: string, agent: Agent): number {
  return generateAgentHistory(agent, generation).find((past) => past.day === day)?.values['churnRisk'] ?? Number.NaN;
}

/** The answer as Slack would get it, which must be to its liking. */
function messageOf(answer: Answer) {
  const message = buildMessage(answer, 'asker');
  expect(validateBlocks(message.blocks, 'message')).toMatchObject({ ok: true });
  return message;
}

describe('figures over days', () => {
  it('are drawn from the first day to now, which is read from the record and never from what is kept', async () => {
    await generated.keepDay('agents', '2026-11-20', [{ group: 'everyone', figures: { count: 1, statistics: {} } }]);

    const { chart, table, headline, notes } = await answersWith(generated).answer({
      ...churnOfRookies,
      over: { days: 30 },
    });

    const [series] = chart?.series ?? [];
    expect(chart).toMatchObject({ shape: 'line', unit: 'score', title: 'Average churn risk, last 30 days' });
    expect(chart?.categories).toHaveLength(12);
    expect([chart?.categories[0], chart?.categories.at(-1)]).toEqual(['21 Oct', 'Today']);
    expect(series?.values[0]).toBeCloseTo(mean(rookies.map((agent) => churnOn('2026-10-21', agent))), 6);
    expect(series?.values.at(-1)).toBeCloseTo(mean(rookies.map(({ churnRisk }) => churnRisk)), 9);
    expect(table?.rows.map((row) => textIn(row))).toEqual(
      chart?.categories.map((day, at) => [day, series?.values[at]]),
    );
    expect(headline[0]).toMatchObject({ n: rookies.length, value: series?.values.at(-1) });
    expect(notes[0]).toContain('since 21 October: ');
  });

  it('tell what reading the days has cost beside the figures of now', async () => {
    const answers = answersWith(generated);

    const now = await answers.answer({ ...churnOfRookies, over: undefined });
    const back = await answers.answer({ ...churnOfRookies, over: { days: 30 } });

    expect(back.provenance?.source).toContain('daily figures');
    expect(back.provenance?.readUnits).toBeGreaterThan(now.provenance?.readUnits ?? Number.NaN);
  });

  it('are one line a group of a breakdown, and one a value of a comparison', async () => {
    const { over, ...question } = { ...byExperience, over: { days: 7 } };
    const { by: _by, ...compared } = question;
    const answers = answersWith(generated);

    const broken = await answers.answer({ ...question, over });
    const side = await answers.answer({
      ...compared,
      kind: 'comparison',
      segment: 'experienceLevel',
      values: ['veteran', 'rookie'],
      over,
    });

    expect(broken.chart?.series.map(({ name }) => name)).toEqual(['Rookie', 'Established', 'Veteran']);
    expect(broken.chart?.categories).toEqual([...'13 14 15 16 17 18 19'.split(' ').map((d) => `${d} Nov`), 'Today']);
    expect(broken.headline[0]).toMatchObject({ n: 150, past: { day: '2026-11-13', n: 150 } });
    expect(side.chart?.series.map(({ name }) => name)).toEqual(['Veteran', 'Rookie']);
    expect(side.headline.map(({ label, past }) => [label, past?.day])).toEqual([
      ['Veteran', '2026-11-13'],
      ['Rookie', '2026-11-13'],
    ]);
    const { text } = messageOf(broken);
    for (const { values } of broken.chart?.series ?? []) {
      for (const value of values) expect(text).toContain(String(Math.round(value * 10) / 10));
    }
  });

  it('say of each year which it is when there are two', async () => {
    const figures = await historyOf([{ day: '2025-12-24', values: alike(50) }]);

    const { chart, notes } = await answersWith(figures).answer({ ...churn, over: { days: 365 } });

    expect(chart?.categories).toEqual(['24 Dec 2025', 'Today']);
    expect(notes[0]).toBe('Daily figures of this are kept since 24 December 2025 only.');
    expect(notes[1]).toContain('since 24 December 2025: 50 → ');
  });

  it('say what is shown, and not what was asked for, where they are kept for much less long', async () => {
    const figures = await historyOf([{ day: '2026-11-03', values: alike(50) }]);

    const answer = await answersWith(figures).answer({ ...churn, over: { days: 30 } });

    expect(answer.notes[0]).toBe('Daily figures of this are kept since 3 November only.');
    expect(answer.notes[1]).toContain('since 3 November: 50 → ');
    expect([answer.chart?.title, answer.table?.caption]).toEqual(Array(2).fill('Average churn risk, last 17 days'));
    expect(answer.title).toBe('Average churn risk of agents over the last 17 days');
    messageOf(answer);
  });

  it('are not those of before the days that are asked for, when they are held against a day before those', async () => {
    const { chart } = await answersWith(generated).answer({ ...churn, over: { days: 3 }, against: { daysAgo: 20 } });

    expect(chart?.categories).toEqual(['17 Nov', '18 Nov', '19 Nov', 'Today']);
  });

  it('are drawn of the measures of one unit, and none is made up of a metric without a past', async () => {
    const answer = await answersWith(generated).answer({
      ...churn,
      metrics: ['churnRisk', 'npsScore', 'revenueAtRisk', 'revenue'],
      over: { days: 7 },
    });

    expect(answer.chart?.series.map(({ name }) => name)).toEqual(['Churn risk', 'NPS']);
    expect(answer.notes).toContain('No earlier figures are known of total revenue.');
    expect(answer.headline[3]).not.toHaveProperty('past');
  });
});

describe('figures against a day before', () => {
  it.each([
    [churnNow + 5, 'Down 5 since 13 November', 'better'],
    [churnNow - 5, 'Up 5 since 13 November', 'worse'],
    [churnNow + 0.3, 'About the same as on 13 November', 'same'],
  ])('tell how far it has come from %s, and whether that is better', async (then, words, verdict) => {
    const figures = await historyOf([{ day: '2026-11-13', values: alike(then) }]);

    const answer = await answersWith(figures).answer({ ...churn, against: { daysAgo: 7 } });

    expect(answer.notes[0]).toContain(words);
    expect(answer.notes[0]?.includes(`which is ${verdict}`)).toBe(verdict !== 'same');
    const [from, to] = [then, churnNow].map((value) => Math.round(value * 10) / 10);
    expect(answer.notes[0]).toContain(`: ${from} → ${to}`);
    expect(answer.headline[0]?.value).toBeCloseTo(churnNow, 9);
    messageOf(answer);
  });

  it('reach back a whole month in the past that members are generated with', async () => {
    const { notes } = await answersWith(generated).answer({ ...churn, against: { daysAgo: 30 } });

    expect(notes[0]).toContain(' 21 October: ');
    expect(notes.join(' ')).not.toContain('No figures are kept');
  });

  it.each([
    [7, ['2026-11-10', '2026-11-15', '2026-11-16'], '15 November'],
    [7, ['2026-11-12', '2026-11-15'], '12 November'],
    [7, ['2026-11-12', '2026-11-14'], '14 November'],
    [60, ['2026-09-27', '2026-11-19'], '27 September'],
  ])('of %d days ago take the nearest near enough of %j, and say which that is', async (daysAgo, days, nearest) => {
    const figures = await historyOf(days.map((day) => ({ day, values: alike(20) })));

    const { notes } = await answersWith(figures).answer({ ...churn, against: { daysAgo } });

    expect(notes[0]).toContain(`since ${nearest}: 20 → `);
    expect(notes.join(' ')).toContain(`: compared with ${nearest}, the nearest day.`);
  });

  it.each([
    [365, '2026-10-21', '21 October 2026', '20 November 2025', 30],
    [60, '2026-09-28', '28 September', '21 September', 53],
    [7, '2026-11-16', '16 November', '13 November', 4],
  ])('are not made of %d days ago where they are kept since %s', async (daysAgo, first, since, then, known) => {
    const figures = await historyOf([{ day: first, values: alike(20) }]);
    const answers = answersWith(figures);

    const answer = await answers.answer({ ...churn, against: { daysAgo } });

    const plain = await answers.answer(churn);
    expect(answer.headline).toEqual(plain.headline);
    expect(answer.title).toBe(plain.title);
    expect(answer.notes[0]).toBe(
      `Figures of this are kept since ${since} only: there is nothing to hold against ${then}.`,
    );
    expect(answer.steps.slice(0, 2)).toEqual([
      { label: `Against ${since.replace(' 2026', '')}`, intent: { ...churn, against: { daysAgo: known } } },
      { label: `Over the last ${known} days`, intent: { ...churn, over: { days: known } } },
    ]);
    messageOf(answer);
  });

  it('leave the days that were asked for too, where they do not reach back so far', async () => {
    const answer = await answersWith(generated).answer({ ...churn, over: { days: 7 }, against: { daysAgo: 365 } });

    expect(answer.title).toBe('Average churn risk of agents over the last 7 days');
    expect(answer.notes[0]).toContain('nothing to hold against 20 November 2025');
    expect(answer.chart?.categories).toHaveLength(8);
  });

  it('stand in a table for each group, but for those of whom too few were there', async () => {
    const group = (value: string) => ({ field: 'experienceLevel', value });
    const figures = await historyOf([
      { day: '2026-11-13', group: group('rookie'), values: alike(10) },
      { day: '2026-11-13', group: group('veteran'), values: [50, 50, 50, 50] },
    ]);

    const answer = await answersWith(figures).answer({ ...byExperience, against: { daysAgo: 7 } });

    const rookieChurn = mean(rookies.map(({ churnRisk }) => churnRisk));
    expect(answer.table?.columns).toEqual(['Experience level', '13 Nov', 'Now', 'Change', 'Which is']);
    expect(textIn(answer.table?.rows[0])).toEqual([
      'Rookie',
      10,
      expect.closeTo(rookieChurn, 9),
      `+${Math.round((Math.round(rookieChurn * 10) / 10 - 10) * 10) / 10}`,
      'worse',
    ]);
    expect(textIn(answer.table?.rows[2])).toEqual(['Veteran', '–', expect.any(Number), '–', '–']);
    expect(answer.notes).toContain('No earlier figures are known of established, veteran.');
    messageOf(answer);
  });

  it('stand beside each of several figures, with how good that is', async () => {
    const answer = await answersWith(generated).answer({
      ...churn,
      metrics: ['churnRisk', 'npsScore'],
      against: { daysAgo: 7 },
    });

    const then = mean(people.map((agent) => churnOn('2026-11-13', agent)));
    expect(answer.headline[0]?.past).toMatchObject({ day: '2026-11-13', n: 150, value: expect.closeTo(then, 6) });
    expect(answer.headline[1]?.past?.verdict).toMatch(/better|worse|same/u);
    expect(messageOf(answer).text).toContain(` since 13 Nov (${Math.round(then * 10) / 10})`);
  });

  it('count people, of whom more is neither better nor worse', async () => {
    const { headline, notes } = await answersWith(generated).answer({
      ...churn,
      metrics: [],
      against: { daysAgo: 1 },
    });

    expect(headline[0]?.value).toBe(150);
    expect(notes[0]).toBe('Unchanged since 19 November: 150.');
  });
});

describe('a past of several groups together', () => {
  const either = { ...isRookie, values: ['rookie', 'veteran'] };

  it('is worked out exactly from that of each where it follows from them', async () => {
    const { chart } = await answersWith(generated).answer({ ...churn, filters: [either], over: { days: 10 } });

    const both = people.filter(({ experienceLevel }) => either.values.includes(experienceLevel));
    expect(chart?.series[0]?.values[0]).toBeCloseTo(mean(both.map((agent) => churnOn('2026-11-10', agent))), 6);
  });

  it('is not made up where it does not: each of them is offered', async () => {
    const median = { ...churn, statistic: 'median' as const, filters: [either], over: { days: 7 } };

    const answer = await answersWith(generated).answer(median);

    expect(answer.notes[0]).toMatch(/cannot be worked out from those of each: these are the figures of now/u);
    expect(answer.chart).toBeUndefined();
    expect(answer.steps.slice(0, 3).map(({ intent }) => intent)).toEqual([
      { ...median, filters: [isRookie] },
      { ...median, filters: [{ ...isRookie, values: ['veteran'] }] },
      { ...median, filters: [] },
    ]);
  });
});

describe('where there is no past', () => {
  it.each([
    ['a condition', [isRookie, { field: 'npsScore', op: '<' as const, value: 40 }]],
    ['a part of a part', [isRookie, { field: 'platformEngagement', op: 'in' as const, values: ['low'] }]],
  ])('of a group with %s, the answer is that of now, and the nearest groups are offered', async (_name, filters) => {
    const question = { ...churn, filters };
    const answers = answersWith(generated);

    const answer = await answers.answer({ ...question, over: { days: 30 } });

    const plain = await answers.answer(question);
    expect(answer.headline).toEqual(plain.headline);
    expect(answer.title).toBe(plain.title);
    expect(answer.notes[0]).toMatch(/^Daily figures are kept of everyone and of each value of a segment/u);
    expect(answer.steps.map(({ intent }) => intent)).toContainEqual({ ...churnOfRookies, over: { days: 30 } });
  });

  it('yet, the answer is that of now and says so', async () => {
    const answer = await answersWith(await emptyHistory()).answer({ ...churn, over: { days: 30 } });

    expect(answer.headline[0]?.value).toBeCloseTo(churnNow, 9);
    expect(answer.notes[0]).toMatch(/^No daily figures of the last 30 days are known/u);
    expect(answer.title).not.toContain('30 days');
  });

  it('to be read just now, the answer is that of now and says so', async () => {
    const read = () => Promise.reject(new AppError('repository.unavailable', 'the table does not answer'));

    const answer = await answersWith({ ...generated, read }).answer({ ...churn, against: { daysAgo: 7 } });

    expect(answer.headline[0]?.value).toBeCloseTo(churnNow, 9);
    expect(answer.notes[0]).toBe('The daily figures cannot be read just now: these are the figures of now.');
  });

  it('because nothing is remembered here, the answer is that of now and says so', async () => {
    const answer = await answersWith(undefined).answer({ ...churn, against: { daysAgo: 7 } });

    expect(answer.headline[0]?.value).toBeCloseTo(churnNow, 9);
    expect(answer.notes[0]).toBe('No figures of earlier days are kept here: these are the figures of now.');
  });
});

describe('a question about now', () => {
  it('is offered over the last 30 days where there are daily figures of whom it is about', async () => {
    const answers = answersWith(generated);
    const offered = async (intent: typeof churn) =>
      (await answers.answer(intent)).steps.filter(({ label }) => label === 'Over the last 30 days');

    expect(await offered(churnOfRookies)).toEqual([
      { label: 'Over the last 30 days', intent: { ...churnOfRookies, over: { days: 30 } } },
    ]);
    expect(await offered({ ...churn, filters: [{ field: 'npsScore', op: '<', value: 40 }] })).toEqual([]);
  });
});
