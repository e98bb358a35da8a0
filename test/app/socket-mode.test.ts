import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startVitals, type Vitals } from '../../src/composition.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { type SocketServer, startSocketServer } from '../slack/receiver/socket-server.ts';

describe('the app in Socket Mode', () => {
  let dataDirectory: string;
  let slack: SocketServer;
  let vitals: Vitals;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-socket-'));
    slack = await startSocketServer();
    const config = readConfig(
      {},
      {
        PATH: process.env['PATH'],
        SLACK_BOT_TOKEN: 'xoxb-test',
        SLACK_APP_TOKEN: 'xapp-test',
        SLACK_API_URL: slack.apiUrl,
        DATA_DIR: dataDirectory,
        NUM_AGENTS: '50',
        PORT: '0',
      },
    );
    vitals = await startVitals(config, { log: createLog({ level: 'silent' }), version: '1.2.3' });
  });

  afterAll(async () => {
    await vitals.stop(1000);
    await slack.close();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  it('acknowledges over the socket, answers through the response_url, and is healthy', async () => {
    const connection = await slack.nextConnection();
    connection.send({
      type: 'slash_commands',
      envelope_id: 'e-1',
      payload: {
        command: '/agents',
        text: 'churn rookie',
        response_url: slack.apiUrl.replace('/api/', '/response/1'),
        team_id: 'T1',
        user_id: 'U1',
        channel_id: 'C1',
        trigger_id: '1.2',
      },
      accepts_response_payload: true,
    });

    const ack = await connection.nextAck();
    const answer = await vi.waitFor(() => {
      const post = slack.posts.find(({ path }) => path === '/response/1');
      if (post === undefined) throw new Error('no answer came');
      return JSON.parse(post.body);
    });
    const health = await fetch(`http://127.0.0.1:${vitals.port}/healthz`);

    expect(ack).toEqual({ envelope_id: 'e-1', payload: {} });
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/churn/i) });
    expect(await health.json()).toMatchObject({
      status: 'up',
      store: 'up',
      slack: 'up',
      version: '1.2.3',
      readModels: { agents: { state: expect.stringMatching(/^(ready|filling)$/) } },
    });
  });
});
