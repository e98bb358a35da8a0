import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { createSocketTransport } from '../../../src/slack/receiver/socket-transport.ts';
import type { Transport } from '../../../src/slack/receiver/transport.ts';
import { type SocketServer, startSocketServer } from './socket-server.ts';

const log = createLog({ level: 'silent' });

describe('createSocketTransport', () => {
  let slack: SocketServer;
  let transport: Transport;
  let address: string;

  beforeEach(async () => {
    slack = await startSocketServer();
    transport = createSocketTransport({
      appToken: 'xapp-1-test',
      port: 0,
      health: async () => {
        const state = transport.isConnected() ? 'up' : 'down';
        return { status: state, store: 'up', slack: state, version: '1.0.0' };
      },
      clientOptions: webClientOptions(slack.apiUrl, log),
      log,
    });
    const app = new App({ receiver: transport.receiver, authorize: async () => ({}), convoStore: false });
    app.command('/agents', async ({ ack, command }) => ack(`you said ${command.text}`));
    address = `http://127.0.0.1:${await transport.start()}`;
  });

  afterEach(async () => {
    await transport.stop();
    await slack.close();
  });

  const command = (id: string) => ({
    type: 'slash_commands',
    envelope_id: id,
    payload: { command: '/agents', text: id, response_url: 'https://hooks.slack.com/x', team_id: 'T1', user_id: 'U1' },
    accepts_response_payload: true,
  });

  it('takes commands over the socket, and says on its port that it is connected', async () => {
    const connection = await slack.nextConnection();
    connection.send(command('e-1'));

    const ack = await connection.nextAck();
    const health = await fetch(`${address}/healthz`);

    expect(ack).toEqual({ envelope_id: 'e-1', payload: { text: 'you said e-1' } });
    expect(health.status).toBe(200);
    expect((await fetch(`${address}/`)).status).toBe(404);
  });

  it('survives an envelope without an event', async () => {
    const connection = await slack.nextConnection();
    connection.send({ type: 'events_api', envelope_id: 'e-1', payload: { type: 'app_rate_limited' } });
    connection.send(command('e-2'));

    expect(await connection.nextAck()).toMatchObject({ envelope_id: 'e-2' });
  });

  it('connects again when Slack renews the connection', async () => {
    const first = await slack.nextConnection();
    first.send(command('e-1'));
    await first.nextAck();
    first.send({ type: 'disconnect', reason: 'refresh_requested' });

    const second = await slack.nextConnection();
    second.send(command('e-2'));

    expect(await second.nextAck()).toMatchObject({ envelope_id: 'e-2' });
  });

  it('survives refused reconnects, and connects once Slack takes it again', async () => {
    const first = await slack.nextConnection();
    first.send(command('e-1'));
    await first.nextAck();
    slack.refusals.push({ status: 200, body: '{"ok":false,"error":"invalid_auth"}' }, { status: 500, body: 'down' });
    first.drop();

    const second = await slack.nextConnection();
    second.send(command('e-2'));

    expect(await second.nextAck()).toMatchObject({ envelope_id: 'e-2' });
    expect(slack.opens()).toBe(4);
  });
});
