import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answers/answer.ts';
import type { NoticedSources } from '../../src/answers/noticed-sources.ts';
import { agents } from '../../src/catalog/datasets/agents.ts';
import type { Insight } from '../../src/catalog/datasets/insights.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Alert } from '../../src/insights/alert.ts';
import type { AlertFacts } from '../../src/insights/alert-facts.ts';
import { insightOf } from '../../src/insights/insight-item.ts';
import type { Intent } from '../../src/intents/intent.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { answersOver } from '../support/answers-over.ts';
import { alertOf, factsOf } from './support/noticed.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

const known = (id: string) => (id === 'agent-1' ? { agentId: id, name: 'Maria Price' } : undefined);

/** A table that holds one agent with a bare record; the ids of others are of nobody. */
const repository = {
  dataset: agents,
  tableName: 'Agents',
  find: async (id: string) => known(id),
  findMany: async (ids: readonly string[]) => ids.map(known),
} as unknown as Repository;

const insightsOf = (found: readonly Insight[]): NonNullable<NoticedSources['insights']> => {
  const read = async ({ limit }: { limit: number }) => found.slice(0, limit);
  return {
    tableName: 'Insights',
    newest: read,
    aboveRisk: read,
    ofType: (_type, options) => read(options),
    ofEntity: (_id, options) => read(options),
  };
};

const deskOf = (alerts: readonly Alert[]): NonNullable<NoticedSources['desk']> => ({
  outcomes: async () => [],
  find: async (alertId) => alerts.find(({ facts }) => facts.alertId === alertId),
});

const all: Intent = { kind: 'insights', filters: [] };
const maria: Intent = { kind: 'profile', dataset: 'agents', subject: 'agent-1' };

function ask(intent: Intent, noticed: readonly Partial<AlertFacts>[], desk?: NoticedSources['desk']): Promise<Answer> {
  const insights = insightsOf(noticed.map((facts) => insightOf(factsOf(facts))));
  return answersOver(repository, now, [], { insights, desk }).answer(intent);
}

const nowColumn = ({ table }: Answer): unknown => {
  const at = table?.columns.indexOf('Now') ?? -1;
  return table?.rows.map((row) => (row[at]?.kind === 'text' ? row[at].text : undefined));
};

describe('what has become of insights', () => {
  const noticed = ['agent-2', 'agent-3', 'agent-4', 'agent-5', 'agent-6'].map((entityId) => ({ entityId }));
  const [resolved, acknowledged, snoozed, over] = noticed.map((facts) => alertOf(facts));
  const by = { by: 'U1', until: '2026-03-02T12:00:00Z' };
  const desk = deskOf(
    [
      resolved && ({ ...resolved, status: 'resolved' } as const),
      acknowledged && ({ ...acknowledged, status: 'acknowledged', owner: 'U1' } as const),
      snoozed && ({ ...snoozed, status: 'snoozed', snoozed: by } as const),
      over && ({ ...over, status: 'snoozed', snoozed: { ...by, until: '2026-03-01T11:59:00Z' } } as const),
    ].filter((alert) => alert !== undefined),
  );

  it('is told beside each, with a dash where the alert is not known', async () => {
    const answer = await ask(all, noticed, desk);

    expect(nowColumn(answer)).toEqual(['resolved', 'acknowledged', 'snoozed', 'open', '–']);
  });

  it('puts those that are resolved behind the others that are worth a look', async () => {
    const { people } = await ask(all, noticed, desk);
    const alone = await ask(all, noticed.slice(0, 1), desk);

    expect(people?.lines.map(({ id }) => id)).toEqual(['agent-3', 'agent-4', 'agent-5']);
    expect(people?.lines[0]?.traits).toMatch(/^High churn risk · now acknowledged · /);
    expect(alone.people?.lines[0]?.traits).toMatch(/^High churn risk · now resolved · /);
  });

  it('is left out where nobody keeps it, or it cannot be read', async () => {
    const broken = { ...desk, find: () => Promise.reject(new AppError('repository.unavailable', 'down')) };

    expect((await ask(all, noticed)).table?.columns).not.toContain('Now');
    const answer = await ask(all, noticed, broken);
    expect(answer.table?.columns).not.toContain('Now');
    expect(answer.table?.rows).toHaveLength(5);
  });

  it('is told in a profile too', async () => {
    const alert = alertOf({});
    const { notes } = await ask(maria, [{}], deskOf([{ ...alert, status: 'resolved' }]));

    expect(notes[0]).toBe(
      'Noticed 2026-02-27: High churn risk, risk 82, now resolved. Churn risk rose by 17 points to 82 within 7 days.',
    );
  });
});

describe('what a profile tells of insights', () => {
  const risksOf = ({ notes }: Answer): unknown[] => notes.flatMap((note) => /risk (\d+)/.exec(note)?.[1] ?? []);
  const at = (day: number, hour: number, riskScore: number) => ({
    at: `2026-02-${day}T0${hour}:00:00.000Z`,
    riskScore,
  });

  it('comes newest day first, and the most serious first within a day', async () => {
    const answer = await ask(maria, [at(27, 9, 60), at(27, 8, 90), at(26, 9, 99)]);

    expect(risksOf(answer)).toEqual(['90', '60', '99']);
  });

  it('is at most five, the most serious of all among them', async () => {
    const answer = await ask(maria, [27, 26, 25, 24, 23].map((day) => at(day, 9, 60)).concat(at(20, 9, 97)));

    expect(risksOf(answer)).toEqual(['60', '60', '60', '60', '97']);
  });

  it('ends with a whole sentence', async () => {
    const sentence = 'Churn risk rose by 17 points to 82.5 within 7 days, and nobody has called since then.';
    const { notes } = await ask(maria, [{ explanation: Array(6).fill(sentence).join(' ') }]);

    expect(notes[0]?.endsWith(`risk 82. ${sentence} ${sentence}`)).toBe(true);
  });
});
