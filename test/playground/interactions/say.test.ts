import { describe, expect, it, vi } from 'vitest';
import { bot, app as identity, people, team } from '../../../src/playground/workspace/people.ts';
import { startSlackWorkspace } from '../../support/slack-workspace.ts';
import { createDesk, general, salesOps } from '../support/create-desk.ts';

const desk = createDesk();
const { you, texts } = desk;

describe('a message', () => {
  it('in direct messages becomes a signed event, escaped as Slack does', async () => {
    const channel = `D${people.you.id.slice(1)}`;

    await you().say({ channel, text: 'churn < 5 & "rookie"' });

    await vi.waitFor(() => expect(desk.app.received).toHaveLength(1));
    expect(desk.app.received[0]?.isSigned).toBe(true);
    expect(desk.app.received[0]?.payload).toMatchObject({
      type: 'event_callback',
      team_id: team.id,
      api_app_id: identity.id,
      event_id: expect.stringMatching(/^Ev/),
      event_time: desk.workspace.clock.now / 1000,
      authorizations: [{ team_id: team.id, user_id: bot.id, is_bot: true }],
      event: { type: 'message', channel_type: 'im', channel, user: people.you.id, text: 'churn &lt; 5 &amp; "rookie"' },
    });
  });

  it('that mentions the app becomes an app_mention, where the app is in the channel', async () => {
    await you().say({ channel: general, text: 'no mention' });
    await you().say({ channel: general, text: '@Vitals how are they?' });

    await vi.waitFor(() => expect(desk.app.received).toHaveLength(1));
    expect(desk.app.received[0]?.payload.event).toMatchObject({
      type: 'app_mention',
      text: `<@${bot.id}> how are they?`,
    });
  });

  it('that mentions the app where it is not gets a word from Slackbot', async () => {
    await you().say({ channel: salesOps, text: '@Vitals hello?' });

    expect(texts(salesOps).at(-1)).toContain('is not in this channel');
    expect(desk.app.received).toHaveLength(0);
  });

  it("is sent again with its number and reason until the app takes it, under one event's id", async () => {
    desk.app.onRequest((_received, response) => response.writeHead(desk.app.received.length < 3 ? 500 : 200).end());

    await you().say({ channel: general, text: '@Vitals hello' });

    await vi.waitFor(() => expect(desk.app.received).toHaveLength(3));
    const retries = desk.app.received.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    expect(new Set(desk.app.received.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(desk.app.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('is sent again where the app is silent', async () => {
    const hasty = await startSlackWorkspace({ ackTimeoutMs: 50, retryDelaysMs: [1] });
    hasty.playground.connect(desk.app.url);
    desk.app.onRequest(() => undefined);

    await hasty.playground.as(people.you.id).say({ channel: general, text: '@Vitals hello' });
    await vi.waitFor(() => expect(desk.app.received).toHaveLength(2));
    await hasty.playground.close();

    expect(desk.app.received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it('is not sent again where the app asks for no retry', async () => {
    desk.app.onRequest((_received, response) => response.writeHead(500, { 'x-slack-no-retry': '1' }).end());

    await you().say({ channel: general, text: '@Vitals one' });
    await vi.waitFor(() => expect(desk.app.received).toHaveLength(1));
    await you().say({ channel: general, text: '@Vitals two' });
    await vi.waitFor(() => expect(desk.app.received).toHaveLength(2));

    expect(desk.app.received.map(({ payload }) => payload.event.text)).toEqual([
      `<@${bot.id}> one`,
      `<@${bot.id}> two`,
    ]);
  });

  it('to the app is preceded by the event that its conversation was opened', async () => {
    you().open('messages');

    await vi.waitFor(() => expect(desk.app.received).toHaveLength(1));
    expect(desk.app.received[0]?.payload.event).toMatchObject({
      type: 'app_home_opened',
      tab: 'messages',
      user: people.you.id,
    });
  });
});
