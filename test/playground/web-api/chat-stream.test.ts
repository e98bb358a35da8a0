import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitOf } from '../../../src/playground/limits.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { people, team } from '../../../src/playground/workspace/people.ts';
import { type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';

const { general } = conversationIds;
const direct = `D${people.you.id.slice(1)}`;
const divider = { type: 'divider' };

let workspace: SlackWorkspace;
let thread_ts: string;

beforeAll(async () => {
  workspace = await startSlackWorkspace();
  await workspace.playground.as(people.you.id).say({ channel: direct, text: 'a question' });
  thread_ts = newest().ts;
});
afterAll(() => workspace.playground.close());

function newest(channel = direct): Message {
  const message = workspace.playground.workspace.messages(channel).at(-1);
  if (message === undefined) throw new Error('there is no message');
  return message;
}

async function start(markdown_text = 'One'): Promise<string> {
  return (await workspace.call('chat.startStream', { channel: direct, thread_ts, markdown_text }))['ts'];
}

describe('a streamed message', () => {
  it('grows, and ends with its blocks and metadata', async () => {
    const ts = await start();
    const begun = newest();
    const metadata = { event_type: 'e', event_payload: { id: 1 } };

    await workspace.call('chat.appendStream', { channel: direct, ts, markdown_text: ' two' });
    await workspace.call('chat.stopStream', {
      channel: direct,
      ts,
      markdown_text: ' three',
      blocks: [divider],
      metadata,
    });

    expect(begun).toMatchObject({ ts, threadTs: thread_ts, text: 'One', isStreaming: true });
    expect(newest()).toMatchObject({
      ts,
      text: 'One two three',
      blocks: [{ type: 'markdown', text: 'One two three' }, divider],
      metadata,
      isStreaming: false,
    });
  });

  it('takes the status of its thread back', async () => {
    await workspace.call('assistant.threads.setStatus', { channel_id: direct, thread_ts, status: 'is at work' });
    const states: (string | undefined)[] = [];
    const unwatch = workspace.playground.watch((change) => {
      if (change.kind === 'thread') states.push(change.threadTs);
    });

    await workspace.call('chat.stopStream', { channel: direct, ts: await start() });
    unwatch();

    expect(states).toEqual([thread_ts]);
  });

  it.each<[string, string, (ts: string) => Record<string, unknown>]>([
    ['message_not_found', 'chat.stopStream', () => ({ channel: direct, ts: '1.000001' })],
    ['message_not_owned_by_app', 'chat.appendStream', () => ({ channel: direct, ts: thread_ts, markdown_text: 'x' })],
    ['invalid_arguments', 'chat.appendStream', (ts) => ({ channel: direct, ts })],
    ['invalid_blocks', 'chat.stopStream', (ts) => ({ channel: direct, ts, blocks: [{ type: 'alert' }] })],
    [
      'msg_too_long',
      'chat.appendStream',
      (ts) => ({ channel: direct, ts, markdown_text: 'x'.repeat(limitOf('markdownTotal').max) }),
    ],
    ['thread_not_found', 'chat.startStream', () => ({ channel: direct, thread_ts: '1.000001' })],
    ['invalid_arguments', 'chat.startStream', () => ({ channel: direct })],
    ['missing_recipient_user_id', 'chat.startStream', () => ({ channel: general, thread_ts })],
    [
      'missing_recipient_team_id',
      'chat.startStream',
      () => ({ channel: general, thread_ts, recipient_user_id: people.you.id }),
    ],
  ])('answers %s to %s', async (error, method, args) => {
    const ts = await start();

    expect(await workspace.call(method, args(ts))).toMatchObject({ ok: false, error });
  });

  it('takes nothing more once it has ended', async () => {
    const ts = await start();
    await workspace.call('chat.stopStream', { channel: direct, ts });

    expect(await workspace.call('chat.stopStream', { channel: direct, ts })).toMatchObject({
      error: 'message_not_in_streaming_state',
    });
  });

  it('can be streamed in a channel to the person who asked', async () => {
    await workspace.playground.as(people.you.id).say({ channel: general, text: 'a question' });
    const recipient = { recipient_user_id: people.you.id, recipient_team_id: team.id };

    const begun = await workspace.call('chat.startStream', {
      channel: general,
      thread_ts: newest(general).ts,
      ...recipient,
    });

    expect(begun.ok).toBe(true);
  });
});
