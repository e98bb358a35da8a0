import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics, AnalyticsRequest } from '../../src/analytics/analytics.ts';
import { createRepositoryAnalytics } from '../../src/analytics/repository-analytics.ts';
import type { Answer } from '../../src/answers/answer.ts';
import { createAnswers } from '../../src/answers/create-answers.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import type { ClearIntent } from '../../src/intents/intent.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const now = Date.parse('2026-03-01T00:00:00Z');

let engine: TestEngine;
let repository: Repository;

beforeAll(async () => {
  engine = await startTestEngine();
  repository = await createAgentsTable(engine.client, [...generateAgents({ count: 60, seed: 3, asOf: '2026-03-01' })]);
});
afterAll(() => engine.stop());

/** An answer as it is given, with the requests that it took; or as it would be if every figure were at hand. */
async function answerTo(intent: ClearIntent, figures: 'asked' | 'all') {
  const plain = createRepositoryAnalytics({ repository, now: () => now });
  const requests: AnalyticsRequest[] = [];
  const analytics: Analytics = {
    ...plain,
    run(request) {
      requests.push(request);
      const { statistics: _, ...whole } = request;
      return plain.run(figures === 'asked' ? request : whole);
    },
  };
  const sources = { agents: { repository, analytics }, entities: { repository, analytics } };
  const answers = createAnswers({ sources, usage: { readUsage: async () => [] }, now: () => now });
  const { provenance: _, ...answer }: Answer = await answers.answer(intent);
  return { answer, requests };
}

const rookies: ClearIntent & { kind: 'summary' } = {
  kind: 'summary',
  dataset: 'agents',
  metrics: [],
  filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
};
const { kind: _kind, ...question } = rookies;
const [churn, both] = [['churnRisk'], ['revenue', 'npsScore']];

describe('what an answer asks for', () => {
  it.each<[string, ClearIntent]>([
    ['a count', rookies],
    ['a summary of one metric', { ...rookies, metrics: churn }],
    ['a summary of a total', { ...rookies, metrics: ['revenue'], filters: [] }],
    ['a summary of several metrics', { ...rookies, metrics: both }],
    ['a summary by another statistic', { ...rookies, metrics: churn, statistic: 'max' }],
    ['a breakdown', { ...question, kind: 'breakdown', by: 'specialization', metrics: churn }],
    ['a breakdown of a total', { ...question, kind: 'breakdown', by: 'specialization', metrics: ['revenue'] }],
    ['a breakdown of several metrics', { ...question, kind: 'breakdown', by: 'spendLevel', metrics: both }],
    [
      'a comparison',
      { ...question, kind: 'comparison', segment: 'spendLevel', values: ['low', 'high'], metrics: churn },
    ],
    [
      'a comparison of the key metrics',
      { ...question, kind: 'comparison', segment: 'spendLevel', values: ['low', 'high'], statistic: 'p90' },
    ],
    ['a profile', { kind: 'profile', dataset: 'agents', subject: 'agent-1' }],
    ['an explanation', { kind: 'operation', name: 'why', arguments: { of: '/agents churn rookie' } }],
  ])('is all that it shows: %s', async (_title, intent) => {
    const asked = await answerTo(intent, 'asked');
    const all = await answerTo(intent, 'all');

    expect(asked.requests.map(({ statistics }) => statistics)).not.toContain(undefined);
    expect(asked.answer).toEqual(all.answer);
  });

  it('has no quantile in it where none is shown', async () => {
    const { requests } = await answerTo(rookies, 'asked');

    const wanted = requests.flatMap(({ statistics }) => Object.values(statistics ?? {}).flat());
    expect(new Set(wanted.map(({ statistic }) => statistic))).toEqual(new Set(['average', 'total']));
  });
});
