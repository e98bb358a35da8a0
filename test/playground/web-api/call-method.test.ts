import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitOf } from '../../../src/playground/limits.ts';
import { methods } from '../../../src/playground/web-api/methods.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { bot, people } from '../../../src/playground/workspace/people.ts';
import { appToken, botToken, type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';

let workspace: SlackWorkspace;
const { general, salesOps, leadership, archived, csAlerts } = conversationIds;
const plain = (text: string) => ({ type: 'plain_text', text });
const modal = { type: 'modal', title: plain('T'), blocks: [{ type: 'divider' }] };

beforeAll(async () => {
  workspace = await startSlackWorkspace();
});
afterAll(() => workspace.playground.close());

const call: SlackWorkspace['call'] = (...args) => workspace.call(...args);

async function post(text = 'hello', args: object = {}): Promise<string> {
  return (await call('chat.postMessage', { channel: general, text, ...args }))['ts'];
}

describe('tokens', () => {
  it.each([
    ['no token', '', 'not_authed'],
    ['a wrong one', 'xoxb-wrong', 'invalid_auth'],
    ['an app-level one', appToken, 'not_allowed_token_type'],
  ])('refuses %s', async (_what, token, error) => {
    expect(await call('auth.test', {}, token)).toEqual({ ok: false, error });
  });

  it('takes a token in the form of the body', async () => {
    const response = await fetch(`${workspace.playground.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: botToken }),
    });

    expect(await response.json()).toMatchObject({ ok: true, user_id: bot.id });
  });
});

describe('refusals', () => {
  const blocks = [{ type: 'header', text: plain('x'.repeat(151)) }];
  const word = (length: number) => 'x'.repeat(length);
  const metadata = { event_type: 'e', event_payload: { a: word(limitOf('messageMetadata').max) } };
  const long = Array.from({ length: 5 }, () => ({ type: 'section', text: plain(word(3000)) }));

  it.each<[string, string, object]>([
    ['unknown_method', 'chat.postmessage', {}],
    ['invalid_arguments', 'chat.postMessage', { text: 'no channel' }],
    ['channel_not_found', 'chat.postMessage', { channel: 'C0000000000', text: 'x' }],
    ['channel_not_found', 'chat.postMessage', { channel: leadership, text: 'x' }],
    ['not_in_channel', 'chat.postMessage', { channel: salesOps, text: 'x' }],
    ['is_archived', 'chat.postMessage', { channel: archived, text: 'x' }],
    ['no_text', 'chat.postMessage', { channel: general }],
    ['no_text', 'chat.postMessage', { channel: general, blocks: [] }],
    ['msg_too_long', 'chat.postMessage', { channel: general, text: word(limitOf('messageText').max + 1) }],
    ['msg_blocks_too_long', 'chat.postMessage', { channel: general, text: 'x', blocks: long }],
    ['invalid_blocks', 'chat.postMessage', { channel: general, text: 'x', blocks }],
    ['invalid_blocks_format', 'chat.postMessage', { channel: general, text: 'x', blocks: '[{' }],
    ['invalid_attachments', 'chat.postMessage', { channel: general, text: 'x', attachments: [{}] }],
    ['metadata_too_large', 'chat.postMessage', { channel: general, text: 'x', metadata }],
    ['invalid_metadata_format', 'chat.postMessage', { channel: general, text: 'x', metadata: '{' }],
    ['invalid_metadata_schema', 'chat.postMessage', { channel: general, text: 'x', metadata: { event_type: 'e' } }],
    ['thread_not_found', 'chat.postMessage', { channel: general, text: 'x', thread_ts: '1.000001' }],
    ['user_not_found', 'chat.postEphemeral', { channel: general, user: 'U0', text: 'x' }],
    ['user_not_in_channel', 'chat.postEphemeral', { channel: csAlerts, user: people.stranger.id, text: 'x' }],
    ['message_not_found', 'chat.update', { channel: general, ts: '1.000001', text: 'x' }],
    ['message_not_found', 'chat.delete', { channel: general, ts: '1.000001' }],
    ['message_not_found', 'reactions.add', { channel: general, timestamp: '1.000001', name: 'eyes' }],
    ['user_not_found', 'users.info', { user: 'U0' }],
    ['channel_not_found', 'conversations.info', { channel: leadership }],
    ['channel_not_found', 'conversations.members', { channel: 'C0' }],
    ['not_in_channel', 'conversations.history', { channel: salesOps }],
    ['thread_not_found', 'conversations.replies', { channel: general, ts: '1.000001' }],
    ['invalid_types', 'conversations.list', { types: 'dungeon' }],
    ['invalid_cursor', 'conversations.list', { cursor: 'nonsense' }],
    ['users_list_not_supplied', 'conversations.open', {}],
    ['user_not_found', 'conversations.open', { users: 'U0' }],
    ['is_archived', 'conversations.join', { channel: archived }],
    ['invalid_arguments', 'views.open', { view: modal }],
    ['invalid_arguments', 'views.open', { trigger_id: 'x', view: { ...modal, title: plain(word(25)) } }],
    ['invalid_trigger_id', 'views.open', { trigger_id: 'x', view: modal }],
    ['not_found', 'views.update', { view_id: 'V0', view: modal }],
    ['invalid_arguments', 'views.publish', { user_id: people.you.id, view: modal }],
    ['channel_not_found', 'assistant.threads.setStatus', { channel_id: 'C0', thread_ts: '1.0', status: 'x' }],
    ['some_error', 'api.test', { error: 'some_error' }],
    ['socket_mode_not_enabled', 'apps.connections.open', {}],
  ])('answers %s to %s', async (error, method, args) => {
    const token = method === 'apps.connections.open' ? appToken : botToken;

    expect(await call(method, args as Record<string, unknown>, token)).toMatchObject({ ok: false, error });
  });

  it('points to the offence in the blocks', async () => {
    const answer = await call('chat.postMessage', { channel: general, text: 'x', blocks });

    expect(answer['response_metadata'].messages).toEqual([
      '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ]);
  });

  it('answers HTTP 200 to what it refuses', async () => {
    const response = await fetch(`${workspace.playground.apiUrl}chat.postMessage`, { method: 'POST' });

    expect(response.status).toBe(200);
  });

  it("refuses to change or delete a person's message", async () => {
    await workspace.playground.as(people.you.id).say({ channel: general, text: 'mine' });
    const ts = workspace.playground.workspace.messages(general).at(-1)?.ts;

    expect(await call('chat.update', { channel: general, ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call('chat.delete', { channel: general, ts })).toMatchObject({ error: 'cant_delete_message' });
  });

  it('refuses a text of an update beyond 4,000 characters', async () => {
    const ts = await post();
    const { max } = limitOf('updateText');

    expect(await call('chat.update', { channel: general, ts, text: word(max) })).toMatchObject({ ok: true });
    expect(await call('chat.update', { channel: general, ts, text: word(max + 1) })).toMatchObject({
      error: 'msg_too_long',
    });
  });

  it('refuses a fifth suggested prompt', async () => {
    const channel_id = `D${people.you.id.slice(1)}`;
    const prompts = Array.from({ length: 5 }, (_, index) => ({ title: `t${index}`, message: 'm' }));
    const method = 'assistant.threads.setSuggestedPrompts';

    expect(await call(method, { channel_id, prompts: prompts.slice(1) })).toMatchObject({ ok: true });
    expect(await call(method, { channel_id, prompts })).toMatchObject({ error: 'invalid_arguments' });
  });
});

describe('messages', () => {
  it('posts by form as well as by JSON, with blocks as a string', async () => {
    const response = await fetch(`${workspace.playground.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
      body: new URLSearchParams({ channel: general, text: 'by form', blocks: JSON.stringify([{ type: 'divider' }]) }),
    });

    expect(await response.json()).toMatchObject({
      ok: true,
      message: { text: 'by form', blocks: [{ type: 'divider' }] },
    });
  });

  it('gives every block and element an id that has none', async () => {
    const elements = [{ type: 'button', text: plain('Go') }];
    const answer = await call('chat.postMessage', {
      channel: general,
      text: 'x',
      blocks: [{ type: 'actions', elements }],
    });

    const [block] = answer['message'].blocks;
    expect(block.block_id).toMatch(/.+/);
    expect(block.elements[0].action_id).toMatch(/.+/);
  });

  it('takes blocks without a text, and notes that they have none', async () => {
    const before = workspace.playground.warnings().length;

    const answer = await call('chat.postMessage', { channel: general, blocks: [{ type: 'divider' }] });

    expect(answer.ok).toBe(true);
    expect(workspace.playground.warnings().slice(before)).toHaveLength(1);
  });

  it('reads back metadata with the history when asked for, newest message first', async () => {
    const metadata = { event_type: 'vitals', event_payload: { id: 'one' } };
    const first = await post('first', { metadata });
    const second = await post('second');

    const history = await call('conversations.history', { channel: general, limit: 2, include_all_metadata: true });

    expect(history['messages'].map(({ ts }: { ts: string }) => ts)).toEqual([second, first]);
    expect(history['messages'][1].metadata).toEqual(metadata);
    expect(history).toMatchObject({ has_more: true });
  });

  it('keeps ephemeral messages and replies out of the history, and counts the replies', async () => {
    const root = await post('root');
    const reply = await post('reply', { thread_ts: root });
    await call('chat.postEphemeral', { channel: general, user: people.you.id, text: 'for one' });

    const history = await call('conversations.history', { channel: general, limit: 1 });
    const thread = await call('conversations.replies', { channel: general, ts: root });

    expect(history['messages'][0]).toMatchObject({ ts: root, reply_count: 1 });
    expect(thread['messages'].map(({ ts }: { ts: string }) => ts)).toEqual([root, reply]);
  });

  it('reads only between oldest and latest', async () => {
    const stamps = [await post('a'), await post('b'), await post('c')];

    const answer = await call('conversations.history', { channel: general, oldest: stamps[0], latest: stamps[2] });

    expect(answer['messages'].map(({ text }: { text: string }) => text)).toEqual(['b']);
  });

  it('puts a reply to a reply into the same thread', async () => {
    const root = await post('root');
    const reply = await post('reply', { thread_ts: root });

    const deeper = await call('chat.postMessage', { channel: general, text: 'deeper', thread_ts: reply });

    expect(deeper['message'].thread_ts).toBe(root);
  });

  it('shows an ephemeral message to one person only', async () => {
    await call('chat.postEphemeral', { channel: general, user: people.admin.id, text: 'only alex' });

    const seenBy = (id: string) =>
      workspace.playground
        .as(id)
        .messages(general)
        .some(({ text }) => text === 'only alex');
    expect(seenBy(people.admin.id)).toBe(true);
    expect(seenBy(people.you.id)).toBe(false);
  });

  it('posts to a person by their id', async () => {
    const answer = await call('chat.postMessage', { channel: people.member.id, text: 'direct' });

    expect(answer['channel']).toBe(`D${people.member.id.slice(1)}`);
  });

  it('refuses a second reaction of the same name', async () => {
    const timestamp = await post();

    expect(await call('reactions.add', { channel: general, timestamp, name: 'eyes' })).toEqual({ ok: true });
    expect(await call('reactions.add', { channel: general, timestamp, name: 'eyes' })).toMatchObject({
      error: 'already_reacted',
    });
    expect(await call('reactions.add', { channel: general, timestamp, name: 'No Name' })).toMatchObject({
      error: 'invalid_name',
    });
  });
});

describe('people and conversations', () => {
  it.each([
    [people.you.id, { is_owner: true, is_admin: true, is_restricted: false }],
    [people.admin.id, { is_owner: false, is_admin: true }],
    [people.guest.id, { is_restricted: true }],
    [people.stranger.id, { is_stranger: true, team_id: people.stranger.teamId }],
    [bot.id, { is_bot: true }],
  ])('tells what %s is', async (user, expected) => {
    expect((await call('users.info', { user }))['user']).toMatchObject(expected);
  });

  it('lists channels page by page, without private ones that the app is not in', async () => {
    const first = await call('conversations.list', { limit: 3, types: 'public_channel,private_channel' });
    const cursor = first['response_metadata'].next_cursor;
    const second = await call('conversations.list', { limit: 3, types: 'public_channel,private_channel', cursor });

    const ids = [...first['channels'], ...second['channels']].map(({ id }: { id: string }) => id);
    expect(ids).toEqual([general, csAlerts, salesOps, archived]);
    expect(second['response_metadata'].next_cursor).toBe('');
  });

  it('lets the app join a public channel, and post there then', async () => {
    const own = await startSlackWorkspace();

    const joined = await own.call('conversations.join', { channel: salesOps });
    const posted = await own.call('chat.postMessage', { channel: salesOps, text: 'now' });
    await own.playground.close();

    expect(joined['channel'].is_member).toBe(true);
    expect(posted.ok).toBe(true);
  });

  it('knows a method for each row of its table', () => {
    expect([...methods.keys()]).toContain('chat.postMessage');
    expect(methods.size).toBe(28);
  });
});
