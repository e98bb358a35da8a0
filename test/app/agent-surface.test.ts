import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/playground/actor.ts';
import type { Fault } from '../../src/playground/faults.ts';
import { conversationIds } from '../../src/playground/workspace/conversations.ts';
import type { Message } from '../../src/playground/workspace/message.ts';
import { people } from '../../src/playground/workspace/people.ts';
import { suggestedPrompts } from '../../src/slack/home/suggested-prompts.ts';
import { answersIn, ask, textOf } from './support/acting.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const { general } = conversationIds;
const direct = `D${people.member.id.slice(1)}`;

interface ThreadState {
  readonly channel: string;
  readonly threadTs?: string;
  readonly state: { readonly status?: string; readonly title?: string; readonly prompts?: readonly unknown[] };
}

describe('the conversation with the app as an agent', () => {
  let app: TestApp;
  let member: Actor;

  beforeAll(async () => {
    app = await startTestApp();
    member = app.playground.as(people.member.id);
  });

  afterEach(() => app.playground.faults.clear());
  afterAll(() => app.stop());

  /** What the page shows of the threads: the same that someone sees beside them. */
  async function threads(): Promise<readonly ThreadState[]> {
    const response = await fetch(`${app.playground.url}/page/workspace?as=${people.member.id}`);
    return ((await response.json()) as { threads: readonly ThreadState[] }).threads;
  }

  async function stateOf(threadTs: string | undefined): Promise<ThreadState['state'] | undefined> {
    const all = await threads();
    return all.find((thread) => thread.channel === direct && thread.threadTs === threadTs)?.state;
  }

  /** Everything of the app in a thread, also what it has not finished. */
  function saidIn({ threadTs }: Message): readonly Message[] {
    return app.playground.workspace
      .messages(direct)
      .filter((message) => message.threadTs === threadTs && message.user !== people.member.id);
  }

  it('offers what one may begin with, when someone opens it', async () => {
    member.open('messages');

    await vi.waitFor(async () => expect((await stateOf(undefined))?.prompts).toEqual(suggestedPrompts));
    expect(app.playground.warnings()).toEqual([]);
  });

  it('streams the answer: nothing at first, then the whole', async () => {
    const seen: Pick<Message, 'text' | 'isStreaming'>[] = [];
    const unwatch = app.playground.watch((change) => {
      if (change.kind === 'message' && change.message.user !== people.member.id) seen.push(change.message);
    });

    const answer = await ask(member, direct, 'churn of rookies');
    unwatch();

    expect(seen.map(({ isStreaming }) => isStreaming)).toEqual([true, false]);
    expect(seen[0]?.text).toBe('');
    expect(answer.text).toMatch(/^## [\d.]+ · Average churn risk of rookie agents\n.*against the fleet/);
    expect(textOf(answer.blocks)).toContain('Same as /agents churn risk rookie');
    expect(textOf(answer.blocks)).toContain('feedback_buttons');
  });

  it('says that it is at work, names the thread after the question, and is done with the answer', async () => {
    const statuses: unknown[] = [];
    const unwatch = app.playground.watch((change) => {
      if (change.kind === 'thread') statuses.push(change.threadTs);
    });

    const answer = await ask(member, direct, 'which luxury agents bring most revenue?');
    unwatch();

    expect(statuses.length).toBeGreaterThanOrEqual(3);
    expect(await stateOf(answer.threadTs)).toEqual({ status: '', title: 'which luxury agents bring most revenue?' });
  });

  it('keeps the name of a thread that goes on', async () => {
    const answer = await ask(member, direct, 'nps of rookies');

    await ask(member, direct, 'and veterans?', answer.threadTs);

    expect((await stateOf(answer.threadTs))?.title).toBe('nps of rookies');
  });

  it.each<[string, Fault[]]>([
    ['Slack does not stream', [{ fault: 'error', error: 'unknown_method', method: 'chat.startStream' }]],
    ['streams are rate-limited', [{ fault: 'rate_limited', retryAfterSeconds: 30, method: 'chat.startStream' }]],
    ['a stream cannot end', [{ fault: 'error', error: 'internal', method: 'chat.stopStream' }]],
    ['the word that a stream has ended is lost', [{ fault: 'lost_reply', method: 'chat.stopStream' }]],
    ['the blocks of a stream are refused', [{ fault: 'error', error: 'invalid_blocks', method: 'chat.stopStream' }]],
    [
      'no blocks at all are taken at its end',
      [{ fault: 'error', error: 'invalid_blocks', method: 'chat.stopStream', times: 2 }],
    ],
    [
      'neither status nor title are taken',
      [
        { fault: 'server_error', method: 'assistant.threads.setStatus' },
        { fault: 'error', error: 'missing_scope', method: 'assistant.threads.setTitle' },
      ],
    ],
  ])('answers once when %s', async (_when, faults) => {
    for (const fault of faults) app.playground.faults.add(fault);

    const answer = await ask(member, direct, 'median revenue of urban agents');
    await ask(member, direct, 'help');

    const said = saidIn(answer);
    expect(said).toHaveLength(1);
    expect(said[0]?.isStreaming).toBe(false);
    expect(`${said[0]?.text} ${textOf(said[0]?.blocks ?? [])}`).toMatch(/Same as \/agents median revenue urban/);
    expect((await stateOf(answer.threadTs))?.status).toBe('');
  });

  it('leaves nothing to read beside the answer when the word that a stream has begun is lost', async () => {
    app.playground.faults.add({ fault: 'lost_reply', method: 'chat.startStream' });

    const answer = await ask(member, direct, 'median revenue of rural agents');

    const [orphan, ...others] = saidIn(answer);
    expect(orphan).toMatchObject({ isStreaming: true, text: '', blocks: [] });
    expect(others.map(({ ts }) => ts)).toEqual([answer.ts]);
  });

  it('takes the status back when the thread takes no answer, which comes by itself then', async () => {
    const before = answersIn(member, direct).length;
    app.playground.faults.add({ fault: 'error', error: 'unknown_method', method: 'chat.startStream' });
    app.playground.faults.add({ fault: 'error', error: 'thread_not_found', method: 'chat.postMessage' });

    await ask(member, direct, 'count of urban agents');

    const [answer] = answersIn(member, direct).slice(before);
    const question = member.messages(direct).findLast(({ text }) => text === 'count of urban agents');
    expect(answer?.threadTs).toBeUndefined();
    expect((await stateOf(question?.ts))?.status).toBe('');
  });

  it('is no part of a channel', async () => {
    const seen: boolean[] = [];
    const unwatch = app.playground.watch((change) => {
      if (change.kind === 'message') seen.push(change.message.isStreaming);
    });

    const answer = await ask(member, general, '@Vitals churn of rookies');
    unwatch();

    expect(seen).toEqual([false, false]);
    expect(
      (await threads()).find(({ threadTs, state }) => threadTs === answer.threadTs && state.title),
    ).toBeUndefined();
  });
});
