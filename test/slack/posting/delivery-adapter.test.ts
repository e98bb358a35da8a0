import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryPort } from '../../../src/delivery/delivery-port.ts';
import { createLog } from '../../../src/log.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { app, bot, people } from '../../../src/playground/workspace/people.ts';
import { createWebClient, webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { createDeliveryAdapter } from '../../../src/slack/posting/delivery-adapter.ts';
import type { Message } from '../../../src/slack/posting/message.ts';
import { botToken, type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';

const { csAlerts, salesOps } = conversationIds;
const log = createLog({ level: 'silent' });

let slack: SlackWorkspace;
let port: DeliveryPort;
let calls: string[];

beforeEach(async () => {
  slack = await startSlackWorkspace();
  calls = [];
  slack.playground.faults.rule((method) => void calls.push(method));
  const client = createWebClient(botToken, webClientOptions(slack.playground.apiUrl, log));
  port = createDeliveryAdapter({ client, render: async (content) => content as Message | undefined, log });
});

afterEach(() => slack.playground.close());

const inChannel = (channel = csAlerts as string) => slack.playground.workspace.messages(channel);
const metadata = (entryId: string) => ({ event_type: 'vitals_delivery', event_payload: { entry_id: entryId } });
const header = { type: 'header', text: { type: 'plain_text', text: 'Churn risk is high' } };
const drawn: Message = { text: 'Churn risk is high', blocks: [header] };
const post = (entryId: string, more: { readonly threadTs?: string; readonly channel?: string } = {}) =>
  port.post({ channel: csAlerts, entryId, drawn, ...more });

describe('createDeliveryAdapter', () => {
  it('draws what is to be said, or that nothing is', async () => {
    expect(await port.draw(drawn, 'e1', 'post')).toEqual(drawn);
    expect(await port.draw(undefined, 'e1', 'post')).toBeUndefined();
  });

  it('posts a message by which its entry is found again, in a channel and in a thread', async () => {
    const parent = await post('e1');

    const reply = await post('e2', { threadTs: parent.ts });

    expect(parent.channel).toBe(csAlerts);
    expect(inChannel()).toMatchObject([
      { ts: parent.ts, text: drawn.text, blocks: [header], metadata: metadata('e1') },
      { ts: reply.ts, threadTs: parent.ts, metadata: metadata('e2') },
    ]);
  });

  it('shows a reply in the channel too where that is asked for, and tells it apart from its parent', async () => {
    const parent = await post('g.0');
    const loud: Message = { text: 'one more', blocks: [header, { type: 'data_table' }], broadcast: true };
    const { ts } = await port.post({ channel: csAlerts, entryId: 'g.1', threadTs: parent.ts, drawn: loud });
    await post('g.2', { threadTs: parent.ts });

    await port.update({ channel: csAlerts, ts, entryId: 'g.1', drawn: { ...loud, text: 'resolved' } });

    expect(inChannel().map(({ broadcast }) => broadcast)).toEqual([false, true, false]);
    expect(inChannel()[1]).toMatchObject({ text: 'resolved', threadTs: parent.ts, metadata: metadata('g.1') });
    const since = { channel: csAlerts, oldestTs: parent.ts };
    const ids = (found: readonly { readonly entryId: string }[]) => found.map(({ entryId }) => entryId);
    expect(ids(await port.sent(since))).toEqual(['g.0', 'g.1']);
    expect(ids(await port.sent({ ...since, threadTs: parent.ts }))).toEqual(['g.0', 'g.1', 'g.2']);
  });

  it('posts as any other what is to be seen in the channel and hangs on no thread', async () => {
    await port.post({ channel: csAlerts, entryId: 'g.1', drawn: { ...drawn, broadcast: true } });

    expect(inChannel()).toMatchObject([{ broadcast: false, threadTs: undefined }]);
  });

  it('sends a simpler form of what Slack refuses, still with its metadata', async () => {
    const refused: Message = { text: '12 %', blocks: [header, { type: 'data_table' }] };

    await port.post({ channel: csAlerts, entryId: 'e1', drawn: refused });

    expect(inChannel()).toMatchObject([{ text: '12 %', blocks: [header], metadata: metadata('e1') }]);
  });

  it('changes a message, which can still be found and loses the blocks that it had', async () => {
    const { ts, channel } = await post('e1');

    const outcome = await port.update({ channel, ts, entryId: 'e1', drawn: { text: 'resolved' } });

    expect(outcome).toBe('updated');
    expect(inChannel()).toMatchObject([{ text: 'resolved', blocks: [], metadata: metadata('e1') }]);
  });

  it('says that a message is gone, and minds not when it is to be deleted', async () => {
    const { ts, channel } = await post('e1');
    await port.remove({ channel, ts });

    expect(inChannel()).toEqual([]);
    expect(await port.update({ channel, ts, entryId: 'e1', drawn })).toBe('gone');
    await port.remove({ channel, ts });
  });

  it('finds its own messages of a channel and of a thread, since a time, in their order', async () => {
    const old = await post('old');
    slack.clock.now += 60_000;
    const first = await post('first');
    slack.playground.workspace.add({ channel: csAlerts, user: people.you.id, text: 'hello' });
    const reply = await post('reply', { threadTs: old.ts });
    const second = await post('second');

    const since = { channel: csAlerts, oldestTs: first.ts };

    expect(await port.sent(since)).toEqual([
      { ts: first.ts, channel: csAlerts, entryId: 'first' },
      { ts: second.ts, channel: csAlerts, entryId: 'second' },
    ]);
    expect(await port.sent({ ...since, threadTs: old.ts })).toEqual([
      { ts: reply.ts, channel: csAlerts, entryId: 'reply' },
    ]);
  });

  it('reads a long history to its end', async () => {
    for (let index = 0; index < 450; index += 1) {
      const text = `${index}`;
      slack.playground.workspace.add({ channel: csAlerts, user: bot.id, text, metadata: metadata(text) });
    }

    const found = await port.sent({ channel: csAlerts, oldestTs: '0.000000' });

    expect(found.map(({ entryId }) => entryId)).toEqual(Array.from({ length: 450 }, (_, index) => `${index}`));
  });

  it('writes to a person, and finds that in their conversation', async () => {
    const sent = await post('e1', { channel: people.you.id });

    expect(sent.channel).toBe(`D${people.you.id.slice(1)}`);
    expect(await port.sent({ channel: people.you.id, oldestTs: '0.000000' })).toEqual([{ ...sent, entryId: 'e1' }]);
  });

  it.each([
    [
      { fault: 'rate_limited', retryAfterSeconds: 7 },
      { code: 'slack.rate_limited', details: { retryAfterSeconds: 7 } },
    ],
    [{ fault: 'rate_limited', retryAfterSeconds: 0 }, { code: 'slack.rate_limited' }],
    [{ fault: 'server_error' }, { code: 'slack.unavailable' }],
    [{ fault: 'lost_reply' }, { code: 'slack.unavailable' }],
    [
      { fault: 'error', error: 'is_archived' },
      { code: 'slack.rejected', details: { error: 'is_archived' } },
    ],
  ] as const)('asks once and says what came of it: %j', async (fault, error) => {
    slack.playground.faults.add(fault);

    await expect(post('e1')).rejects.toMatchObject(error);
    slack.playground.faults.add(fault);
    await expect(port.sent({ channel: csAlerts, oldestTs: '0.000000' })).rejects.toMatchObject(error);
    // The rule is asked of calls that meet no other fault.
    expect(calls).toEqual([]);
  });

  it('holds up nothing else while one channel is limited', async () => {
    slack.playground.faults.add({ fault: 'rate_limited', retryAfterSeconds: 30, channel: csAlerts });

    await expect(post('e1')).rejects.toMatchObject({ code: 'slack.rate_limited' });
    await port.post({ channel: conversationIds.general, entryId: 'e2', drawn });

    expect(inChannel(conversationIds.general)).toMatchObject([{ user: app.botUserId }]);
  });

  it('says where it may not write', async () => {
    await expect(post('e1', { channel: salesOps })).rejects.toMatchObject({ details: { error: 'not_in_channel' } });
    await expect(post('e1', { threadTs: '1.000000' })).rejects.toMatchObject({
      details: { error: 'thread_not_found' },
    });
  });
});
