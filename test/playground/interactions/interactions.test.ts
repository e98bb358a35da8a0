import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Block } from '../../../src/playground/blocks/block-tree.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { bot, app as identity, people, team } from '../../../src/playground/workspace/people.ts';
import { type SlackWorkspace, signingSecret, startSlackWorkspace } from '../../support/slack-workspace.ts';
import { type FakeApp, startFakeApp } from '../support/fake-app.ts';

let workspace: SlackWorkspace;
let app: FakeApp;
const { general, salesOps, csAlerts } = conversationIds;
const plain = (text: string) => ({ type: 'plain_text', text });
const button = (fields: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', value: 'v', ...fields });
const actions = (...elements: object[]) =>
  [{ type: 'actions', block_id: 'row', elements }] as unknown as readonly Block[];

beforeEach(async () => {
  app = await startFakeApp(signingSecret);
  workspace = await startSlackWorkspace({ retryDelaysMs: [1, 1, 1] });
  workspace.playground.connect(app.url);
});
afterEach(async () => {
  await workspace.playground.close();
  await app.close();
});

const you = () => workspace.playground.as(people.you.id);
const texts = (channel: string = general) =>
  you()
    .messages(channel)
    .map(({ text }) => text);

async function post(blocks: readonly Block[]): Promise<Message> {
  await workspace.call('chat.postMessage', { channel: general, text: 'x', blocks });
  return workspace.playground.workspace.messages(general).at(-1) as Message;
}

async function press(message: Message, choice?: string): Promise<void> {
  const elements = message.blocks[0]?.['elements'] as readonly { action_id: string }[];
  await you().press({
    in: { channel: message.channel, ts: message.ts },
    blockId: message.blocks[0]?.block_id ?? '',
    actionId: elements[0]?.action_id ?? '',
    choice,
  });
}

async function openModal(view: object): Promise<string> {
  await press(await post(actions(button())));
  const { trigger_id } = app.received.at(-1)?.payload ?? {};
  const answer = await workspace.call('views.open', {
    trigger_id,
    view: { type: 'modal', title: plain('T'), ...view },
  });
  return answer['view'].id;
}

describe('a slash command', () => {
  it('reaches the app as a signed form with all the fields of Slack', async () => {
    await you().say({ channel: csAlerts, text: '/agents  churn rookie ' });

    const [received] = app.received;
    expect(received?.isSigned).toBe(true);
    expect(Object.fromEntries(received?.form ?? [])).toEqual({
      token: expect.any(String),
      team_id: team.id,
      team_domain: team.domain,
      channel_id: csAlerts,
      channel_name: 'cs-alerts',
      user_id: people.you.id,
      user_name: people.you.name,
      command: '/agents',
      text: 'churn rookie',
      api_app_id: identity.id,
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/response\/\w/),
      trigger_id: expect.any(String),
    });
  });

  it.each([
    ['text/plain', 'just words', 'just words', people.you.id],
    ['application/json', '{"text":"to you"}', 'to you', people.you.id],
    ['application/json', '{"text":"to all","response_type":"in_channel"}', 'to all', undefined],
  ])('shows an answer of type %s that comes with the acknowledgement: %s', async (type, body, text, onlyFor) => {
    app.onRequest((_received, response) => response.setHeader('content-type', type).end(body));

    await you().say({ channel: general, text: '/agents help' });

    expect(you().messages(general)).toMatchObject([{ text, onlyFor, user: bot.id }]);
  });

  it.each([
    ['answers 500', (response: import('node:http').ServerResponse) => response.writeHead(500).end(), 'dispatch_failed'],
    [
      'answers a message that Slack refuses',
      (response: import('node:http').ServerResponse) =>
        response.setHeader('content-type', 'application/json').end('{"blocks":[{"type":"x"}]}'),
      'invalid_command_response',
    ],
  ])("says so in Slack's words when the app %s", async (_what, answer, error) => {
    app.onRequest((_received, response) => void answer(response));

    await you().say({ channel: general, text: '/agents help' });

    expect(texts()).toEqual([`/agents failed with the error "${error}"`]);
  });

  it("says so in Slack's words when the app does not answer in time", async () => {
    const hasty = await startSlackWorkspace({ ackTimeoutMs: 50 });
    hasty.playground.connect(app.url);
    app.onRequest(() => undefined);

    await hasty.playground.as(people.you.id).say({ channel: general, text: '/agents help' });
    const [message] = hasty.playground.workspace.messages(general);
    await hasty.playground.close();

    expect(message).toMatchObject({
      text: '/agents failed with the error "operation_timeout"',
      onlyFor: people.you.id,
    });
  });

  it('does not go out when it is unknown, in a thread, or no app is connected', async () => {
    const { ts } = await post(actions(button()));

    await you().say({ channel: general, text: '/nothing here' });
    await you().say({ channel: general, text: '/agents churn', threadTs: ts });
    workspace.playground.connect(undefined);
    await you().say({ channel: general, text: '/agents churn' });

    expect(app.received).toHaveLength(0);
    expect(texts().slice(1)).toEqual([
      expect.stringContaining('/nothing is not a valid command'),
      '/agents is not supported in threads. Sorry!',
      expect.stringContaining('No app is connected'),
    ]);
  });

  it('is refused where the person is not in the conversation', async () => {
    const stranger = workspace.playground.as(people.stranger.id);

    await expect(stranger.say({ channel: csAlerts, text: '/agents churn' })).rejects.toThrow(
      'not in this conversation',
    );
  });
});

describe('a message', () => {
  it('in direct messages becomes a signed event, escaped as Slack does', async () => {
    const channel = `D${people.you.id.slice(1)}`;

    await you().say({ channel, text: 'churn < 5 & "rookie"' });

    await vi.waitFor(() => expect(app.received).toHaveLength(1));
    expect(app.received[0]?.isSigned).toBe(true);
    expect(app.received[0]?.payload).toMatchObject({
      type: 'event_callback',
      team_id: team.id,
      api_app_id: identity.id,
      event_id: expect.stringMatching(/^Ev/),
      event_time: workspace.clock.now / 1000,
      authorizations: [{ team_id: team.id, user_id: bot.id, is_bot: true }],
      event: { type: 'message', channel_type: 'im', channel, user: people.you.id, text: 'churn &lt; 5 &amp; "rookie"' },
    });
  });

  it('that mentions the app becomes an app_mention, where the app is in the channel', async () => {
    await you().say({ channel: general, text: 'no mention' });
    await you().say({ channel: general, text: '@Vitals how are they?' });

    await vi.waitFor(() => expect(app.received).toHaveLength(1));
    expect(app.received[0]?.payload.event).toMatchObject({ type: 'app_mention', text: `<@${bot.id}> how are they?` });
  });

  it('that mentions the app where it is not gets a word from Slackbot', async () => {
    await you().say({ channel: salesOps, text: '@Vitals hello?' });

    expect(texts(salesOps).at(-1)).toContain('is not in this channel');
    expect(app.received).toHaveLength(0);
  });

  it("is sent again with its number and reason until the app takes it, under one event's id", async () => {
    app.onRequest((_received, response) => response.writeHead(app.received.length < 3 ? 500 : 200).end());

    await you().say({ channel: general, text: '@Vitals hello' });

    await vi.waitFor(() => expect(app.received).toHaveLength(3));
    const retries = app.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    expect(new Set(app.received.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(app.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('is sent again where the app is silent', async () => {
    const hasty = await startSlackWorkspace({ ackTimeoutMs: 50, retryDelaysMs: [1] });
    hasty.playground.connect(app.url);
    app.onRequest(() => undefined);

    await hasty.playground.as(people.you.id).say({ channel: general, text: '@Vitals hello' });
    await vi.waitFor(() => expect(app.received).toHaveLength(2));
    await hasty.playground.close();

    expect(app.received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it('is not sent again where the app asks for no retry', async () => {
    app.onRequest((_received, response) => response.writeHead(500, { 'x-slack-no-retry': '1' }).end());

    await you().say({ channel: general, text: '@Vitals one' });
    await vi.waitFor(() => expect(app.received).toHaveLength(1));
    await you().say({ channel: general, text: '@Vitals two' });
    await vi.waitFor(() => expect(app.received).toHaveLength(2));

    expect(app.received.map(({ payload }) => payload.event.text)).toEqual([`<@${bot.id}> one`, `<@${bot.id}> two`]);
  });

  it('to the app is preceded by the event that its conversation was opened', async () => {
    you().open('messages');

    await vi.waitFor(() => expect(app.received).toHaveLength(1));
    expect(app.received[0]?.payload.event).toMatchObject({
      type: 'app_home_opened',
      tab: 'messages',
      user: people.you.id,
    });
  });
});

describe('a pressed button', () => {
  it('reaches the app as a signed block_actions with message, state and response_url', async () => {
    const datepicker = { type: 'datepicker', action_id: 'day', initial_date: '2026-01-05' };
    const message = await post(actions(button(), datepicker));

    await press(message);

    expect(app.received[0]?.isSigned).toBe(true);
    expect(app.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: people.you.id, team_id: team.id },
      team: { id: team.id },
      api_app_id: identity.id,
      container: { type: 'message', message_ts: message.ts, channel_id: general, is_ephemeral: false },
      channel: { id: general, name: 'general' },
      message: { ts: message.ts, blocks: message.blocks, bot_id: identity.botId },
      state: { values: { row: { day: { type: 'datepicker', selected_date: '2026-01-05' } } } },
      response_url: expect.stringContaining('/response/'),
      trigger_id: expect.any(String),
      actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: 'v', text: plain('Go') }],
    });
  });

  it.each([
    [
      'static_select',
      { options: [{ text: plain('A'), value: 'a' }] },
      'a',
      { selected_option: { text: plain('A'), value: 'a' } },
    ],
    [
      'overflow',
      { options: [{ text: plain('A'), value: 'a' }] },
      'a',
      { selected_option: { text: plain('A'), value: 'a' } },
    ],
    ['datepicker', {}, '2026-02-03', { selected_date: '2026-02-03' }],
    ['users_select', {}, people.admin.id, { selected_user: people.admin.id }],
    [
      'checkboxes',
      { options: [{ text: plain('A'), value: 'a' }] },
      'a',
      { selected_options: [{ text: plain('A'), value: 'a' }] },
    ],
  ])('tells what was chosen in a %s', async (type, fields, choice, expected) => {
    await press(await post(actions({ type, action_id: 'it', ...fields })), choice);

    expect(app.received[0]?.payload.actions).toMatchObject([{ type, action_id: 'it', ...expected }]);
  });

  it('of an ephemeral message comes without the message', async () => {
    await workspace.call('chat.postEphemeral', {
      channel: general,
      user: people.you.id,
      text: 'x',
      blocks: actions(button()),
    });

    await press(workspace.playground.workspace.messages(general)[0] as Message);

    expect(app.received[0]?.payload).not.toHaveProperty('message');
    expect(app.received[0]?.payload.container.is_ephemeral).toBe(true);
  });

  it('is refused for a message that the person does not see, or that has no such button', async () => {
    await workspace.call('chat.postEphemeral', {
      channel: general,
      user: people.admin.id,
      text: 'x',
      blocks: actions(button()),
    });
    const [message] = workspace.playground.workspace.messages(general);
    const place = { channel: general, ts: message?.ts ?? '' };

    await expect(you().press({ in: place, blockId: 'row', actionId: 'go' })).rejects.toThrow('gone');
    const alex = workspace.playground.as(people.admin.id);
    await expect(alex.press({ in: place, blockId: 'row', actionId: 'other' })).rejects.toThrow('not there');
  });

  it('is told in words when the app does not answer', async () => {
    app.onRequest((_received, response) => response.writeHead(503).end());

    await expect(post(actions(button())).then((message) => press(message))).rejects.toThrow('The app did not answer');
  });
});

describe('a trigger', () => {
  const view = { type: 'modal', title: plain('T'), blocks: [{ type: 'divider' }] };

  it('opens one view, and not a second', async () => {
    await press(await post(actions(button())));
    const { trigger_id } = app.received[0]?.payload ?? {};

    expect(await workspace.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
    expect(await workspace.call('views.open', { trigger_id, view })).toMatchObject({ error: 'exchanged_trigger_id' });
  });

  it('holds for three seconds and no longer', async () => {
    await you().say({ channel: general, text: '/agents set' });
    await you().say({ channel: general, text: '/agents set' });
    const [first, second] = app.received.map(({ form }) => form.get('trigger_id'));

    workspace.clock.now += 3000;
    const inTime = await workspace.call('views.open', { trigger_id: first, view });
    workspace.clock.now += 1;
    const late = await workspace.call('views.open', { trigger_id: second, view });

    expect(inTime.ok).toBe(true);
    expect(late).toMatchObject({ error: 'expired_trigger_id' });
  });

  it('is not used up by a view that Slack refuses', async () => {
    await you().say({ channel: general, text: '/agents set' });
    const trigger_id = app.received[0]?.form.get('trigger_id');

    const refused = await workspace.call('views.open', { trigger_id, view: { ...view, title: 'T' } });

    expect(refused).toMatchObject({ error: 'invalid_arguments' });
    expect(await workspace.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
  });
});

describe('a modal', () => {
  const input = {
    type: 'input',
    block_id: 'n',
    label: plain('NPS'),
    element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, max_value: '100' },
  };
  const asking = { submit: plain('OK'), callback_id: 'apply', private_metadata: 'm', blocks: [input] };
  const answer = (body: object) =>
    app.onRequest((_received, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    );

  it('is submitted with its state, and closes on an empty answer', async () => {
    const id = await openModal(asking);

    const errors = await you().submit(id, { n: { v: '72' } });

    expect(errors).toEqual({});
    expect(you().views()).toEqual([]);
    expect(app.received.at(-1)).toMatchObject({ isSigned: true });
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        id,
        callback_id: 'apply',
        private_metadata: 'm',
        state: { values: { n: { v: { type: 'number_input', value: '72' } } } },
      },
    });
  });

  it.each([
    ['', 'Please complete this required field.'],
    ['many', 'Please enter a number'],
    ['7.5', 'Please enter a whole number'],
    ['101', 'Please enter a number of at most 100'],
  ])('does not go out with the input “%s”', async (value, problem) => {
    const id = await openModal(asking);
    const before = app.received.length;

    expect(await you().submit(id, { n: { v: value } })).toEqual({ n: problem });
    expect(app.received).toHaveLength(before);
  });

  it('stays open with the errors that the app finds', async () => {
    const id = await openModal(asking);
    answer({ response_action: 'errors', errors: { n: 'Someone changed it meanwhile' } });

    expect(await you().submit(id, { n: { v: '72' } })).toEqual({ n: 'Someone changed it meanwhile' });
    expect(you().views()).toHaveLength(1);
  });

  it.each<[string, object, readonly string[]]>([
    ['update', { view: { type: 'modal', title: plain('Done'), blocks: [] } }, ['Done']],
    ['push', { view: { type: 'modal', title: plain('More'), blocks: [] } }, ['T', 'More']],
    ['clear', {}, []],
  ])('follows the response action %s', async (response_action, fields, titles) => {
    const id = await openModal(asking);
    answer({ response_action, ...fields });

    await you().submit(id, { n: { v: '72' } });

    expect(
      you()
        .views()
        .map(({ title }) => title?.text),
    ).toEqual(titles);
  });

  it.each([
    ['errors for a block that it does not have', { response_action: 'errors', errors: { other: 'x' } }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal' } }],
    ['something else', { hello: 'world' }],
  ])('says that there was trouble when the app answers %s', async (_what, body) => {
    const id = await openModal(asking);
    answer(body);

    await expect(you().submit(id, { n: { v: '72' } })).rejects.toThrow('We had some trouble connecting. Try again?');
  });

  it('tells the app that it was closed, where the app asked for it', async () => {
    const id = await openModal({ ...asking, notify_on_close: true });

    await you().close(id);

    expect(app.received.at(-1)?.payload).toMatchObject({ type: 'view_closed', view: { id }, is_cleared: false });
    expect(you().views()).toEqual([]);
  });

  it('is updated only with the hash that it has now', async () => {
    const view_id = await openModal(asking);
    const view = { type: 'modal', title: plain('New'), blocks: [] };

    expect(await workspace.call('views.update', { view_id, hash: 'old', view })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await workspace.call('views.update', { view_id, view })).toMatchObject({
      ok: true,
      view: { title: plain('New') },
    });
  });

  it('carries at most two more on top', async () => {
    await openModal({ ...asking, blocks: [{ type: 'actions', block_id: 'b', elements: [button()] }] });
    const view = {
      type: 'modal',
      title: plain('T'),
      blocks: [{ type: 'actions', block_id: 'b', elements: [button()] }],
    };
    const push = async () => {
      const viewId = you().views().at(-1)?.id ?? '';
      await you().press({ in: { viewId }, blockId: 'b', actionId: 'go' });
      return workspace.call('views.push', { trigger_id: app.received.at(-1)?.payload.trigger_id, view });
    };

    expect([(await push()).ok, (await push()).ok, (await push()).error]).toEqual([true, true, 'push_limit_reached']);
  });
});

describe('the Home tab', () => {
  it('shows what the app publishes, and its buttons carry the view', async () => {
    const view = { type: 'home', blocks: actions(button()) };

    await workspace.call('views.publish', { user_id: people.you.id, view });
    const home = you().home();
    await you().press({ in: { viewId: home?.id ?? '' }, blockId: 'row', actionId: 'go' });

    expect(app.received[0]?.payload).toMatchObject({
      container: { type: 'view', view_id: home?.id },
      view: { type: 'home' },
    });
  });
});

describe('a response URL', () => {
  async function responseUrl(): Promise<string> {
    await you().say({ channel: general, text: '/agents churn' });
    return app.received.at(-1)?.form.get('response_url') ?? '';
  }
  const answerAt = async (url: string, body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.text() };
  };

  it('takes five answers and no more', async () => {
    const url = await responseUrl();

    const statuses = [];
    for (const text of ['1', '2', '3', '4', '5']) statuses.push((await answerAt(url, { text })).status);
    const sixth = await answerAt(url, { text: '6' });

    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(sixth).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    expect(texts()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('is open for thirty minutes', async () => {
    const url = await responseUrl();

    workspace.clock.now += 30 * 60 * 1000;
    const inTime = await answerAt(url, { text: 'late' });
    workspace.clock.now += 1;
    const late = await answerAt(url, { text: 'too late' });

    expect(inTime.status).toBe(200);
    expect(late).toMatchObject({ status: 404, body: expect.stringContaining('expired_url') });
  });

  it('reaches a channel that the app is not in', async () => {
    await you().say({ channel: salesOps, text: '/agents churn' });
    const url = app.received.at(-1)?.form.get('response_url') ?? '';

    await answerAt(url, { text: 'for all', response_type: 'in_channel' });

    expect(you().messages(salesOps)).toMatchObject([{ text: 'for all', onlyFor: undefined }]);
  });

  it('replaces or deletes the message that it came from', async () => {
    const message = await post(actions(button()));
    await press(message);
    const url = app.received.at(-1)?.payload.response_url;

    await answerAt(url, { text: 'instead', replace_original: true });
    const replaced = texts();
    await answerAt(url, { delete_original: true });

    expect(replaced).toEqual(['instead']);
    expect(texts()).toEqual([]);
  });

  it('refuses what Slack would refuse, with an HTTP error', async () => {
    const url = await responseUrl();

    expect(await answerAt(url, { blocks: [{ type: 'x' }] })).toMatchObject({
      status: 400,
      body: expect.stringContaining('invalid_blocks'),
    });
    expect(await answerAt(url, {})).toMatchObject({ status: 500, body: expect.stringContaining('no_text') });
  });
});
