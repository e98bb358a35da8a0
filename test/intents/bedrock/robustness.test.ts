import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBedrockParser } from '../../../src/intents/bedrock/create-bedrock-parser.ts';
import { createOfflineParser } from '../../../src/intents/create-offline-parser.ts';
import { describeIntent } from '../../../src/intents/describe-intent.ts';
import { type Intent, intentSchema } from '../../../src/intents/intent.ts';
import type { Question, Understanding } from '../../../src/intents/parser.ts';
import { createLog } from '../../../src/log.ts';
import { createBedrockModel } from '../../../src/models/create-bedrock-model.ts';
import { createTokenBudget } from '../../../src/models/token-budget.ts';
import { type BedrockServer, type Play, startBedrockServer } from '../../support/bedrock-server.ts';
import { clearIntents } from '../intent-arbitrary.ts';

const log = createLog({ level: 'silent' });
const question = (text: string): Question => ({ text, surface: 'message', today: '2026-03-04' });

/** Every part of a JSON value that can be put in another's place. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const oddities = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('update', 'agent-1', 'churnRisk', 'in', '__proto__', -1, 1e308, 0.5, '', [], {}, null, '2026-02-30'),
);

/** A valid intent with up to three of its parts taken out or replaced. */
const nearMisses = fc
  .tuple(clearIntents, fc.array(fc.tuple(fc.nat(), oddities), { maxLength: 3 }))
  .map(([intent, changes]) =>
    changes.reduce<unknown>((value, [pick, by]) => {
      const places = placesIn(value);
      return replaced(value, places[pick % places.length] ?? [], by);
    }, intent),
  );

const outputs = fc.oneof(
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 5, arbitrary: nearMisses.map((intent) => ({ intent })) },
  { weight: 1, arbitrary: nearMisses },
  {
    weight: 1,
    arbitrary: clearIntents.map((intent) => ({
      intent: { kind: 'unclear', reason: 'ambiguous', suggestions: [intent, 1] },
    })),
  },
  {
    weight: 1,
    arbitrary: clearIntents.map((intent) => ({
      intent: { kind: 'unclear', reason: 'ambiguous', suggestions: [intent] },
    })),
  },
);

const texts = fc.oneof(
  clearIntents.map((intent) => describeIntent(intent).command),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('churn of rookies', 'set agent-1 nps to 5', 'agent 42', 'and veterans?'),
);

describe('10,000 outputs of a model that may say anything', () => {
  it('become valid intents that name nobody else than the asker did', async () => {
    let output: unknown;
    const tally = { bedrock: 0, offline: 0 };
    const parser = createBedrockParser({
      model: {
        modelId: 'any',
        ask: async () => ({
          outcome: 'ok',
          json: output,
          usage: { input: 1, output: 1 },
          latencyMs: 1,
          modelId: 'any',
        }),
        close: () => undefined,
      },
      offline: createOfflineParser(),
      log,
      cache: { size: 1, keptMs: 0 },
    });

    await fc.assert(
      fc.asyncProperty(outputs, texts, async (said, text) => {
        output = said;

        const { intent, parser: by, fallback } = await parser.understand(question(text));

        tally[by] += 1;
        expect(intentSchema.safeParse(intent).success).toBe(true);
        expect([undefined, 'malformed']).toContain(fallback);
        if (by === 'bedrock') expectOwnWords(intent, text);
      }),
      { numRuns: 10_000, seed: 20_260_304 },
    );

    expect(tally.bedrock).toBeGreaterThan(500);
    expect(tally.offline).toBeGreaterThan(500);
  }, 120_000);
});

function expectOwnWords(intent: Intent, text: string): void {
  const named = intent.kind === 'unclear' ? intent.suggestions : [intent];
  for (const one of named) {
    if (!('subject' in one) || one.subject === undefined) continue;
    const [last = ''] = one.subject.match(/[\p{L}\p{M}\p{N}]+(?=[^\p{L}\p{M}\p{N}]*$)/u) ?? [];
    expect(text.normalize('NFKC').toLowerCase()).toContain(last.normalize('NFKC').toLowerCase());
  }
}

describe('1,000 faults of the service', () => {
  let server: BedrockServer;

  beforeAll(async () => {
    server = await startBedrockServer();
  });
  afterAll(() => server.stop());

  const faults: readonly Play[] = [
    { kind: 'error', error: 'ThrottlingException' },
    { kind: 'error', error: 'ModelTimeoutException' },
    { kind: 'error', error: 'ServiceUnavailableException' },
    { kind: 'error', error: 'InternalServerException' },
    { kind: 'error', error: 'ModelErrorException' },
    { kind: 'error', error: 'AccessDeniedException' },
    { kind: 'error', error: 'ValidationException' },
    { kind: 'raw', body: '<html>' },
    { kind: 'raw', body: '' },
    { kind: 'raw', body: '{"output":{"message":{"content":[{"text":7}]}},"stopReason":"end_turn"}' },
    { kind: 'raw', status: 502, body: 'Bad Gateway' },
    { kind: 'text', text: '{"intent":' },
    { kind: 'text', text: '{"intent":{"kind":"help"}}', stopReason: 'guardrail_intervened' },
    { kind: 'text', text: '{"intent":{"kind":"help"}}', stopReason: 'max_tokens' },
    { kind: 'text', text: '{"intent":{"kind":"help"}}', stopReason: 'malformed_model_output' },
    { kind: 'hang' },
    { kind: 'trickle' },
    { kind: 'drop' },
    { kind: 'dropMidway' },
    { kind: 'text', text: '{"intent":{"kind":"help"}}', afterMs: 5_000 },
  ];

  it('each end in the offline reading, with a reason', async () => {
    const model = createBedrockModel({
      modelId: 'some-model',
      region: 'us-west-2',
      endpoint: server.endpoint,
      questionsPerMinute: 1e6,
      budget: createTokenBudget({ dailyTokens: 1e12, now: () => new Date() }),
      log,
      deadlineMs: 1_000,
      breaker: { failures: 2_000, pauseMs: 1 },
    });
    const offline = createOfflineParser();
    const parser = createBedrockParser({ model, offline, log });
    server.play((_call, index) => faults[index % faults.length] ?? { kind: 'drop' });
    const understandings: Understanding[] = [];
    const left = Array.from({ length: 1_000 }, (_, number) => `nps over ${number % 90} of rookies, try ${number}`);
    const work = async (): Promise<void> => {
      for (let text = left.pop(); text !== undefined; text = left.pop()) {
        understandings.push(await parser.understand(question(text)));
      }
    };

    await Promise.all(Array.from({ length: 60 }, work));
    model.close();

    expect(understandings).toHaveLength(1_000);
    expect(server.objections).toEqual([]);
    expect(server.calls.length).toBeGreaterThanOrEqual(1_000);
    for (const { intent, parser: by, fallback } of understandings) {
      expect([by, intentSchema.safeParse(intent).success]).toEqual(['offline', true]);
      expect(fallback).toBeDefined();
    }
    expect(new Set(understandings.map(({ fallback }) => fallback))).toEqual(
      new Set(['throttled', 'timeout', 'unavailable', 'malformed', 'stopped', 'refused']),
    );
  }, 120_000);
});
