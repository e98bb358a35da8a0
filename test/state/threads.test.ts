import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Intent, intentSchema } from '../../src/intents/intent.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createThreadMemory, type ThreadMemory } from '../../src/state/threads.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { clearIntents } from '../intents/intent-arbitrary.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startDynamoDbProxy } from '../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const day = 86_400_000;
const thread = { channel: 'C024BE91L', threadTs: '1772366398.000200' };
const asked = { first: '1772366398.000200', second: '1772366398.000201', third: '1772366402.000100' };

let engine: TestEngine;
let tableName: string;
let clock: number;
let memory: ThreadMemory<Intent>;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = Date.parse('2026-03-01T12:00:00.000Z');
  memory = instance();
});

function instance(): ThreadMemory<Intent> {
  const parse = (value: unknown): Intent | undefined => intentSchema.safeParse(value).data;
  return createThreadMemory(engine.client, tableName, { parse, now: () => new Date(clock) });
}

const churn = (overrides: Partial<Extract<Intent, { kind: 'summary' }>> = {}): Intent => ({
  kind: 'summary',
  dataset: 'agents',
  metrics: ['churnRisk'],
  filters: [{ field: 'experienceLevel', op: 'in', values: ['rookie'] }],
  ...overrides,
});

describe('createThreadMemory', () => {
  it('recalls in any instance what a thread is about, for that thread alone', async () => {
    await memory.remember(thread, asked.first, churn());

    const restarted = instance();

    expect(await restarted.recall(thread)).toEqual(churn());
    expect(await restarted.recall({ ...thread, threadTs: asked.third })).toBeUndefined();
    expect(await restarted.recall({ ...thread, channel: 'C9' })).toBeUndefined();
  });

  it('recalls any intent as it was', async () => {
    await fc.assert(
      fc.asyncProperty(clearIntents, async (intent) => {
        await memory.remember(thread, asked.first, intent);

        expect(await memory.recall(thread)).toEqual(intent);
      }),
      { numRuns: 100 },
    );
  });

  it('follows the newest question', async () => {
    await memory.remember(thread, asked.first, churn());

    const isRemembered = await instance().remember(thread, asked.second, churn({ metrics: ['npsScore'] }));

    expect(isRemembered).toBe(true);
    expect(await memory.recall(thread)).toEqual(churn({ metrics: ['npsScore'] }));
  });

  it.each([asked.first, asked.second])('is not turned back by the late answer to an older question: %s', async (ts) => {
    await memory.remember(thread, asked.third, churn({ metrics: ['npsScore'] }));

    const isRemembered = await instance().remember(thread, ts, churn());

    expect(isRemembered).toBe(false);
    expect(await memory.recall(thread)).toEqual(churn({ metrics: ['npsScore'] }));
  });

  it('holds the newest of many that are answered at once', async () => {
    const times = Array.from({ length: 20 }, (_, at) => `17723664${String(at).padStart(2, '0')}.000100`);

    await Promise.all(
      times.map((ts, at) =>
        instance().remember(thread, ts, { kind: 'profile', dataset: 'agents', subject: `a-${at}` }),
      ),
    );

    expect(await memory.recall(thread)).toMatchObject({ subject: 'a-19' });
  });

  it('takes a second reading of the same question', async () => {
    await memory.remember(thread, asked.first, churn());

    expect(await memory.remember(thread, asked.first, churn({ metrics: [] }))).toBe(true);
    expect(await memory.recall(thread)).toEqual(churn({ metrics: [] }));
  });

  it('forgets after seven days without a question, though the item is still there', async () => {
    await memory.remember(thread, asked.first, churn());
    clock += 6 * day;
    await memory.remember(thread, asked.second, churn());
    clock += 7 * day - 1_000;
    const justBefore = await memory.recall(thread);
    clock += 1_000;

    expect(justBefore).toEqual(churn());
    expect(await memory.recall(thread)).toBeUndefined();
  });

  it('starts anew on a thread that it has forgotten', async () => {
    await memory.remember(thread, asked.third, churn());
    clock += 8 * day;

    await memory.remember(thread, asked.first, churn({ metrics: [] }));

    expect(await memory.recall(thread)).toEqual(churn({ metrics: [] }));
  });

  it.each([
    ['an intent of an older shape', { context: { kind: 'summary', metric: 'churn' }, ttl: 9_999_999_999 }],
    ['a metric that is gone', { context: churn({ metrics: ['goneMetric' as never] }), ttl: 9_999_999_999 }],
    ['nothing of ours', { ttl: 'soon' }],
  ])('forgets what it cannot read: %s', async (_, attributes) => {
    const key = { pk: `thread#${thread.channel}#${thread.threadTs}`, sk: 'context' };
    await memory.remember(thread, asked.first, churn());
    await engine.client.send(new PutCommand({ TableName: tableName, Item: { ...key, ...attributes } }));

    expect(await memory.recall(thread)).toBeUndefined();
  });

  it.each(['', '1772366398', '1772366398.2', 'yesterday', '1772366398.000200\n'])('refuses the time %j', async (ts) => {
    await expect(memory.remember(thread, ts, churn())).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await memory.recall(thread)).toBeUndefined();
  });

  it('says when the store fails', async () => {
    const proxy = await startDynamoDbProxy(engine.endpoint);
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
    const failing = createThreadMemory(client, tableName, { parse: () => churn() });
    proxy.inject(() => ({ kind: 'throttled' }));

    const results = await Promise.allSettled([failing.recall(thread), failing.remember(thread, asked.first, churn())]);
    client.destroy();
    await proxy.stop();

    expect(results).toMatchObject([
      { reason: { code: 'repository.throttled' } },
      { reason: { code: 'repository.throttled' } },
    ]);
  });
});
