import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/playground/workspace/message.ts';
import { app as identity, people, team } from '../../../src/playground/workspace/people.ts';
import { actions, button, createDesk, general, plain } from '../support/create-desk.ts';

const desk = createDesk();
const { you, post, press } = desk;

describe('a pressed button', () => {
  it('reaches the app as a signed block_actions with message, state and response_url', async () => {
    const datepicker = { type: 'datepicker', action_id: 'day', initial_date: '2026-01-05' };
    const message = await post(actions(button(), datepicker));

    await press(message);

    expect(desk.app.received[0]?.isSigned).toBe(true);
    expect(desk.app.received[0]?.payload).toMatchObject({
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
    ['datetimepicker', {}, '1767600000', { selected_date_time: 1_767_600_000 }],
    ['users_select', {}, people.admin.id, { selected_user: people.admin.id }],
    ['conversations_select', {}, general, { selected_conversation: general }],
    [
      'checkboxes',
      { options: [{ text: plain('A'), value: 'a' }] },
      'a',
      { selected_options: [{ text: plain('A'), value: 'a' }] },
    ],
  ])('tells what was chosen in a %s', async (type, fields, choice, expected) => {
    await press(await post(actions({ type, action_id: 'it', ...fields })), choice);

    expect(desk.app.received[0]?.payload.actions).toMatchObject([{ type, action_id: 'it', ...expected }]);
  });

  it('of an ephemeral message comes without the message', async () => {
    await desk.workspace.call('chat.postEphemeral', {
      channel: general,
      user: people.you.id,
      text: 'x',
      blocks: actions(button()),
    });

    await press(desk.workspace.playground.workspace.messages(general)[0] as Message);

    expect(desk.app.received[0]?.payload).not.toHaveProperty('message');
    expect(desk.app.received[0]?.payload.container.is_ephemeral).toBe(true);
  });

  it('is refused for a message that the person does not see, or that has no such button', async () => {
    await desk.workspace.call('chat.postEphemeral', {
      channel: general,
      user: people.admin.id,
      text: 'x',
      blocks: actions(button()),
    });
    const [message] = desk.workspace.playground.workspace.messages(general);
    const place = { channel: general, ts: message?.ts ?? '' };

    await expect(you().press({ in: place, blockId: 'row', actionId: 'go' })).rejects.toThrow('gone');
    const alex = desk.workspace.playground.as(people.admin.id);
    await expect(alex.press({ in: place, blockId: 'row', actionId: 'other' })).rejects.toThrow('not there');
  });

  it('is told in words when the app does not answer', async () => {
    desk.app.onRequest((_received, response) => response.writeHead(503).end());

    await expect(post(actions(button())).then((message) => press(message))).rejects.toThrow('The app did not answer');
  });
});

describe('the Home tab', () => {
  it('shows what the app publishes, and its buttons carry the view', async () => {
    const view = { type: 'home', blocks: actions(button()) };

    await desk.workspace.call('views.publish', { user_id: people.you.id, view });
    const home = you().home();
    await you().press({ in: { viewId: home?.id ?? '' }, blockId: 'row', actionId: 'go' });

    expect(desk.app.received[0]?.payload).toMatchObject({
      container: { type: 'view', view_id: home?.id },
      view: { type: 'home' },
    });
  });
});
