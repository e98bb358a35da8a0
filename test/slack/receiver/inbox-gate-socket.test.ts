import { App } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createLog } from '../../../src/log.ts';
import { webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { createInFlight } from '../../../src/slack/in-flight.ts';
import { putInboxBefore } from '../../../src/slack/receiver/inbox-gate.ts';
import { createSocketTransport } from '../../../src/slack/receiver/socket-transport.ts';
import type { Transport } from '../../../src/slack/receiver/transport.ts';
import { createInbox, type Inbox } from '../../../src/state/inbox.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { type SocketServer, startSocketServer } from './socket-server.ts';

const log = createLog({ level: 'silent' });

let engine: TestEngine;
let slack: SocketServer;
let transport: Transport;
let order: string[];
let accept: Inbox['accept'];

beforeEach(async () => {
  order = [];
  engine = await startTestEngine();
  await ensureTable(engine.client, stateTable);
  slack = await startSocketServer();
  transport = createSocketTransport({
    appToken: 'xapp-1-test',
    port: 0,
    health: async () => ({ status: 'up', store: 'up', slack: 'up', version: '1.0.0' }),
    clientOptions: webClientOptions(slack.apiUrl, log),
    log,
  });
  const app = new App({ receiver: transport.receiver, authorize: async () => ({}), convoStore: false });
  app.event('app_mention', async ({ event }) => void order.push(`answered ${event.text}`));
  const inbox = createInbox(engine.client, stateTable.name, { instanceId: 'a', leaseMs: 15_000 });
  accept = (event) => inbox.accept(event);
  const gate: Inbox = { ...inbox, accept: (event) => accept(event) };
  putInboxBefore(app, { inbox: gate, leaseMs: 15_000, inFlight: createInFlight(), log });
  await transport.start();
});

afterEach(async () => {
  await transport.stop();
  await slack.close();
  await engine.stop();
});

const envelope = (id: string, text: string) => ({
  type: 'events_api',
  envelope_id: id,
  accepts_response_payload: false,
  payload: {
    type: 'event_callback',
    team_id: 'T1',
    event_id: `Ev-${text}`,
    event: { type: 'app_mention', channel: 'C1', user: 'U1', text, ts: '1772366398.000200' },
  },
});

it('acknowledges an envelope only once its event is kept', async () => {
  const write = accept;
  accept = async (event) => {
    const outcome = await write(event);
    order.push(`kept ${event.id}`);
    return outcome;
  };
  const connection = await slack.nextConnection();
  connection.send(envelope('e-1', 'churn'));

  expect(await connection.nextAck()).toMatchObject({ envelope_id: 'e-1' });
  expect(order[0]).toBe('kept Ev-churn');
});

it('does not acknowledge what it could not keep, and answers it when Slack sends it again', async () => {
  const write = accept;
  accept = (event) => {
    if (event.id !== 'Ev-first') return write(event);
    accept = write;
    return Promise.reject(new AppError('repository.unavailable', 'DynamoDB cannot be reached'));
  };
  const connection = await slack.nextConnection();
  connection.send(envelope('e-1', 'first'));
  connection.send(envelope('e-2', 'second'));
  const firstAck = await connection.nextAck();
  connection.send(envelope('e-3', 'first'));
  const secondAck = await connection.nextAck();
  connection.send(envelope('e-4', 'first'));
  const thirdAck = await connection.nextAck();

  expect([firstAck, secondAck, thirdAck]).toMatchObject([
    { envelope_id: 'e-2' },
    { envelope_id: 'e-3' },
    { envelope_id: 'e-4' },
  ]);
  expect(order).toEqual(['answered second', 'answered first']);
});
