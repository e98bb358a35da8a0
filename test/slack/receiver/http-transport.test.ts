import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createLog } from '../../../src/log.ts';
import type { HealthReport } from '../../../src/slack/receiver/health.ts';
import { createHttpTransport } from '../../../src/slack/receiver/http-transport.ts';
import type { Transport } from '../../../src/slack/receiver/transport.ts';

const signingSecret = '0123456789abcdef0123456789abcdef';
const log = createLog({ level: 'silent' });
const minute = 60;

describe('createHttpTransport', () => {
  let transport: Transport;
  let address: string;
  let texts: string[];
  let report: HealthReport;

  beforeEach(async () => {
    texts = [];
    report = { status: 'up', store: 'up', slack: 'up', version: '1.2.3' };
    transport = createHttpTransport({ signingSecret, port: 0, host: '127.0.0.1', health: async () => report, log });
    const app = new App({ receiver: transport.receiver, authorize: async () => ({}), convoStore: false });
    app.command('/agents', async ({ ack, command }) => {
      texts.push(command.text);
      await ack();
    });
    address = `http://127.0.0.1:${await transport.start()}`;
  });

  afterEach(() => transport.stop());

  function send({ secret = signingSecret, ahead = 0, body = 'command=%2Fagents&text=churn' } = {}): Promise<Response> {
    const timestamp = String(Math.floor(Date.now() / 1000) + ahead);
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(`${address}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
    });
  }

  it('takes a signed request', async () => {
    const response = await send();

    expect(response.status).toBe(200);
    expect(texts).toEqual(['churn']);
  });

  it('refuses another signature', async () => {
    const response = await send({ secret: 'f'.repeat(32) });

    expect(response.status).toBe(401);
    expect(texts).toEqual([]);
  });

  it.each([-6 * minute, 6 * minute, 365 * 24 * 60 * minute])('refuses a request dated %d s from now', async (ahead) => {
    const response = await send({ ahead });

    expect(response.status).toBe(401);
    expect(texts).toEqual([]);
  });

  it.each([-4 * minute, 4 * minute])('takes a request dated %d s from now', async (ahead) => {
    expect((await send({ ahead })).status).toBe(200);
  });

  it('refuses a request without signature or time', async () => {
    const response = await fetch(`${address}/slack/events`, { method: 'POST', body: 'command=%2Fagents' });

    expect(response.status).toBe(401);
  });

  it('refuses a body of more than a megabyte', async () => {
    const response = await send({ body: `text=${'x'.repeat(1024 * 1024)}` });

    expect(response.status).toBe(413);
    expect(texts).toEqual([]);
  });

  it.each(['/', '/slack', '/slack/events', '//', '/healthz/x'])('knows nothing at GET %s', async (path) => {
    expect((await fetch(`${address}${path}`)).status).toBe(404);
  });

  it('tells that it is well', async () => {
    const response = await fetch(`${address}/healthz`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(report);
  });

  it('tells that something is down', async () => {
    report = { status: 'down', store: 'down', slack: 'up', version: '1.2.3' };

    const response = await fetch(`${address}/healthz`);

    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ store: 'down' });
  });

  it('says which setting to change when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const second = createHttpTransport({ signingSecret, port, host: '127.0.0.1', health: async () => report, log });

    const failure = await second.start().catch((error: unknown) => error);
    await new Promise((resolve) => other.close(resolve));

    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'config.invalid', message: expect.stringContaining('PORT') });
  });
});
