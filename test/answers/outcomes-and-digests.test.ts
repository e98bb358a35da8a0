import { describe, expect, it } from 'vitest';
import type { Cell } from '../../src/answers/answer.ts';
import { type Answers, createAnswers } from '../../src/answers/create-answers.ts';
import { digestAnswer } from '../../src/answers/digest-answer.ts';
import type { NoticedSources } from '../../src/answers/noticed-sources.ts';
import type { OutcomeSummary } from '../../src/insights/alert.ts';
import type { Digest } from '../../src/insights/digest.ts';
import type { Operation } from '../../src/intents/operations.ts';
import { buildText } from '../../src/slack/blocks/build-text.ts';
import { alertOf } from './support/noticed.ts';

const churn: OutcomeSummary = {
  predictionType: 'high_churn_risk',
  fired: 20,
  acknowledged: 12,
  recovered: 6,
  notRecovered: 2,
  pending: 4,
  useful: 9,
  notUseful: 1,
};
const engagement: OutcomeSummary = {
  predictionType: 'low_engagement',
  fired: 4,
  acknowledged: 2,
  recovered: 1,
  notRecovered: 1,
  pending: 0,
  useful: 1,
  notUseful: 0,
};

const digest: Digest = {
  from: '2026-02-22T00:00:00.000Z',
  to: '2026-03-01T00:00:00.000Z',
  movers: {
    worse: [
      {
        dataset: 'agents',
        entityId: 'agent-7',
        name: 'Cy Vale',
        reason: { metric: 'churnRisk', value: 74, before: { value: 50, days: 7 } },
      },
    ],
    better: [
      {
        dataset: 'entities',
        entityId: 'stu_1002',
        name: 'stu_1002',
        reason: { metric: 'health_score', value: 91, before: { value: 79, days: 7 } },
      },
    ],
  },
  fired: { total: 9, first: [alertOf({ name: 'Maria Price', moneyAtRisk: 12_300 })] },
  resolved: { total: 3, first: [alertOf({ entityId: 'agent-2', name: 'Bo Urban' })] },
  moneyAtRisk: 45_600,
  unresolved: 11,
  byDay: [
    { day: '2026-02-27', fired: 6, resolved: 0 },
    { day: '2026-02-28', fired: 0, resolved: 0 },
    { day: '2026-03-01', fired: 3, resolved: 3 },
  ],
  outcomes: [churn],
};
const digestOf = (days: number): Operation => ({ kind: 'operation', name: 'digest', arguments: { days } });

/** The answers to operations read no dataset. */
function answersWith(noticed: NoticedSources): Answers {
  const unread = new Proxy({}, { get: () => expect.fail('a dataset was read') });
  return createAnswers({
    sources: unread as Parameters<typeof createAnswers>[0]['sources'],
    usage: { readUsage: async () => [] },
    ...noticed,
  });
}

const numbers = (row: readonly Cell[] = []): unknown[] =>
  row.map((cell) => (cell.kind === 'number' ? cell.value : cell.kind === 'text' ? cell.text : cell.name));

describe('outcomes', () => {
  const outcomes: Operation = { kind: 'operation', name: 'outcomes', arguments: { days: 30 } };
  const over = (...summaries: OutcomeSummary[]): Answers =>
    answersWith({ desk: { outcomes: async () => summaries, find: async () => undefined } });

  it('tell by prediction what became of the alerts, with a share only of five or more', async () => {
    const { table } = await over(churn, engagement).answer(outcomes);

    expect(table?.rows.map(numbers)).toEqual([
      ['High churn risk', 20, 12, '6 of 8 (75 %)', 4, '9 of 10 (90 %)'],
      ['Low engagement', 4, 2, '1 of 2', 0, '1 of 1'],
    ]);
  });

  it('add all of them up', async () => {
    const answer = await over(churn, engagement).answer(outcomes);

    expect(answer.facts[0]).toMatchObject({ label: 'Alerts', value: 24 });
    expect(answer.facts.slice(1).map(({ value, n }) => [value, n])).toEqual([
      [(14 / 24) * 100, 24],
      [70, 10],
      [(10 / 11) * 100, 11],
    ]);
  });

  it('look back as far as asked', async () => {
    const asked: number[] = [];
    const desk = {
      find: async () => undefined,
      outcomes: async ({ days }: { days: number }) => {
        asked.push(days);
        return [];
      },
    };

    const answer = await answersWith({ desk }).answer(outcomes);

    expect(asked).toEqual([30]);
    expect(answer.notes).toEqual(['No alert was raised in the last 30 days.']);
  });
});

describe('a digest', () => {
  it('states what is new, what was resolved, and the money at risk', async () => {
    const answer = await answersWith({ digests: { digest: async () => digest } }).answer(digestOf(7));

    expect(answer.headline.map(({ label, value }) => [label, value])).toEqual([
      ['New risks', 9],
      ['Resolved', 3],
      ['Not resolved now', 11],
      ['Money at risk a year', 45_600],
    ]);
    expect(answer.people?.lines[0]?.traits).toBe(
      'High churn risk · Churn risk 82, +17 in 7 days, worse · $12,300 a year at risk',
    );
    expect(answer.table?.rows.map(numbers)).toEqual([
      ['Cy Vale', 'Churn risk', 74, '+24 in 7 days', '🔴 worse'],
      ['stu_1002', 'Health', 91, '+12 in 7 days', '🟢 better'],
    ]);
  });

  it('names somebody once who is in several kinds of trouble', () => {
    const twice = [
      alertOf({ name: 'Maria Price' }),
      alertOf({ name: 'Maria Price', predictionType: 'low_engagement' }),
    ];
    const fired = { total: 9, first: [...twice, alertOf({ entityId: 'agent-2', name: 'Bo Urban' })] };

    const answer = digestAnswer({ ...digest, fired }, { kind: 'operation', name: 'digest', arguments: { days: 7 } });

    expect(answer.people?.lines.map(({ name }) => name)).toEqual(['Maria Price', 'Bo Urban']);
    expect(answer.notes).toContain('7 more new risks than are named here.');
  });

  it('charts new and resolved by day, and says the same in words', () => {
    const answer = digestAnswer(digest, { kind: 'operation', name: 'digest', arguments: { days: 7 } });

    expect(answer.chart?.categories).toEqual(['Feb 27', 'Feb 28', 'Mar 1']);
    expect(answer.chart?.series.map(({ name, values }) => [name, values])).toEqual([
      ['New', [6, 0, 3]],
      ['Resolved', [0, 0, 3]],
    ]);
    const text = buildText(answer, 'channel');
    expect(text).toContain('By day: Feb 27: 6 new, 0 resolved; Mar 1: 3 new, 3 resolved.');
    expect(text).toContain('Resolved: Bo Urban (High churn risk), 2 more.');
    expect(text).toContain('8 more new risks than are named here.');
    expect(text).toContain('12 acknowledged, of which 6 recovered.');
  });

  it('that begins amid a day says that its first day is no whole one', () => {
    const of = (from: string): string | undefined =>
      digestAnswer({ ...digest, from }, { kind: 'operation', name: 'digest', arguments: { days: 7 } }).chart?.title;

    expect(of('2026-02-22T00:00:00.000Z')).toBe('New and resolved by day');
    expect(of('2026-02-22T11:30:00.000Z')).toBe('New and resolved, first and last day in part');
  });

  it('speaks of one as one', () => {
    const outcomes = [{ ...churn, useful: 1, notUseful: 0 }];

    const { notes } = digestAnswer(
      { ...digest, fired: { ...digest.fired, total: 2 }, outcomes },
      { kind: 'operation', name: 'digest', arguments: { days: 7 } },
    );

    expect(notes).toContain('1 more new risk than are named here.');
    expect(notes.at(-1)).toBe('Found useful once.');
  });

  it('that was planned is told as the question that gives the same now', () => {
    const plan = { every: 'week', at: '09:00', weekday: 1, channel: 'C1' } as const;

    const answer = digestAnswer(digest, { kind: 'operation', name: 'digest', arguments: { days: 7, plan } });

    expect(answer.intent).toEqual(digestOf(7));
  });

  it('of a quiet time says that it was quiet, with no empty chart', () => {
    const quiet: Digest = {
      ...digest,
      movers: { worse: [], better: [] },
      fired: { total: 0, first: [] },
      resolved: { total: 0, first: [] },
      byDay: digest.byDay.map(({ day }) => ({ day, fired: 0, resolved: 0 })),
    };

    const answer = digestAnswer(quiet, { kind: 'operation', name: 'digest', arguments: { days: 3 } });

    expect(answer.chart).toBeUndefined();
    expect(answer.table).toBeUndefined();
    expect(answer.notes.join()).toContain('Nothing new was noticed');
  });

  it('of a month charts its last twenty days', () => {
    const byDay = Array.from({ length: 31 }, (_, at) => ({
      day: `2026-01-${String(at + 1).padStart(2, '0')}`,
      fired: 1,
      resolved: 0,
    }));

    const { chart } = digestAnswer(
      { ...digest, byDay },
      { kind: 'operation', name: 'digest', arguments: { days: 31 } },
    );

    expect(chart?.categories).toHaveLength(20);
    expect(chart?.categories.at(-1)).toBe('Jan 31');
    expect(chart?.title).toContain('last 20 days');
  });
});

describe('operations that do something', () => {
  it.each<Operation>([
    { kind: 'operation', name: 'watch', arguments: { filters: [] } },
    { kind: 'operation', name: 'watches', arguments: {} },
    { kind: 'operation', name: 'digest', arguments: { days: 1, plan: { every: 'day', at: '08:00' } } },
  ])('have no answer: $name', async (operation) => {
    const answering = answersWith({ digests: { digest: async () => digest } }).answer(operation);

    await expect(answering).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it.each<Operation>([digestOf(7), { kind: 'operation', name: 'outcomes', arguments: { days: 30 } }])(
    'and what is not kept is said not to be: $name',
    async (operation) => {
      const answer = await answersWith({}).answer(operation);

      expect(answer.notes.join()).toContain('not kept here');
    },
  );
});
