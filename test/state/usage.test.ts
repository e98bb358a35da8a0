import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stateTable } from '../../src/state/state-table.ts';
import { countingUpdate, createUsage } from '../../src/state/usage.ts';
import type { CountedQuestion, UsageDay } from '../../src/state/usage-item.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;
let tableName: string;
let asked = 0;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
});

const question = (overrides: Partial<CountedQuestion> = {}): CountedQuestion => ({
  intent: { kind: 'summary' },
  outcome: 'answered',
  latencyMs: 2,
  ...overrides,
});

const byModel: Partial<CountedQuestion> = {
  modelId: 'some.model-v1:0',
  tokens: { input: 1_500, output: 120 },
  costUsd: 0.0033,
  latencyMs: 810,
};

async function ask(day: string, overrides: Partial<CountedQuestion> = {}): Promise<void> {
  asked += 1;
  const at = new Date(`${day}T12:00:00.000Z`);
  const update = countingUpdate(tableName, question(overrides), { id: `id-${asked}`, at, ttl: 9_999_999_999 });
  await engine.client.send(new TransactWriteCommand({ TransactItems: [{ Update: update }] }));
}

const readUsage = (days: number, today = '2026-03-02'): Promise<readonly UsageDay[]> =>
  createUsage(engine.client, tableName, { now: () => new Date(`${today}T23:59:59.000Z`) }).readUsage({ days });

const nothing = {
  questions: 0,
  understood: 0,
  unclear: {},
  outcomes: {},
  askedModel: 0,
  fallbacks: {},
  cached: 0,
  tokens: { input: 0, output: 0 },
  costUsd: 0,
  averageLatencyMs: 0,
};

describe('readUsage', () => {
  it('adds up what each day took', async () => {
    await ask('2026-03-02', byModel);
    await ask('2026-03-02', byModel);
    await ask('2026-03-02', {
      ...byModel,
      fallback: 'timeout',
      tokens: undefined,
      costUsd: undefined,
      latencyMs: 2_378,
    });
    await ask('2026-03-02', { modelId: 'some.model-v1:0', cached: true });
    await ask('2026-03-02', {
      fallback: 'overBudget',
      intent: { kind: 'unclear', reason: 'ambiguous' },
      outcome: 'askedBack',
    });
    await ask('2026-03-02', { intent: { kind: 'unclear' }, outcome: 'askedBack', latencyMs: 0 });

    expect(await readUsage(1)).toEqual([
      {
        day: '2026-03-02',
        questions: 6,
        understood: 4,
        unclear: { ambiguous: 1, unknown: 1 },
        outcomes: { answered: 4, askedBack: 2 },
        askedModel: 3,
        fallbacks: { timeout: 1, overBudget: 1 },
        cached: 1,
        tokens: { input: 3_000, output: 240 },
        costUsd: 0.0066,
        averageLatencyMs: 667,
      },
    ]);
  });

  it('gives every day, newest first, over the end of a month, and none besides', async () => {
    await ask('2026-03-02');
    await ask('2026-02-28');
    await ask('2026-02-27');
    await ask('2026-03-03');

    const days = await readUsage(3);

    expect(days).toEqual([
      expect.objectContaining({ day: '2026-03-02', questions: 1 }),
      { day: '2026-03-01', ...nothing },
      expect.objectContaining({ day: '2026-02-28', questions: 1 }),
    ]);
  });

  it('loses none of the questions that are asked at once', async () => {
    await Promise.all(Array.from({ length: 60 }, () => ask('2026-03-02', byModel)));

    const [today] = await readUsage(1);

    expect(today).toMatchObject({ questions: 60, tokens: { input: 90_000, output: 7_200 }, costUsd: 0.198 });
  });

  it('adds tiny sums of money without an error', async () => {
    for (let count = 0; count < 10; count += 1) await ask('2026-03-02', { costUsd: 0.1 });

    expect((await readUsage(1))[0]?.costUsd).toBe(1);
  });
});
