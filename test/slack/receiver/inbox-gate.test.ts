import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { App, type Authorize, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, toSlackLogger } from '../../../src/log.ts';
import { createInFlight } from '../../../src/slack/in-flight.ts';
import { toKeptBody } from '../../../src/slack/receiver/inbox-event.ts';
import { type InboxGate, type InboxGateOptions, putInboxBefore } from '../../../src/slack/receiver/inbox-gate.ts';
import { createRefusal } from '../../../src/slack/receiver/inbox-refusal.ts';
import type { InboxDelivery } from '../../../src/slack/receiver/inbox-work.ts';
import { createInbox, type Inbox } from '../../../src/state/inbox.ts';
import { toInboxKey } from '../../../src/state/inbox-item.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { proxiedEngine } from '../../support/proxied-engine.ts';

const signingSecret = '0123456789abcdef0123456789abcdef';
const leaseMs = 15_000;

interface Heard {
  readonly instance: string;
  readonly text: string;
  readonly attempt: number | undefined;
}

interface Instance {
  readonly inbox: Inbox;
  readonly gate: InboxGate;
  readonly app: App;
  send(body: object | string, retry?: number): Promise<Response>;
  stop(): Promise<void>;
}

const { engine, proxy } = proxiedEngine();
let tableName: string;
let clock: number;
let heard: Heard[];
let lines: string[];
let listen: (delivery: InboxDelivery | undefined) => Promise<void>;
let running: Instance[];

beforeEach(async () => {
  proxy.reset();
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
  clock = Date.parse('2026-03-01T12:00:00.000Z');
  heard = [];
  lines = [];
  listen = async () => undefined;
  running = [];
});

afterEach(async () => {
  proxy.reset();
  await Promise.all(running.map((instance) => instance.stop()));
});

const ts = `${Date.parse('2026-03-01T11:59:58.000Z') / 1000}.000200`;

const mention = (id = 'Ev0A1', event: object = {}) => ({
  token: 'verification-token',
  team_id: 'T1',
  api_app_id: 'A1',
  type: 'event_callback',
  event_id: id,
  event_time: 1772366398,
  event: { type: 'app_mention', channel: 'C1', user: 'U1', text: 'churn of rookies?', ts, event_ts: ts, ...event },
});

async function start(
  instanceId: string,
  { authorize = async () => ({}), ...options }: Partial<InboxGateOptions> & { authorize?: Authorize<boolean> } = {},
): Promise<Instance> {
  const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  const inbox = createInbox(client, tableName, { instanceId, leaseMs, now: () => new Date(clock) });
  const logger = toSlackLogger(log) as Logger;
  const receiver = new HTTPReceiver({ signingSecret, logger, processEventErrorHandler: createRefusal(log) });
  const app = new App({ receiver, authorize, convoStore: false, logger, logLevel: LogLevel.ERROR });
  app.event('app_mention', async ({ event, context }) => {
    const delivery = context['inbox'] as InboxDelivery | undefined;
    heard.push({ instance: instanceId, text: event.text, attempt: delivery?.attempt });
    await listen(delivery);
  });
  app.event('app_home_opened', async () => {
    heard.push({ instance: instanceId, text: 'home', attempt: undefined });
  });
  app.command('/agents', async ({ ack, command }) => {
    heard.push({ instance: instanceId, text: command.text, attempt: undefined });
    await ack();
  });
  const inFlight = createInFlight();
  const gate = putInboxBefore(app, { inbox, leaseMs, inFlight, log, ...options });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const { port } = server.address() as { port: number };
  const instance: Instance = {
    inbox,
    gate,
    app,
    send: (body, retry) => sendSigned(`http://127.0.0.1:${port}/slack/events`, body, retry),
    async stop() {
      gate.close();
      await receiver.stop();
      await inFlight.drained(2_000);
      client.destroy();
    },
  };
  running.push(instance);
  return instance;
}

function sendSigned(url: string, content: object | string, retry: number | undefined): Promise<Response> {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': typeof content === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
      connection: 'close',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...(retry === undefined ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    },
  });
}

/** Waits until something is so; the test's own time limit ends a wait that is in vain. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(5);
}

async function statusOf(id = 'Ev0A1'): Promise<unknown> {
  const Key = toInboxKey({ id, occurredAt: Math.floor(Number(ts) * 1000) });
  const command = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
  return (await engine.client.send(command)).Item?.['status'];
}

/** How often the inbox was asked for the events of an hour. */
function queriesOf(hour: string): number {
  return proxy.calls.filter(({ operation, body }) => operation === 'Query' && JSON.stringify(body).includes(hour))
    .length;
}

/** An event that an instance took in before it crashed. */
async function leaveBehind(body: object = mention()): Promise<void> {
  const crashed = createInbox(engine.client, tableName, { instanceId: 'gone', leaseMs, now: () => new Date(clock) });
  const kept = toKeptBody(body);
  if (kept === undefined) throw new Error('the inbox does not keep this event');
  await crashed.accept({ id: kept.event_id, occurredAt: Math.floor(Number(kept.event.ts) * 1000), payload: kept });
}

describe('a question over HTTP', () => {
  it('is in the inbox before Slack gets its ack, and done when it is answered', async () => {
    let release = (): void => undefined;
    listen = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const instance = await start('a');

    const response = await instance.send(mention());
    const atAck = await statusOf();
    await until(() => heard.length === 1);
    release();
    await until(async () => (await statusOf()) === 'done');

    expect(response.status).toBe(200);
    expect(atAck).toBe('open');
    expect(heard).toEqual([{ instance: 'a', text: 'churn of rookies?', attempt: 1 }]);
  });

  it('is refused when it cannot be kept, so that Slack sends it again, and answered then', async () => {
    const instance = await start('a');
    proxy.inject(() => ({ kind: 'serverError' }));

    const first = await instance.send(mention());
    proxy.reset();
    const second = await instance.send(mention(), 1);
    await until(async () => (await statusOf()) === 'done');

    expect([first.status, second.status]).toEqual([503, 200]);
    expect(heard).toEqual([{ instance: 'a', text: 'churn of rookies?', attempt: 1 }]);
    expect(lines.join('')).toContain('could not be taken in');
  });

  it('is answered once, over two instances and a restart, however often Slack sends it', async () => {
    const [a, b] = [await start('a'), await start('b')];

    const responses = await Promise.all([a.send(mention()), b.send(mention(), 1), a.send(mention(), 1)]);
    await until(async () => (await statusOf()) === 'done');
    await Promise.all([a.stop(), b.stop()]);
    running = [];
    const restarted = await start('c');
    responses.push(await restarted.send(mention(), 2));
    clock += leaseMs;
    await restarted.gate.sweep();

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(heard).toHaveLength(1);
  });

  it('is answered late, and once, when the inbox is slower than Slack waits', async () => {
    const [instance, other] = [await start('a', { patienceMs: 50 }), await start('b')];
    proxy.inject(({ operation }) => (operation === 'PutItem' ? { kind: 'slow', ms: 300 } : undefined));

    const first = await instance.send(mention());
    await until(async () => (await statusOf()) === 'done');
    proxy.reset();
    const second = await other.send(mention(), 1);

    expect([first.status, second.status]).toEqual([503, 200]);
    expect(heard).toEqual([{ instance: 'a', text: 'churn of rookies?', attempt: 1 }]);
  });

  it('keeps nothing of a request but what is needed to answer it', async () => {
    const instance = await start('a');

    await instance.send(mention('Ev0A1', { blocks: [{ type: 'rich_text' }], client_msg_id: 'x', files: [{}] }));

    const item = proxy.calls[0]?.body['Item'] as { payload: { M: { event: { M: object } } } };
    expect(Object.keys(item.payload.M).toSorted()).toEqual(['event', 'event_id', 'team_id', 'type']);
    expect(Object.keys(item.payload.M.event.M).toSorted()).toEqual(['channel', 'text', 'ts', 'type', 'user']);
  });
});

describe('what is no question', () => {
  it.each([
    ['a command', 'command=%2Fagents&text=churn&team_id=T1&user_id=U1', 'churn'],
    ['an opened Home', { ...mention(), event: { type: 'app_home_opened', user: 'U1', tab: 'home' } }, 'home'],
    ['a mention by another app', mention('Ev0A1', { bot_id: 'B1' }), 'churn of rookies?'],
    ['an edited mention', mention('Ev0A1', { edited: { user: 'U1', ts } }), 'churn of rookies?'],
  ])('passes without an entry: %s', async (_, body, text) => {
    const instance = await start('a');

    const response = await instance.send(body);
    await until(() => heard.length === 1);

    expect(response.status).toBe(200);
    expect(heard[0]?.text).toBe(text);
    expect(proxy.calls).toEqual([]);
  });
});

describe('an event that a crash cut short', () => {
  it('is worked off at the next start, once over two instances, and marked', async () => {
    await leaveBehind();
    clock += leaseMs;
    const instances = [await start('a'), await start('b')];

    for (const { gate } of instances) gate.open();
    await until(async () => (await statusOf()) === 'done');
    await Promise.all(instances.map(({ gate }) => gate.sweep()));

    expect(heard).toEqual([{ instance: expect.stringMatching(/^[ab]$/), text: 'churn of rookies?', attempt: 2 }]);
  });

  it.each([
    ['its lease ran still at the start', undefined, () => queriesOf('2026-03-01T07') > 0],
    ['the inbox could not be read at the start', 'Query', () => lines.join('').includes('cannot be looked through')],
    ['it could not be taken up at the start', 'UpdateItem', () => lines.join('').includes('was left again')],
  ])('is found later although it is hours old and %s', async (_when, failing, isHindered) => {
    await leaveBehind(mention('Ev0A1', { ts: `${Date.parse('2026-03-01T07:00:00.000Z') / 1000}.000200` }));
    const instance = await start('a', { leaseMs: 1000 });
    if (failing !== undefined) clock += leaseMs;
    proxy.inject(({ operation }) => (operation === failing ? { kind: 'serverError' } : undefined));

    instance.gate.open();
    await until(isHindered);
    proxy.reset();
    clock += leaseMs;
    await until(() => heard.length === 1);

    expect(heard).toEqual([{ instance: 'a', text: 'churn of rookies?', attempt: 2 }]);
  });

  it('is looked for among those of a day only until nothing old can be left', async () => {
    const instance = await start('a', { leaseMs: 60 });

    instance.gate.open();
    await until(() => queriesOf('2026-03-01T12') >= queriesOf('2026-02-28T13') + 2);

    expect(queriesOf('2026-02-28T13')).toBeGreaterThanOrEqual(2);
  });

  it('is left alone while its lease runs', async () => {
    await leaveBehind();
    const instance = await start('a');

    await instance.gate.sweep();

    expect(heard).toEqual([]);
    expect(await statusOf()).toBe('open');
  });

  it('is not answered again when Slack has the answer', async () => {
    await leaveBehind();
    clock += leaseMs;
    const asked: unknown[] = [];
    const instance = await start('a', {
      isAnswered: async ({ event_id: id, event }) => {
        asked.push([id, event.channel, event.ts]);
        return true;
      },
    });

    await instance.gate.sweep();

    expect(asked).toEqual([['Ev0A1', 'C1', ts]]);
    expect(heard).toEqual([]);
    expect(await statusOf()).toBe('done');
  });

  it('is answered when Slack cannot say', async () => {
    await leaveBehind();
    clock += leaseMs;
    const instance = await start('a', { isAnswered: () => Promise.reject(new Error('no answer')) });

    await instance.gate.sweep();

    expect(heard).toHaveLength(1);
  });

  it('is parked, told of and logged after three tries', async () => {
    await leaveBehind();
    const parked: string[] = [];
    const instance = await start('a', { onParked: async ({ event }) => void parked.push(event.text) });
    listen = async (delivery) => delivery?.again();

    for (let round = 0; round < 4; round += 1) {
      clock += leaseMs;
      await instance.gate.sweep();
    }

    expect(heard.map(({ attempt }) => attempt)).toEqual([2, 3]);
    expect(parked).toEqual(['churn of rookies?']);
    expect(await statusOf()).toBe('parked');
    expect(lines.join('')).toContain('an event is parked');
    expect(lines.join('')).not.toContain('rookies');
  });

  it('does not hold up the others when it fails', async () => {
    await leaveBehind(mention('Ev-1', { text: 'first' }));
    await leaveBehind(mention('Ev-2', { text: 'second' }));
    clock += leaseMs;
    const instance = await start('a');
    proxy.inject(({ operation, body }) =>
      operation === 'UpdateItem' && JSON.stringify(body['Key']).includes('Ev-1') ? { kind: 'throttled' } : undefined,
    );

    await instance.gate.sweep();

    expect(heard.map(({ text }) => text)).toEqual(['second']);
  });
});

describe('an event that is worked on', () => {
  it('keeps its lease for as long as that takes', async () => {
    let release = (): void => undefined;
    listen = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const instance = await start('a', { leaseMs: 60 });
    await instance.send(mention());
    clock += leaseMs - 1;

    await until(() => proxy.calls.filter(({ operation }) => operation === 'UpdateItem').length >= 2);
    clock += leaseMs - 1;
    const other = await instance.inbox.start({ id: 'Ev0A1', occurredAt: Math.floor(Number(ts) * 1000) });
    release();
    await until(async () => (await statusOf()) === 'done');

    expect(other).toEqual({ outcome: 'taken' });
  });

  it('may be answered elsewhere when its lease is lost, or when it is not the first attempt', async () => {
    const releases: (() => void)[] = [];
    const mayBe: unknown[] = [];
    listen = async (delivery) => {
      mayBe.push([delivery?.attempt, delivery?.mayBeAnswered()]);
      await new Promise<void>((resolve) => releases.push(resolve));
      mayBe.push([delivery?.attempt, delivery?.mayBeAnswered()]);
    };
    const [instance, other] = [await start('a', { leaseMs: 1500 }), await start('b')];
    await instance.send(mention());
    await until(() => heard.length === 1);

    await until(() => {
      clock += leaseMs;
      void other.gate.sweep();
      return heard.length === 2;
    });
    await until(() => lines.join('').includes('was lost'));
    for (const release of releases) release();
    await until(() => mayBe.length === 4);

    expect(mayBe).toEqual([
      [1, false],
      [2, true],
      [1, true],
      [2, true],
    ]);
  });

  it('is not taken up again by the instance that still works on it', async () => {
    let release = (): void => undefined;
    listen = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const instance = await start('a');
    await instance.send(mention());
    await until(() => heard.length === 1);
    clock += leaseMs;

    await instance.gate.sweep();
    release();
    await until(async () => (await statusOf()) === 'done');

    expect(heard).toHaveLength(1);
  });

  it('stays open when the app fails before its listeners', async () => {
    const instance = await start('a', { authorize: () => Promise.reject(new Error('no token')) });

    await instance.app.processEvent({ body: mention(), ack: async () => undefined }).catch(() => undefined);

    expect(heard).toEqual([]);
    expect(await statusOf()).toBe('open');
  });

  it('is answered even if Slack cannot be given its ack any more', async () => {
    const instance = await start('a');

    await instance.app.processEvent({ body: mention(), ack: () => Promise.reject(new Error('connection closed')) });

    expect(heard).toHaveLength(1);
    expect(await statusOf()).toBe('done');
  });

  it('is not answered again when it could not be marked as done, and marked later', async () => {
    const instance = await start('a');
    proxy.inject(({ operation }) => (operation === 'UpdateItem' ? { kind: 'serverError' } : undefined));
    await instance.send(mention());
    await until(() => lines.join('').includes('could not be marked'));
    clock += leaseMs;
    await instance.gate.sweep();
    const whileDown = await statusOf();
    proxy.reset();

    await instance.gate.sweep();

    expect(whileDown).toBe('open');
    expect(await statusOf()).toBe('done');
    expect(heard).toHaveLength(1);
  });
});
