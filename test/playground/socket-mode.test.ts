import { App, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { app as identity, people, team } from '../../src/playground/workspace/people.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';

describe('the workspace over Socket Mode', () => {
  let server: SocketModeServer;
  let app: App;

  beforeEach(async () => {
    server = await startSocketModeServer();
    app = new App({
      socketMode: true,
      appToken: server.appToken,
      token: server.botToken,
      clientOptions: { slackApiUrl: server.workspace.playground.apiUrl },
      logLevel: LogLevel.ERROR,
    });
    await app.start();
  });
  afterEach(async () => {
    await app.stop();
    await server.close();
  });

  it('lets an app in through apps.connections.open', async () => {
    await server.connected();

    expect(server.connections()).toBe(1);
  });

  it('delivers an envelope and takes its acknowledgement with the answer in it', async () => {
    app.command('/agents', ({ ack, command }) => ack(`answer to ${command.text}`));

    const acknowledgement = await server.send('slash_commands', {
      command: '/agents',
      text: 'churn',
      team_id: team.id,
      user_id: people.you.id,
      api_app_id: identity.id,
    });

    expect(acknowledgement.payload).toEqual({ text: 'answer to churn' });
  });

  it('tells that an envelope was not acknowledged', async () => {
    app.command('/agents', () => Promise.resolve());

    const silence = server.send('slash_commands', { command: '/agents', team_id: team.id, user_id: people.you.id }, 50);

    await expect(silence).rejects.toThrow('no acknowledgement');
  });

  it('gives no address to a bot token', async () => {
    const answer = await server.workspace.call('apps.connections.open', {}, server.botToken);

    expect(answer).toEqual({ ok: false, error: 'not_allowed_token_type' });
  });
});
