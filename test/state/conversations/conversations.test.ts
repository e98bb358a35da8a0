import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/intents/intent.ts';
import { type ConversationEntry, toConversationKey } from '../../../src/state/conversations/conversation-item.ts';
import { type Conversations, createConversations } from '../../../src/state/conversations/conversations.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createUsage } from '../../../src/state/usage.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { proxiedEngine } from '../../support/proxied-engine.ts';

const day = 86_400_000;
const noon = Date.parse('2026-03-01T12:00:00.000Z');

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let conversations: Conversations;

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = noon;
  conversations = over(3);
});

function over(maxAttempts: number): Conversations {
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts });
  return createConversations(client, tableName, { now: () => new Date(clock) });
}

const churn: Intent = { kind: 'summary', dataset: 'agents', metrics: ['churnRisk'], filters: [] };
const profileOf = (subject: string): Intent => ({ kind: 'profile', dataset: 'agents', subject });

const entry = (overrides: Partial<ConversationEntry> = {}): ConversationEntry => ({
  text: 'churn of rookies?',
  intent: churn,
  context: { ...churn, metrics: ['npsScore'] },
  surface: 'mention',
  userId: 'U024BE7LH',
  channel: 'C024BE91L',
  threadTs: '1772366398.000200',
  parser: 'bedrock',
  modelId: 'some.model-v1:0',
  modelVersion: '1',
  tokens: { input: 1_500, output: 120 },
  costUsd: 0.0033,
  latencyMs: 810,
  answeredInMs: 845,
  outcome: 'answered',
  ...overrides,
});

/** Everything in the table, as text. */
async function everything(): Promise<string> {
  const { Items } = await engine.client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return JSON.stringify(Items);
}

async function usageOfToday() {
  const [today] = await createUsage(engine.client, tableName, { now: () => new Date(clock) }).readUsage({ days: 1 });
  return today;
}

const texts = (page: { readonly entries: readonly { readonly text: string }[] }) =>
  page.entries.map(({ text }) => text);

describe('record', () => {
  it('keeps a question with all that became of it', async () => {
    const id = await conversations.record(entry());

    expect(await conversations.find(id)).toEqual({
      ...entry(),
      id,
      at: '2026-03-01T12:00:00.000Z',
      feedback: {},
    });
  });

  it('counts it for its day', async () => {
    await conversations.record(entry());
    await conversations.record(entry({ intent: { kind: 'unclear', reason: 'outOfScope', suggestions: [] } }));

    expect(await usageOfToday()).toMatchObject({
      questions: 2,
      understood: 1,
      unclear: { outOfScope: 1 },
      tokens: { input: 3_000, output: 240 },
      costUsd: 0.0066,
    });
  });

  it('keeps no personal data, wherever it is', async () => {
    const names = [{ name: 'Dana Whitfield', id: 'agent-42' }];
    const id = await conversations.record(
      entry({
        text: 'is dana whitfield (dana@example.com, 206-555-0142) like Erin Stone or <@U99>?',
        intent: profileOf('Dana Whitfield'),
        context: profileOf('Erin Stone'),
      }),
      names,
    );

    expect(await conversations.find(id)).toMatchObject({
      text: 'is agent-42 ([email], [phone]) like [name] or [user]?',
      intent: profileOf('agent-42'),
      context: profileOf('[name]'),
    });
    expect(await everything()).not.toMatch(/dana|whitfield|erin|stone|example|0142|U99/i);
  });

  it('cuts long texts after their personal data is gone', async () => {
    const id = await conversations.record(entry({ text: `${'x '.repeat(496)}dana@example.com and more` }));

    const found = await conversations.find(id);

    expect(found?.text).toHaveLength(1_000);
    expect(found?.text.endsWith('[email] ')).toBe(true);
  });

  it('keeps it for three years, or as long as is set, also from a reader who comes before the cleaner', async () => {
    const shorter = createConversations(engine.client, tableName, { retentionDays: 30, now: () => new Date(clock) });
    const [long, short] = [await conversations.record(entry()), await shorter.record(entry())];

    const seenAfter = async (days: number) => {
      clock = noon + days * day;
      return [await conversations.find(long), await conversations.find(short)].map((found) => found !== undefined);
    };

    expect(await seenAfter(29.9)).toEqual([true, true]);
    expect(await seenAfter(30)).toEqual([true, false]);
    expect(await seenAfter(1_094)).toEqual([true, false]);
    expect(await seenAfter(1_095)).toEqual([false, false]);
  });

  it('counts once what it had to send twice', async () => {
    proxy.inject(({ ordinal }) => (ordinal === 0 ? { kind: 'dropped', replyLost: true } : undefined));

    const id = await conversations.record(entry());

    expect(proxy.calls).toHaveLength(2);
    expect(await conversations.find(id)).toBeDefined();
    expect(await usageOfToday()).toMatchObject({ questions: 1 });
  });

  it('neither keeps nor counts when the store fails', async () => {
    proxy.inject(() => ({ kind: 'serverError' }));

    await expect(over(1).record(entry())).rejects.toMatchObject({ code: 'repository.unavailable' });
    expect(await everything()).toBe('[]');
  });

  it('loses none of many at once', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => conversations.record(entry())));

    expect(new Set(ids).size).toBe(40);
    expect(await usageOfToday()).toMatchObject({ questions: 40 });
  });
});

describe('giveFeedback', () => {
  it('keeps the last word of each person', async () => {
    const id = await conversations.record(entry());

    const results = [
      await conversations.giveFeedback(id, 'bad', 'U1'),
      await conversations.giveFeedback(id, 'good', 'U2'),
      await conversations.giveFeedback(id, 'good', 'U1'),
      await conversations.giveFeedback(id, 'good', 'U1'),
    ];

    expect(results).toEqual(['recorded', 'recorded', 'recorded', 'unchanged']);
    expect((await conversations.find(id))?.feedback).toMatchObject({ U1: { vote: 'good' }, U2: { vote: 'good' } });
  });

  it('loses no vote of many at once', async () => {
    const id = await conversations.record(entry());

    await Promise.all(Array.from({ length: 20 }, (_, at) => conversations.giveFeedback(id, 'bad', `U${at}`)));

    expect(Object.keys((await conversations.find(id))?.feedback ?? {})).toHaveLength(20);
    expect((await conversations.readReviewList()).entries).toHaveLength(1);
  });

  it.each(['2026-03-01T12:00:00.000Z_none', 'nonsense', ''])('makes no question of %j', async (id) => {
    expect(await conversations.giveFeedback(id, 'bad', 'U1')).toBe('notFound');
    expect(await everything()).toBe('[]');
  });

  it('does not bring back a question that is past its time', async () => {
    const id = await conversations.record(entry());
    clock += 1_095 * day;

    expect(await conversations.giveFeedback(id, 'good', 'U1')).toBe('notFound');
  });

  it('has a bad answer on the list even if a crash comes between its writes', async () => {
    const id = await conversations.record(entry());
    proxy.inject(({ operation }) => (operation === 'UpdateItem' ? { kind: 'dropped', replyLost: true } : undefined));
    await expect(over(1).giveFeedback(id, 'bad', 'U1')).rejects.toMatchObject({ code: 'repository.unavailable' });
    proxy.reset();

    expect(texts(await conversations.readReviewList())).toEqual(['churn of rookies?']);
  });
});

describe('readReviewList', () => {
  async function askBadly(text: string, at: number): Promise<string> {
    clock = at;
    const id = await conversations.record(entry({ text }));
    await conversations.giveFeedback(id, 'bad', 'U1');
    return id;
  }

  it('gives the bad ones with their context, newest first', async () => {
    await askBadly('older', noon);
    await conversations.record(entry({ text: 'nobody minds' }));
    const liked = await conversations.record(entry({ text: 'liked' }));
    await conversations.giveFeedback(liked, 'good', 'U1');
    await askBadly('newer', noon + 1_000);

    const page = await conversations.readReviewList();

    expect(texts(page)).toEqual(['newer', 'older']);
    expect(page.entries[0]).toMatchObject({ intent: churn, context: { metrics: ['npsScore'] }, parser: 'bedrock' });
    expect(page.cursor).toBeUndefined();
  });

  it('gives a long list page by page, over years', async () => {
    const asked = Array.from({ length: 9 }, (_, at) => noon + at * 100 * day);
    for (const [at, time] of asked.entries()) await askBadly(`question ${at}`, time);

    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await conversations.readReviewList({ limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(texts(page));
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(pages.flat()).toEqual(asked.map((_, at) => `question ${at}`).toReversed());
    expect(pages.map(({ length }) => length)).toEqual([4, 4, 1]);
  });

  it('leaves out what is no longer found bad, and fills the page with others', async () => {
    await askBadly('still bad', noon);
    for (const at of [1, 2, 3]) {
      const id = await askBadly('forgiven', noon + at);
      await conversations.giveFeedback(id, 'good', 'U1');
    }

    expect(texts(await conversations.readReviewList({ limit: 1 }))).toEqual(['still bad']);
  });

  it('leaves out what was looked at, until someone else finds it bad', async () => {
    const id = await askBadly('looked at', noon);
    clock += 1_000;
    const marked = await conversations.markReviewed(id, 'U9');
    const afterwards = texts(await conversations.readReviewList());
    clock += 1_000;
    await conversations.giveFeedback(id, 'bad', 'U1');
    const repeated = texts(await conversations.readReviewList());
    await conversations.giveFeedback(id, 'bad', 'U2');

    expect(marked).toBe('recorded');
    expect([afterwards, repeated]).toEqual([[], []]);
    expect(texts(await conversations.readReviewList())).toEqual(['looked at']);
    expect(await conversations.find(id)).toMatchObject({ reviewedBy: 'U9' });
  });

  it('leaves out what is past its time, or cannot be read any more', async () => {
    const old = await askBadly('old', noon);
    const { Item } = await engine.client.send(new GetCommand({ TableName: tableName, Key: toConversationKey(old) }));
    const strange = await askBadly('strange', noon + 1_000);
    const broken = { ...Item, ...toConversationKey(strange), outcome: 'of another version' };
    await engine.client.send(new PutCommand({ TableName: tableName, Item: broken }));
    const before = texts(await conversations.readReviewList());
    clock = noon + 1_095 * day;

    expect(before).toEqual(['old']);
    expect(texts(await conversations.readReviewList())).toEqual([]);
  });

  it.each([{ limit: 0 }, { limit: 101 }, { limit: 1.5 }, { cursor: 'elsewhere' }])('refuses %j', async (options) => {
    await expect(conversations.readReviewList(options)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('markReviewed', () => {
  it('makes no question', async () => {
    expect(await conversations.markReviewed('2026-03-01T12:00:00.000Z_none', 'U9')).toBe('notFound');
    expect(await everything()).toBe('[]');
  });
});
