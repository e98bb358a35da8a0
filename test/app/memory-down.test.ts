import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { type DynamoDbProxy, type ProxiedCall, startDynamoDbProxy } from '../support/dynamodb-proxy.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { answersIn, ask, commandOf } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;

describe('the app whose memory does not work', () => {
  let engine: TestEngine;
  let proxy: DynamoDbProxy;
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    engine = await startTestEngine();
    proxy = await startDynamoDbProxy(engine.endpoint);
    app = await startTestApp({ settings: { DYNAMODB_ENDPOINT: proxy.endpoint } });
    member = app.playground.as(people.member.id);
  });

  afterEach(() => proxy.reset());
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await engine.stop();
  });

  const touches = (call: ProxiedCall, what: string): boolean => JSON.stringify(call).includes(what);

  it('answers what it cannot record', async () => {
    proxy.inject(({ operation }) => (operation === 'TransactWriteItems' ? { kind: 'serverError' } : undefined));

    const answer = await ask(member, general, '@Vitals churn of rookies');
    const next = await ask(member, general, '@Vitals and veterans?', answer.threadTs);

    expect(commandOf(next)).toBe('/agents churn risk veteran');
    await vi.waitFor(() => expect(app.log()).toContain('a question could not be recorded'), { timeout: 10_000 });
  });

  it('answers in a thread that it can neither recall nor remember', async () => {
    const answer = await ask(member, general, '@Vitals churn of rookies');
    proxy.inject((call) => (touches(call, 'thread#') ? { kind: 'serverError' } : undefined));

    const next = await ask(member, general, '@Vitals nps of veterans', answer.threadTs);

    expect(commandOf(next)).toBe('/agents nps veteran');
    expect(app.log()).toContain('the thread cannot be recalled');
    expect(app.log()).toContain('the thread cannot be remembered');
  });

  it('takes no question in that it cannot keep, so that Slack asks again', async () => {
    const before = answersIn(member, general).length;
    proxy.inject((call) => (touches(call, 'inbox#') ? { kind: 'serverError' } : undefined));

    await member.say({ channel: general, text: '@Vitals nps of rookies' });
    await vi.waitFor(() => expect(app.log()).toContain('a request could not be taken in'), { timeout: 10_000 });

    expect(answersIn(member, general)).toHaveLength(before);
  });
});
