import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { type BedrockModelOptions, createBedrockModel } from '../../src/models/create-bedrock-model.ts';
import type { Model, ModelRequest } from '../../src/models/model.ts';
import { createTokenBudget, type TokenBudget } from '../../src/models/token-budget.ts';
import { type BedrockServer, type Play, startBedrockServer, usage } from '../support/bedrock-server.ts';

let server: BedrockServer;
const models: Model[] = [];

beforeAll(async () => {
  server = await startBedrockServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const model of models.splice(0)) model.close();
  server.calls.length = 0;
  expect(server.objections).toEqual([]);
  vi.unstubAllEnvs();
});

const request: ModelRequest = {
  purpose: 'understand',
  system: 'Say what is meant.',
  content: ['churn of rookies'],
  schema: {
    name: 'intent',
    schema: { type: 'object', properties: { a: { type: 'number' } }, required: ['a'], additionalProperties: false },
  },
  maxTokens: 100,
};

const plenty = (): TokenBudget => createTokenBudget({ dailyTokens: 1e9, now: () => new Date() });

function open(options: Partial<BedrockModelOptions> = {}): Model {
  const model = createBedrockModel({
    modelId: 'vendor.some-model-v1:0',
    region: 'us-west-2',
    endpoint: server.endpoint,
    questionsPerMinute: 1_000,
    deadlineMs: 20_000,
    budget: plenty(),
    log: createLog({ level: 'silent' }),
    ...options,
  });
  models.push(model);
  return model;
}

const good: Play = { kind: 'text', text: '{"a":1}' };
const first =
  (play: Play, next: Play = good) =>
  (_call: unknown, index: number): Play =>
    index === 0 ? play : next;

describe('a model that is asked', () => {
  it('answers with the parsed JSON, what it used, how long it took and which model it was', async () => {
    server.play(good);

    const reply = await open().ask(request);

    expect(reply).toEqual({
      outcome: 'ok',
      json: { a: 1 },
      usage: { input: usage.inputTokens, output: usage.outputTokens },
      latencyMs: expect.any(Number),
      modelId: 'vendor.some-model-v1:0',
    });
  });

  it('gets the instructions, the message, the schema, the longest reply and a tag', async () => {
    server.play(good);

    await open({ modelId: 'arn:aws:bedrock:us-west-2:111122223333:inference-profile/us.some-model' }).ask(request);

    const [call] = server.calls;
    expect(call?.modelId).toBe('arn:aws:bedrock:us-west-2:111122223333:inference-profile/us.some-model');
    expect(call?.body).toEqual({
      system: [{ text: 'Say what is meant.' }],
      messages: [{ role: 'user', content: [{ text: 'churn of rookies' }] }],
      inferenceConfig: { maxTokens: 100 },
      requestMetadata: { application: 'vitals', purpose: 'understand' },
      outputConfig: {
        textFormat: {
          type: 'json_schema',
          structure: { jsonSchema: { name: 'intent', schema: JSON.stringify(request.schema.schema) } },
        },
      },
    });
  });

  it('keeps real keys and tokens from an endpoint without TLS', async () => {
    vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', 'real-token');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'REALKEY');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'real-secret');
    server.play(good);

    const reply = await open().ask(request);

    // The server takes signed requests alone, and objects to any bearer token.
    expect(reply.outcome).toBe('ok');
  });

  it('counts what was read from a cache as input', async () => {
    const cached = { inputTokens: 10, outputTokens: 5, totalTokens: 915, cacheReadInputTokens: 900 };
    const body = { output: { message: { role: 'assistant', content: [{ text: '1' }] } }, stopReason: 'end_turn' };
    server.play({ kind: 'raw', body: JSON.stringify({ ...body, usage: cached }) });

    const reply = await open().ask(request);

    expect(reply.usage).toEqual({ input: 910, output: 5 });
  });

  it('skips the reasoning before the reply', async () => {
    const content = [{ reasoningContent: { reasoningText: { text: 'hm' } } }, { text: '{"a":2}' }];
    const output = { message: { role: 'assistant', content } };
    server.play({ kind: 'raw', body: JSON.stringify({ output, stopReason: 'end_turn', usage }) });

    const reply = await open().ask(request);

    expect(reply).toMatchObject({ outcome: 'ok', json: { a: 2 } });
  });
});

describe('a stop reason', () => {
  it.each(['end_turn', 'stop_sequence'])('%s gives the reply', async (stopReason) => {
    server.play({ kind: 'text', text: '{"a":1}', stopReason });

    expect(await open().ask(request)).toMatchObject({ outcome: 'ok', json: { a: 1 } });
  });

  it.each([
    ['max_tokens', 'stopped'],
    ['model_context_window_exceeded', 'stopped'],
    ['tool_use', 'stopped'],
    ['malformed_tool_use', 'malformed'],
    ['malformed_model_output', 'malformed'],
    ['guardrail_intervened', 'refused'],
    ['content_filtered', 'refused'],
    ['refusal', 'refused'],
    ['constructor', 'stopped'],
    ['one_of_tomorrow', 'stopped'],
  ])('%s fails as %s, is paid for and not asked again', async (stopReason, reason) => {
    server.play({ kind: 'text', text: '{"a":1}', stopReason });

    const reply = await open().ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason, usage: { input: 900, output: 40 } });
    expect(server.calls).toHaveLength(1);
  });
});

describe('a reply that is no JSON', () => {
  it.each([
    ['a refusal in words', "I'm sorry, I can't help with that."],
    ['half of an object', '{"a":'],
    ['fenced JSON', '```json\n{"a":1}\n```'],
    ['nothing', ''],
  ])('fails as malformed: %s', async (_what, text) => {
    server.play({ kind: 'text', text });

    expect(await open().ask(request)).toMatchObject({ outcome: 'failed', reason: 'malformed' });
  });

  it.each([
    ['HTML', '<html>', 'malformed'],
    ['null', 'null', 'malformed'],
    ['an empty body', '', 'stopped'],
    ['a list', '[1]', 'stopped'],
    ['no content', '{"output":{"message":{"role":"assistant"}},"stopReason":"end_turn"}', 'malformed'],
    ['empty content', '{"output":{"message":{"role":"assistant","content":[]}},"stopReason":"end_turn"}', 'malformed'],
    ['odd content', '{"output":{"message":{"content":[{"text":5},null,3]}},"stopReason":"end_turn"}', 'malformed'],
    ['odd types', '{"output":{"message":{"content":"x"}},"stopReason":5,"usage":"much"}', 'stopped'],
  ])('fails without an exception: %s in place of a Converse reply', async (_what, body, reason) => {
    server.play({ kind: 'raw', body });

    const reply = await open().ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason });
    expect(server.calls).toHaveLength(1);
  });
});

describe('a failing service', () => {
  it.each<[string, Play, string]>([
    ['throttling', { kind: 'error', error: 'ThrottlingException' }, 'throttled'],
    ['a quota', { kind: 'error', error: 'ServiceQuotaExceededException' }, 'throttled'],
    ['a model that took too long', { kind: 'error', error: 'ModelTimeoutException' }, 'timeout'],
    ['a service that is unavailable', { kind: 'error', error: 'ServiceUnavailableException' }, 'unavailable'],
    ['an internal error', { kind: 'error', error: 'InternalServerException' }, 'unavailable'],
    ['a model that is not ready', { kind: 'error', error: 'ModelNotReadyException' }, 'unavailable'],
    ['a failing model', { kind: 'error', error: 'ModelErrorException' }, 'unavailable'],
    ['a gateway', { kind: 'raw', status: 502, body: '<html>', contentType: 'text/html' }, 'unavailable'],
    ['a gateway that asks to slow down', { kind: 'raw', status: 429, body: 'later' }, 'throttled'],
    ['a dropped connection', { kind: 'drop' }, 'unavailable'],
    ['a reply cut in the middle', { kind: 'dropMidway' }, 'unavailable'],
  ])('is asked once more after %s', async (_what, play, reason) => {
    server.play(first(play));
    const recovered = await open().ask(request);
    server.play(play);
    const failed = await open().ask(request);

    expect(recovered).toMatchObject({ outcome: 'ok', json: { a: 1 } });
    expect(failed).toMatchObject({ outcome: 'failed', reason });
    expect(server.calls).toHaveLength(4);
  });

  it.each<[string, Play]>([
    ['a refused key', { kind: 'error', error: 'AccessDeniedException' }],
    ['an unknown model', { kind: 'error', error: 'ResourceNotFoundException' }],
    ['an invalid request', { kind: 'error', error: 'ValidationException' }],
    ['an unknown refusal', { kind: 'raw', status: 400, body: 'no' }],
    ['a redirection', { kind: 'raw', status: 302, body: '' }],
  ])('is not asked again after %s', async (_what, play) => {
    server.play(play);

    const reply = await open().ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'unavailable' });
    expect(reply.usage).toBeUndefined();
    expect(server.calls).toHaveLength(1);
  });

  it('is unavailable when nobody listens', async () => {
    const reply = await open({ endpoint: 'http://127.0.0.1:1' }).ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'unavailable' });
  });
});

describe('the deadline', () => {
  it.each<[string, Play]>([
    ['silence', { kind: 'hang' }],
    ['a reply that trickles', { kind: 'trickle' }],
    ['a reply that comes too late', { kind: 'text', text: '{"a":1}', afterMs: 5_000 }],
  ])('ends %s, and the connection with it', async (_what, play) => {
    const before = server.abandoned();
    server.play(play);

    const reply = await open({ deadlineMs: 80 }).ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    await expect.poll(() => server.abandoned()).toBe(before + 1);
  });

  it('counts what a call that was cut off must have read', async () => {
    server.play({ kind: 'hang' });

    const reply = await open({ deadlineMs: 50 }).ask(request);

    expect(reply.usage).toMatchObject({ input: expect.any(Number), output: 0 });
    expect(reply.usage?.input).toBeGreaterThan(10);
  });

  it.each<[Play, boolean]>([
    [{ kind: 'dropMidway' }, true],
    [{ kind: 'raw', body: '<html>' }, true],
    [{ kind: 'error', error: 'ModelTimeoutException' }, true],
    [{ kind: 'error', error: 'ThrottlingException' }, false],
    [{ kind: 'error', error: 'ServiceUnavailableException' }, false],
  ])('counts what a failed call may have read: %j', async (play, isPaid) => {
    server.play(play);

    const reply = await open({ deadlineMs: 490 }).ask(request);

    expect(reply.usage !== undefined).toBe(isPaid);
  });

  it('leaves no time for a second call when little is left', async () => {
    server.play({ kind: 'error', error: 'ThrottlingException' });

    const reply = await open({ deadlineMs: 490 }).ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'throttled' });
    expect(server.calls).toHaveLength(1);
  });

  it('holds for a budget that does not answer', async () => {
    server.play(good);
    const budget: BedrockModelOptions['budget'] = { reserve: () => new Promise(() => undefined) };

    const reply = await open({ deadlineMs: 40, budget }).ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(server.calls).toHaveLength(0);
  });
});

describe('the breaker', () => {
  const outage: Play = { kind: 'error', error: 'AccessDeniedException' };

  it('stops asking after failures in a row, and tries again after a pause', async () => {
    let time = 0;
    const model = open({ breaker: { failures: 2, pauseMs: 1_000 }, now: () => time });
    server.play(outage);
    await model.ask(request);
    await model.ask(request);

    const opened = await model.ask(request);
    server.play(good);
    time = 1_000;
    const tried = await model.ask(request);

    expect(opened).toMatchObject({ outcome: 'failed', reason: 'breakerOpen' });
    expect(tried.outcome).toBe('ok');
    expect(server.calls).toHaveLength(3);
  });

  it('is not appeased by requests that were never sent', async () => {
    let isOver = false;
    const budget: BedrockModelOptions['budget'] = {
      reserve: async () => (isOver ? undefined : { settle: async () => undefined }),
    };
    const model = open({ breaker: { failures: 2, pauseMs: 1_000 }, budget });
    server.play(outage);

    await model.ask(request);
    isOver = true;
    await model.ask(request);
    isOver = false;
    await model.ask(request);

    expect(await model.ask(request)).toMatchObject({ outcome: 'failed', reason: 'breakerOpen' });
  });

  it('stays closed over replies that one text alone is to blame for', async () => {
    const model = open({ breaker: { failures: 2, pauseMs: 1_000 } });
    server.play({ kind: 'text', text: 'no', stopReason: 'guardrail_intervened' });

    for (let asked = 0; asked < 4; asked += 1) await model.ask(request);

    expect(server.calls).toHaveLength(4);
  });
});

describe('the budget', () => {
  it('is charged with what was used, and refuses what it would not cover', async () => {
    const budget = createTokenBudget({ dailyTokens: 1_100, now: () => new Date('2026-03-01T10:00:00Z') });
    const model = open({ budget });
    server.play(good);

    const within = await model.ask(request);
    const beyond = await model.ask({ ...request, maxTokens: 200 });

    expect(within.outcome).toBe('ok');
    expect(beyond).toMatchObject({ outcome: 'failed', reason: 'overBudget' });
    expect(budget.remaining()).toBe(160);
    expect(server.calls).toHaveLength(1);
  });

  it('holds however many ask at once', async () => {
    const budget = createTokenBudget({ dailyTokens: 500, now: () => new Date('2026-03-01T10:00:00Z') });
    const model = open({ budget });
    server.play({ kind: 'text', text: '{"a":1}', afterMs: 50 });

    const replies = await Promise.all(Array.from({ length: 20 }, () => model.ask(request)));

    expect(server.calls.length).toBeLessThan(5);
    expect(replies.filter(({ outcome }) => outcome === 'ok')).toHaveLength(server.calls.length);
  });

  it('gets back what was set aside for a call that came to nothing', async () => {
    const budget = createTokenBudget({ dailyTokens: 300, now: () => new Date('2026-03-01T10:00:00Z') });
    server.play({ kind: 'error', error: 'AccessDeniedException' });

    await open({ budget }).ask(request);

    await expect.poll(() => budget.remaining()).toBe(300);
  });

  it('keeps what a call that was cut off must have read', async () => {
    const settled: number[] = [];
    const settle = async (used: number): Promise<void> => void settled.push(used);
    server.play({ kind: 'hang' });

    const { usage: counted } = await open({ deadlineMs: 50, budget: { reserve: async () => ({ settle }) } }).ask(
      request,
    );

    await expect.poll(() => settled).toEqual([counted?.input]);
  });

  it('that cannot be read lets nothing pass', async () => {
    const budget: BedrockModelOptions['budget'] = { reserve: () => Promise.reject(new Error('no table')) };

    const reply = await open({ budget }).ask(request);

    expect(reply).toMatchObject({ outcome: 'failed', reason: 'unavailable' });
    expect(server.calls).toHaveLength(0);
  });

  it('that cannot be written takes no answer away', async () => {
    server.play(good);
    const settle = (): Promise<void> => Promise.reject(new Error('no table'));

    expect((await open({ budget: { reserve: async () => ({ settle }) } }).ask(request)).outcome).toBe('ok');
  });
});

describe('the pace of one person', () => {
  it('holds back who asks too often, and nobody else', async () => {
    const model = open({ questionsPerMinute: 2 });
    server.play(good);
    const ask = (askerId?: string) => model.ask({ ...request, ...(askerId === undefined ? {} : { askerId }) });

    const ana = [await ask('U1'), await ask('U1'), await ask('U1')];
    const others = [await ask('U2'), await ask()];

    expect(ana.map((reply) => (reply.outcome === 'ok' ? 'ok' : reply.reason))).toEqual(['ok', 'ok', 'rateLimited']);
    expect(others.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  });
});

describe('the log', () => {
  it('holds nothing of the prompt, of the person or of the reply', async () => {
    const lines: string[] = [];
    const destination = new PassThrough();
    destination.on('data', (line: Buffer) => lines.push(line.toString()));
    const log = createLog({ level: 'trace', destination });
    const model = open({ log });
    const plays: Play[] = [
      good,
      { kind: 'text', text: 'reply-secret' },
      { kind: 'raw', status: 400, body: JSON.stringify({ message: 'reply-secret' }) },
      { kind: 'raw', body: 'reply-secret' },
      { kind: 'drop' },
    ];

    for (const play of plays) {
      server.play(play);
      await model.ask({ ...request, system: 'system-secret', content: ['person-secret'], askerId: 'U-secret' });
    }

    expect(lines.length).toBeGreaterThanOrEqual(plays.length);
    expect(lines.join('')).not.toContain('secret');
  });
});
