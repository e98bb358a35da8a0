import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBedrockExplainer } from '../../../src/insights/explain/bedrock-explainer.ts';
import type { Explainer } from '../../../src/insights/explain/explainer.ts';
import { createModelGate } from '../../../src/insights/explain/model-gate.ts';
import { createTemplateExplainer, explainByTemplate } from '../../../src/insights/explain/template-explainer.ts';
import { createLog } from '../../../src/log.ts';
import { createBedrockModel } from '../../../src/models/create-bedrock-model.ts';
import type { Model } from '../../../src/models/model.ts';
import { createTokenBudget } from '../../../src/models/token-budget.ts';
import { type BedrockServer, startBedrockServer } from '../../support/bedrock-server.ts';
import { churnDraft } from './drafts.ts';

const log = createLog({ level: 'silent' });
const reply = {
  explanation: 'The agent’s churn risk is 82, up 17 in 7 days, while NPS fell to 24.',
  recommendations: ['Call the agent and ask about the fall in satisfaction', 'Review the plan together'],
};

let server: BedrockServer;
let model: Model;
let explainer: Explainer;

beforeAll(async () => {
  server = await startBedrockServer();
  model = createBedrockModel({
    modelId: 'some-model',
    region: 'us-west-2',
    endpoint: server.endpoint,
    questionsPerMinute: 10_000,
    deadlineMs: 20_000,
    budget: createTokenBudget({ dailyTokens: 1e12, now: () => new Date() }),
    log,
  });
});

afterAll(async () => {
  model.close();
  await server.stop();
});

beforeEach(() => {
  server.calls.length = 0;
  explainer = createBedrockExplainer({ model, template: createTemplateExplainer(), log });
});

describe('an explanation by a model', () => {
  it('is what the model says, under its name', async () => {
    server.play({ kind: 'text', text: JSON.stringify(reply) });

    const explanation = await explainer.explain(churnDraft());

    expect(explanation).toEqual({ ...reply, modelUsed: 'some-model' });
    expect(server.objections).toEqual([]);
  });

  it('is asked for with figures and labels alone', async () => {
    server.play({ kind: 'text', text: JSON.stringify(reply) });

    await explainer.explain(churnDraft());

    const sent = JSON.parse(server.calls[0]?.body.messages[0]?.content[0]?.text ?? '');
    expect(sent).toEqual({
      alert: 'High churn risk',
      member: 'agent',
      riskScore: 86,
      headline: {
        figure: 'Churn risk',
        value: '82',
        better: 'the lower',
        line: '70',
        before: '65',
        change: '+17 in 7 days',
      },
      reasons: [
        { figure: 'NPS', value: '24', better: 'the higher', line: '30', before: '36', change: '-12 in 7 days' },
        { figure: 'Engagement trend', value: '-12.3 %', better: 'the higher', line: '-10 %' },
      ],
      atRiskAYear: '$48,231',
      segments: {
        'Experience level': 'Rookie',
        'Platform engagement': 'Low engagement',
        'Spend level': 'More than $10k a year',
      },
    });
  });

  it.each([
    ['says a number that is none of the record', { ...reply, explanation: 'Churn risk is 99.' }],
    ['recommends with a number of its own', { ...reply, recommendations: ['Call within 24 hours'] }],
    ['says something else', { answer: 'Sure.' }],
  ])('is the template’s where the model %s', async (_what, json) => {
    server.play({ kind: 'text', text: JSON.stringify(json) });

    const explanation = await explainer.explain(churnDraft());

    expect(explanation).toEqual({ ...explainByTemplate(churnDraft()), modelUsed: 'template' });
    expect(server.calls).toHaveLength(1);
  });

  it('is the template’s where the model cannot be reached', async () => {
    server.play({ kind: 'drop' });

    const { modelUsed } = await explainer.explain(churnDraft());

    expect(modelUsed).toBe('template');
  });

  it('is the template’s for most of a storm, which does not wait', async () => {
    server.play({ kind: 'text', text: JSON.stringify(reply) });

    const all = await Promise.all(Array.from({ length: 100 }, () => explainer.explain(churnDraft())));

    expect(all.filter(({ modelUsed }) => modelUsed === 'template')).toHaveLength(92);
    expect(server.calls).toHaveLength(8);
  });
});

describe('the gate before the model', () => {
  it('lets a few work at once and the next when one is done', async () => {
    const gate = createModelGate({ atOnce: 2, waiting: 1 });
    const ends: (() => void)[] = [];
    const work = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));

    const runs = [gate.run(work), gate.run(work), gate.run(work), gate.run(work)];
    const turnedAway = await runs[3];
    const startedAtFirst = ends.length;
    ends.shift()?.();
    await runs[0];
    const startedThen = ends.length;
    for (const end of ends) end();

    expect([turnedAway, startedAtFirst, startedThen]).toEqual([undefined, 2, 2]);
    expect(await Promise.all(runs)).toEqual(['done', 'done', 'done', undefined]);
  });

  it('lets in again when a while has passed, also after work that failed', async () => {
    let time = 0;
    const gate = createModelGate({ atOnce: 1, most: 1, perMs: 1_000, now: () => time });

    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const soon = await gate.run(async () => 'done');
    time = 1_000;
    const later = await gate.run(async () => 'done');

    expect([soon, later]).toEqual([undefined, 'done']);
  });
});
