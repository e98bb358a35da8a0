import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import { signRequest } from '../../src/playground/outgoing/sign-request.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { app as identity, people, team } from '../../src/playground/workspace/people.ts';
import { toInboxKey } from '../../src/state/inbox-item.ts';
import { answersIn } from './support/acting.ts';
import { environmentOf, signingSecret, startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const table = 'vitals-state';

describe('a question that Slack tells of', () => {
  let first: TestApp;
  let second: TestApp;
  let member: Actor;
  let events = 0;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    first = await startTestApp();
    second = await startTestApp({ beside: first });
    member = first.playground.as(people.member.id);
  });

  afterEach(async () => {
    first.playground.faults.clear();
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  interface Question {
    readonly eventId: string;
    readonly ts: string;
    readonly body: string;
  }

  /** Someone mentions the app while Slack's word of it is still on its way. */
  async function write(text: string): Promise<Question> {
    first.playground.connect(undefined);
    await member.say({ channel: general, text: `@Vitals ${text}` });
    const { ts } = member.messages(general).at(-1) as Message;
    events += 1;
    const eventId = `EvINBOX${events}`;
    const event = {
      type: 'app_mention',
      user: people.member.id,
      channel: general,
      text: `<@${identity.botUserId}> ${text}`,
      ts,
      event_ts: ts,
    };
    const envelope = { type: 'event_callback', event_id: eventId, team_id: team.id, api_app_id: identity.id, event };
    return { eventId, ts, body: JSON.stringify(envelope) };
  }

  async function deliver({ body }: Question, requestUrl: string, retry = 0): Promise<number> {
    const headers = {
      'content-type': 'application/json',
      ...(retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
      ...signRequest(body, signingSecret, Date.now()),
    };
    return (await fetch(requestUrl, { method: 'POST', body, headers })).status;
  }

  const answersTo = ({ ts }: Question): readonly Message[] =>
    answersIn(member, general).filter(({ threadTs }) => threadTs === ts);

  async function statusOf({ eventId, ts }: Question): Promise<unknown> {
    const { pk, sk } = toInboxKey({ id: eventId, occurredAt: Math.floor(Number(ts) * 1000) });
    const { Items } = await first.storage.client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        ConsistentRead: true,
      }),
    );
    return Items?.[0]?.['status'];
  }

  const settled = (question: Question): Promise<void> =>
    vi.waitFor(async () => expect(await statusOf(question)).toBe('done'), { timeout: 10_000, interval: 20 });

  /** As if so much time had passed that nobody can be at work on it any more. */
  async function endLease({ eventId, ts }: Question): Promise<void> {
    await first.storage.client.send(
      new UpdateCommand({
        TableName: table,
        Key: toInboxKey({ id: eventId, occurredAt: Math.floor(Number(ts) * 1000) }),
        UpdateExpression: 'SET leaseUntil = :long',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':long': 0 },
      }),
    );
  }

  /** Another instance, in a process of its own that can be killed. */
  async function startProcess(): Promise<{ readonly url: string; kill(): Promise<void> }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env: { ...environmentOf(first.playground.apiUrl, first.dataDirectory), LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let words = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    const port = await vi.waitFor(
      () => {
        const found = /on port (\d+)/.exec(words)?.[1];
        if (found === undefined) throw new Error(`not up yet: ${words}`);
        return found;
      },
      { timeout: 20_000, interval: 20 },
    );
    return {
      url: `http://127.0.0.1:${port}/slack/events`,
      async kill() {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      },
    };
  }

  it('is answered once, however often and to whichever instance it is told', async () => {
    const question = await write('churn of rookies');

    const statuses = await Promise.all([
      deliver(question, first.requestUrl),
      deliver(question, second.requestUrl, 1),
      deliver(question, first.requestUrl, 1),
      deliver(question, second.requestUrl, 2),
    ]);
    await settled(question);
    statuses.push(await deliver(question, second.requestUrl, 3));

    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(answersTo(question)).toHaveLength(1);
  });

  it('is answered when the first word of it was lost and only a retry comes', async () => {
    const question = await write('nps of rookies');

    await deliver(question, second.requestUrl, 1);
    await settled(question);

    expect(answersTo(question)).toHaveLength(1);
  });

  it('is answered once when the instance that took it in is killed before it answers', async () => {
    const question = await write('revenue of rookies');
    const doomed = await startProcess();
    first.playground.faults.add({ fault: 'rate_limited', retryAfterSeconds: 15, method: 'chat.postMessage' });
    await deliver(question, doomed.url);
    await vi.waitFor(() => expect(first.playground.faults.pending()).toEqual([]));

    await doomed.kill();
    const known = await deliver(question, first.requestUrl, 1);
    const before = answersTo(question).length;
    await endLease(question);
    const restarted = await startTestApp({ beside: first });
    await settled(question);
    await deliver(question, restarted.requestUrl, 2);
    await restarted.stop();

    expect([known, before]).toEqual([200, 0]);
    expect(answersTo(question)).toHaveLength(1);
  });

  it('is not answered again when the instance is killed between the answer and its mark', async () => {
    const question = await write('churn of veterans');
    const doomed = await startProcess();
    first.playground.faults.add({ fault: 'lost_reply', method: 'chat.postMessage' });
    first.playground.faults.add({ fault: 'delay', delayMs: 5000, method: 'conversations.replies' });
    await deliver(question, doomed.url);
    await vi.waitFor(() => expect(first.playground.faults.pending()).toEqual([]));

    await doomed.kill();
    const open = await statusOf(question);
    await endLease(question);
    const restarted = await startTestApp({ beside: first });
    await settled(question);
    await restarted.stop();

    expect(open).toBe('open');
    expect(answersTo(question)).toHaveLength(1);
  });

  it('is answered once when Slack takes the answer and does not say so', async () => {
    const question = await write('nps of veterans');
    first.playground.faults.add({ fault: 'lost_reply', method: 'chat.postMessage' });

    await deliver(question, first.requestUrl);
    await settled(question);

    expect(answersTo(question)).toHaveLength(1);
    expect(first.log()).toContain('Slack did not confirm an answer');
  });

  it('is answered when Slack does not take the answer at first', async () => {
    const question = await write('revenue of veterans');
    first.playground.faults.add({ fault: 'dropped', method: 'chat.postMessage' });

    await deliver(question, first.requestUrl);
    await settled(question);

    expect(answersTo(question)).toHaveLength(1);
  });

  it('is answered later when Slack takes neither an answer nor an excuse for now', async () => {
    const question = await write('churn of luxury agents');
    first.playground.faults.add({ fault: 'rate_limited', retryAfterSeconds: 60, method: 'chat.postMessage', times: 4 });
    await deliver(question, first.requestUrl);
    await vi.waitFor(() => expect(first.log()).toContain('the person could not be told'), { timeout: 10_000 });
    await vi.waitFor(async () => expect(first.playground.faults.pending()).toEqual([]));
    const before = await statusOf(question);
    await endLease(question);
    const restarted = await startTestApp({ beside: first });
    await settled(question);
    await restarted.stop();

    expect(before).toBe('open');
    expect(answersTo(question)).toHaveLength(1);
  });

  it('is done with when Slack will never take an answer', async () => {
    const question = await write('churn of suburban agents');
    first.playground.faults.add({ fault: 'error', error: 'is_archived', method: 'chat.postMessage', times: 4 });

    await deliver(question, first.requestUrl);
    await settled(question);

    expect(answersTo(question)).toEqual([]);
  });
});
