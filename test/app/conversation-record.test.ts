import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import type { RecordedConversation } from '../../src/state/conversations/conversation-item.ts';
import {
  type BedrockServer,
  type Play,
  type ReceivedCall,
  startBedrockServer,
  usage,
} from '../support/bedrock-server.ts';
import { answerAfter, answersIn, ask, buttonsIn, chooseIn, pressIn, textOf } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const direct = `D${people.member.id.slice(1)}`;
const modelId = 'us.model-1';

describe('the record of conversations', () => {
  let bedrock: BedrockServer;
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    bedrock = await startBedrockServer();
    app = await startTestApp({
      settings: {
        BEDROCK_MODEL_ID: modelId,
        BEDROCK_ENDPOINT: bedrock.endpoint,
        BEDROCK_PRICE_INPUT: '1',
        BEDROCK_PRICE_OUTPUT: '5',
        BEDROCK_QUESTIONS_PER_MINUTE: '1000',
      },
    });
    member = app.playground.as(people.member.id);
  });

  afterEach(() => {
    app.playground.faults.clear();
    bedrock.play({ kind: 'text', text: '{}' });
  });
  afterAll(async () => {
    await app.stop();
    await bedrock.stop();
  });

  /** What is on record of a question of the member's, once it is. */
  function recorded(text: string): Promise<RecordedConversation> {
    return vi.waitFor(
      async () => {
        const { Items = [] } = await app.storage.client.send(
          new ScanCommand({
            TableName: 'vitals-state',
            FilterExpression: 'begins_with(pk, :pk) AND #text = :text AND userId = :user',
            ExpressionAttributeNames: { '#text': 'text' },
            ExpressionAttributeValues: { ':pk': 'conversation#', ':text': text, ':user': people.member.id },
            ConsistentRead: true,
          }),
        );
        const found = await app.memory.conversations.find(String(Items[0]?.['sk']));
        if (found === undefined) throw new Error(`"${text}" is not on record`);
        return found;
      },
      { timeout: 5000, interval: 20 },
    );
  }

  const isQuestion = ({ body }: ReceivedCall): boolean => body.requestMetadata?.['purpose'] === 'understand';

  /** What the model says to questions; alerts are explained meanwhile, and take none of it. */
  function play(answer: Play): void {
    bedrock.play((call) => (isQuestion(call) ? answer : { kind: 'text', text: '{}' }));
  }

  /** The calls that read a question; alerts are explained meanwhile. */
  const questionsAsked = () => bedrock.calls.filter(isQuestion);

  const meaning = (intent: object) => ({ kind: 'text', text: JSON.stringify({ intent }) }) as const;

  it('has a slash command, read by the rules alone', async () => {
    const asked = questionsAsked().length;

    await ask(member, general, '/agents churn luxury');

    expect(await recorded('churn luxury')).toMatchObject({
      surface: 'slash',
      parser: 'offline',
      userId: people.member.id,
      channel: general,
      outcome: 'answered',
      intent: { kind: 'summary' },
      appVersion: '0.0.0-test',
    });
    expect(questionsAsked()).toHaveLength(asked);
  });

  it('has what the model read, what that took and cost, and its answer says nothing of rules', async () => {
    play(
      meaning({
        kind: 'summary',
        dataset: 'agents',
        metrics: ['churnRisk'],
        filters: [{ field: 'marketTypeLocation', op: 'in', values: ['rural'] }],
      }),
    );

    const answer = await ask(member, direct, 'who out in the sticks is likely to walk away from us?');
    const entry = await recorded('who out in the sticks is likely to walk away from us?');

    expect(answer.text).toMatch(/rural/i);
    expect(answer.text).not.toMatch(/rules/);
    expect(entry).toMatchObject({
      surface: 'direct',
      parser: 'bedrock',
      modelId,
      tokens: { input: usage.inputTokens, output: usage.outputTokens },
      costUsd: (usage.inputTokens + 5 * usage.outputTokens) / 1e6,
      threadTs: answer.threadTs,
    });
    expect(entry.answeredInMs).toBeGreaterThanOrEqual(entry.latencyMs);
  });

  it('has why the rules read a question in the place of the model, and the answer says it', async () => {
    play({ kind: 'raw', body: 'no JSON' });

    const answer = await ask(member, general, '@Vitals churn of rural rookies');

    expect(answer.text).toMatch(/The language model .*, so I read this by rules\./);
    expect(textOf(answer.blocks)).toMatch(/so I read this by rules/);
    expect(await recorded('churn of rural rookies')).toMatchObject({
      parser: 'offline',
      fallback: 'malformed',
      modelId,
    });
  });

  it('has the time-out of a model that says nothing, which the answer tells', async () => {
    play({ kind: 'hang' });

    const answer = await ask(member, general, '@Vitals churn of urban veterans');

    expect(answer.text).toContain('The language model did not answer in time, so I read this by rules.');
    expect(await recorded('churn of urban veterans')).toMatchObject({ fallback: 'timeout' });
  });

  it('gives the model what the thread is about', async () => {
    play({ kind: 'error', error: 'ThrottlingException' });
    const first = await ask(member, direct, 'nps of urban agents');
    const asked = questionsAsked().length;

    await ask(member, direct, 'and rural?', first.threadTs);

    expect(JSON.stringify(questionsAsked().slice(asked)[0]?.body)).toContain('npsScore');
    expect(await recorded('and rural?')).toMatchObject({ fallback: 'throttled', context: { metrics: ['npsScore'] } });
  });

  it('has neither names nor addresses in it', async () => {
    const agent = await app.repository.find('agent-4');
    const name = String(agent?.['name']);

    await ask(member, general, `/agents "${name}"`);
    await ask(member, general, '/agents nps of jane@example.com');

    await recorded('nps of [email]');
    const { Items = [] } = await app.storage.client.send(new ScanCommand({ TableName: 'vitals-state' }));
    const kept = Items.filter(({ pk }) => String(pk).startsWith('conversation#'));
    expect(JSON.stringify(kept)).not.toContain(name);
    expect(JSON.stringify(kept)).not.toContain('jane@example.com');
    expect(kept).toContainEqual(expect.objectContaining({ intent: expect.objectContaining({ subject: 'agent-4' }) }));
  });

  it.each([
    ['askedBack', 'churn wibble'],
    ['notFound', 'agent-99999'],
    ['refused', 'set agent-4 nps 50'],
    ['refused', 'usage'],
  ])('has %s as what became of "%s"', async (outcome, text) => {
    await ask(member, general, `/agents ${text}`);

    expect(await recorded(text)).toMatchObject({ outcome });
  });

  it('takes a vote on an answer, thanks for it quietly, and puts a bad one on the review list', async () => {
    const answer = await ask(member, general, '/agents revenue by specialization');
    const { id } = await recorded('revenue by specialization');
    const before = answersIn(member, general).length;

    await chooseIn(member, answer, 'feedback_buttons', /^bad /);
    const thanks = await answerAfter(member, general, before);
    const { entries } = await app.memory.conversations.readReviewList();
    await chooseIn(member, answer, 'feedback_buttons', /^good /);
    await answerAfter(member, general, before + 1);

    expect(thanks).toMatchObject({ onlyFor: people.member.id, text: expect.stringMatching(/Thank you/) });
    expect(entries.map((entry) => entry.id)).toEqual([id]);
    expect((await app.memory.conversations.find(id))?.feedback).toMatchObject({ [people.member.id]: { vote: 'good' } });
  });

  it('is no part of pressing buttons', async () => {
    const answer = await ask(member, general, '/agents churn suburban');
    await recorded('churn suburban');
    const count = await countRecorded();
    const before = answersIn(member, general).length;

    await pressIn(member, answer, buttonsIn(answer.blocks)[0] ?? '');
    await answerAfter(member, general, before);

    expect(await countRecorded()).toBe(count);
  });

  async function countRecorded(): Promise<number> {
    const { Items = [] } = await app.storage.client.send(new ScanCommand({ TableName: 'vitals-state' }));
    return Items.filter(({ pk }) => String(pk).startsWith('conversation#')).length;
  }

  it('shows an admin what was asked, and what it took', async () => {
    const answer = await ask(app.playground.as(people.admin.id), general, '/agents usage');

    expect(answer.text).toMatch(/Questions: \d+/);
    expect(answer.text).toMatch(/Tokens: [\d,]+/);
  });

  it('leaves out the thumbs that Slack does not take, and shows the answer all the same', async () => {
    app.playground.faults.add({ fault: 'error', error: 'invalid_blocks', method: 'chat.postMessage' });
    play({ kind: 'drop' });

    const answer = await ask(member, general, '@Vitals churn of suburban rookies');

    expect(textOf(answer.blocks)).toContain('Churn risk');
    expect(textOf(answer.blocks)).toContain('"type":"table"');
    expect(textOf(answer.blocks)).not.toContain('feedback_buttons');
  });
});
