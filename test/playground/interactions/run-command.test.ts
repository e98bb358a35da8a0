import { describe, expect, it } from 'vitest';
import { bot, app as identity, people, team } from '../../../src/playground/workspace/people.ts';
import { startSlackWorkspace } from '../../support/slack-workspace.ts';
import { actions, button, createDesk, csAlerts, general } from '../support/create-desk.ts';

const desk = createDesk();
const { you, texts, post } = desk;

describe('a slash command', () => {
  it('reaches the app as a signed form with all the fields of Slack', async () => {
    await you().say({ channel: csAlerts, text: '/agents  churn rookie ' });

    const [received] = desk.app.received;
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

  it('names channels and people by id where the command is registered so', async () => {
    await you().say({ channel: general, text: '/insights watch nps < 3 in #cs-alerts or #nowhere for @mira' });
    await you().say({ channel: general, text: '/agents nps < 3 #cs-alerts' });

    expect(desk.app.received.map(({ form }) => form.get('text'))).toEqual([
      `watch nps &lt; 3 in <#${csAlerts}|cs-alerts> or #nowhere for <@${people.member.id}|mira>`,
      'nps < 3 #cs-alerts',
    ]);
  });

  it.each([
    ['text/plain', 'just words', 'just words', people.you.id],
    ['application/json', '{"text":"to you"}', 'to you', people.you.id],
    ['application/json', '{"text":"to all","response_type":"in_channel"}', 'to all', undefined],
  ])('shows an answer of type %s that comes with the acknowledgement: %s', async (type, body, text, onlyFor) => {
    desk.app.onRequest((_received, response) => response.setHeader('content-type', type).end(body));

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
    desk.app.onRequest((_received, response) => void answer(response));

    await you().say({ channel: general, text: '/agents help' });

    expect(texts()).toEqual([`/agents failed with the error "${error}"`]);
  });

  it("says so in Slack's words when the app does not answer in time", async () => {
    const hasty = await startSlackWorkspace({ ackTimeoutMs: 50 });
    hasty.playground.connect(desk.app.url);
    desk.app.onRequest(() => undefined);

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
    desk.workspace.playground.connect(undefined);
    await you().say({ channel: general, text: '/agents churn' });

    expect(desk.app.received).toHaveLength(0);
    expect(texts().slice(1)).toEqual([
      expect.stringContaining('/nothing is not a valid command'),
      '/agents is not supported in threads. Sorry!',
      expect.stringContaining('No app is connected'),
    ]);
  });

  it('is refused where the person is not in the conversation', async () => {
    const stranger = desk.workspace.playground.as(people.stranger.id);

    await expect(stranger.say({ channel: csAlerts, text: '/agents churn' })).rejects.toThrow(
      'not in this conversation',
    );
  });
});
