import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isExpected } from '../../scripts/eval/canonical-intent.ts';
import type { EvalQuestion } from '../../scripts/eval/eval-question.ts';
import { readQuestions } from '../../scripts/eval/read-questions.ts';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { attributesOfKind } from '../../src/catalog/derive/attribute-names.ts';
import { createBedrockParser } from '../../src/intents/bedrock/create-bedrock-parser.ts';
import { createOfflineParser } from '../../src/intents/create-offline-parser.ts';
import type { FallbackReason, Parser, Question, Understanding } from '../../src/intents/parser.ts';
import { createLog } from '../../src/log.ts';
import { createBedrockModel } from '../../src/models/create-bedrock-model.ts';
import type { Model } from '../../src/models/model.ts';
import { createTokenBudget } from '../../src/models/token-budget.ts';
import { type BedrockServer, type Play, startBedrockServer } from '../support/bedrock-server.ts';

const questions = await readQuestions(fileURLToPath(new URL('questions.jsonl', import.meta.url)));
const titled = questions.map((question): [string, EvalQuestion] => {
  const after = question.context === undefined ? '' : ` after ${JSON.stringify(question.context)}`;
  return [`"${question.text}"${after}`, question];
});
const said = JSON.stringify(questions.map(({ expected }) => expected));

const toQuestion = ({ text, surface, today = '2026-11-20', command, context }: EvalQuestion): Question => ({
  text,
  surface,
  today,
  ...(command === undefined ? {} : { command }),
  ...(context === undefined ? {} : { context }),
});

describe('the questions that both parsers must understand', () => {
  it('are of every kind, and many of them are hostile or hopeless', () => {
    const kinds = questions.map(({ expected }) => expected.kind);

    expect(new Set(kinds)).toEqual(
      new Set(
        'summary breakdown ranking comparison profile insights update help operation unclear'.split(
          ' ',
        ) as EvalQuestion['expected']['kind'][],
      ),
    );
    expect(questions.length).toBeGreaterThanOrEqual(240);
    expect(kinds.filter((kind) => kind === 'unclear').length).toBeGreaterThanOrEqual(50);
    expect(questions.filter(({ context }) => context !== undefined).length).toBeGreaterThanOrEqual(20);
  });

  it.each([
    ...attributesOfKind(agents, 'metric').map(([name]) => name),
    ...(['segment', 'text', 'list'] as const).flatMap((kind) =>
      attributesOfKind(agents, kind).flatMap(([, { values }]) => Object.keys(values)),
    ),
    ...attributesOfKind(agents, 'time').map(([name]) => name),
  ])('name %s at least twice', (name) => {
    expect(said.split(`"${name}"`).length - 1).toBeGreaterThanOrEqual(2);
  });
});

describe('the offline parser', () => {
  const parser = createOfflineParser();

  it.each(titled)('understands %s', async (_, question) => {
    const { intent } = await parser.understand(toQuestion(question));

    expect(isExpected(intent, question.expected), JSON.stringify(intent)).toBe(true);
  });
});

describe('the parser that asks a model', () => {
  const log = createLog({ level: 'silent' });
  const models: Model[] = [];
  let server: BedrockServer;
  beforeAll(async () => {
    server = await startBedrockServer();
  });
  afterAll(() => server.stop());
  afterEach(() => {
    for (const model of models.splice(0)) model.close();
  });

  function open(): Parser {
    const model = createBedrockModel({
      modelId: 'some-model',
      region: 'us-west-2',
      endpoint: server.endpoint,
      questionsPerMinute: 10_000,
      deadlineMs: 20_000,
      breaker: { failures: Number.POSITIVE_INFINITY, pauseMs: 1 },
      budget: createTokenBudget({ dailyTokens: 1e12, now: () => new Date() }),
      log,
    });
    models.push(model);
    return createBedrockParser({ model, offline: createOfflineParser(), log });
  }

  /** Those that are worth a model's while: blank ones are not sent. */
  const sent = questions.filter(({ text }) => text.trim() !== '');

  async function askEach(
    asked: readonly EvalQuestion[],
    playFor: (question: EvalQuestion, index: number) => Play,
  ): Promise<readonly Understanding[]> {
    const parser = open();
    const understood: Understanding[] = [];
    for (const [index, question] of asked.entries()) {
      server.play(playFor(question, index));
      understood.push(await parser.understand(toQuestion(question)));
    }
    return understood;
  }

  it('lets every right answer of a model through', async () => {
    const understood = await askEach(sent, ({ expected }) => ({
      kind: 'text',
      text: JSON.stringify({
        intent: expected.kind === 'unclear' ? { reason: 'notUnderstood', ...expected } : expected,
      }),
    }));

    const missed = sent.filter(({ expected }, index) => {
      const one = understood[index];
      return one?.parser !== 'bedrock' || one.fallback !== undefined || !isExpected(one.intent, expected);
    });
    expect(missed).toEqual([]);
    expect(server.objections).toEqual([]);
  }, 120_000);

  it('reads a question as the offline parser does when the model fails, and says why', async () => {
    const failures: readonly (readonly [Play, FallbackReason])[] = [
      [{ kind: 'text', text: 'Let me think about that.' }, 'malformed'],
      [{ kind: 'text', text: '{"intent":', stopReason: 'max_tokens' }, 'stopped'],
      [{ kind: 'text', text: '{}', stopReason: 'guardrail_intervened' }, 'refused'],
      [{ kind: 'error', error: 'AccessDeniedException' }, 'unavailable'],
    ];
    const failureOf = (index: number) => failures[index % failures.length] ?? failures[0];

    // Whatever the question: a fifth of them, of all kinds, with each failure in turn.
    const some = sent.filter((_, index) => index % 5 === 0);

    const understood = await askEach(some, (_, index) => failureOf(index)?.[0] ?? { kind: 'drop' });

    const offline = createOfflineParser();
    for (const [index, question] of some.entries()) {
      const { intent } = await offline.understand(toQuestion(question));
      expect(understood[index]).toMatchObject({ intent, parser: 'offline', fallback: failureOf(index)?.[1] });
    }
  });
});
