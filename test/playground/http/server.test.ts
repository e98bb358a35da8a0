import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPlayground } from '../../../src/playground/start-playground.ts';
import { conversationIds } from '../../../src/playground/workspace/conversations.ts';
import { people } from '../../../src/playground/workspace/people.ts';
import {
  type ApiAnswer,
  botToken,
  type SlackWorkspace,
  signingSecret,
  startSlackWorkspace,
} from '../../support/slack-workspace.ts';

let workspace: SlackWorkspace;
const { general, leadership } = conversationIds;

beforeEach(async () => {
  workspace = await startSlackWorkspace({ pageDirectory: join(tmpdir(), 'no-such-page') });
});
afterEach(() => workspace.playground.close());

/** `fetch` sets Host itself; this does not. */
function send(path: string, method: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${workspace.playground.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const saying = JSON.stringify({ channel: general, text: 'hello' });

describe('the health of the app', () => {
  it('is told on the port of the page, in the app’s own words', async () => {
    const app = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? 503 : 404, { 'content-type': 'application/json' });
      response.end('{"store":"down"}');
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    workspace.playground.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`);

    const response = await fetch(`${workspace.playground.url}/healthz`);

    expect([response.status, await response.json()]).toEqual([503, { store: 'down' }]);
    app.closeAllConnections();
    app.close();
  });

  it('is bad where no app answers', async () => {
    const response = await fetch(`${workspace.playground.url}/healthz`);

    expect(response.status).toBe(503);
  });
});

describe('who may call', () => {
  it('answers on loopback only, under its own names', async () => {
    const { port } = new URL(workspace.playground.url);

    const statuses = await Promise.all(
      [
        `127.0.0.1:${port}`,
        `localhost:${port}`,
        `[::1]:${port}`,
        'evil.example',
        `evil.example:${port}`,
        'localhost',
      ].map((host) => send('/page/workspace', 'GET', { host })),
    );

    expect(statuses).toEqual([200, 200, 200, 403, 403, 403]);
  });

  it('lets only its own page change something', async () => {
    const own = { ...json, origin: workspace.playground.url };

    const statuses = [
      await send('/page/say', 'POST', own, saying),
      await send('/page/say', 'POST', { ...json, origin: 'https://evil.example' }, saying),
      await send('/page/say', 'POST', json, saying),
      await send('/page/say', 'POST', { origin: workspace.playground.url }, saying),
      await send('/api/chat.postMessage', 'POST', { ...json, origin: 'https://evil.example' }),
      await send('/faults', 'POST', { ...json, origin: 'https://evil.example' }),
      await send('/page/events', 'GET', { 'sec-fetch-site': 'cross-site' }),
    ];

    expect(statuses).toEqual([200, 403, 403, 415, 403, 403, 403]);
    expect(workspace.playground.workspace.messages(general)).toHaveLength(1);
  });

  it('refuses a body of more than a megabyte', async () => {
    expect(await send('/api/chat.postMessage', 'POST', json, 'x'.repeat(1_000_001))).toBe(413);
  });

  it('says in words that a port is taken', async () => {
    const port = Number(new URL(workspace.playground.url).port);

    await expect(startPlayground({ port, botToken, signingSecret })).rejects.toThrow(`port ${port} is already in use`);
  });
});

describe('the page', () => {
  it('says how to build it where it is not built', async () => {
    const response = await fetch(workspace.playground.url);

    expect(response.status).toBe(503);
    expect(await response.text()).toContain('build-page');
  });

  it('gets the messages of all conversations in the order in which they came', async () => {
    await workspace.playground.as(people.you.id).say({ channel: leadership, text: 'first' });
    await workspace.playground.as(people.you.id).say({ channel: general, text: 'second' });

    const response = await fetch(`${workspace.playground.url}/page/workspace`);
    const { messages } = (await response.json()) as { messages: readonly { text: string }[] };

    expect(messages.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('shows each person what is theirs', async () => {
    await workspace.call('chat.postEphemeral', { channel: general, user: people.you.id, text: 'for you' });
    const snapshotOf = async (as: string): Promise<ApiAnswer> => {
      const response = await fetch(`${workspace.playground.url}/page/workspace?as=${as}`);
      return (await response.json()) as ApiAnswer;
    };

    const [own, other] = [await snapshotOf(people.you.id), await snapshotOf(people.member.id)];

    expect(own['messages']).toHaveLength(1);
    expect(other['messages']).toEqual([]);
    expect(own['conversations'].map(({ id }: { id: string }) => id)).toContain(leadership);
    expect(other['conversations'].map(({ id }: { id: string }) => id)).not.toContain(leadership);
  });

  it('hears of new messages over Server-Sent Events, and of no others', async () => {
    const closing = new AbortController();
    const response = await fetch(`${workspace.playground.url}/page/events?as=${people.you.id}`, {
      signal: closing.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();

    await workspace.call('chat.postEphemeral', { channel: general, user: people.admin.id, text: 'not for you' });
    await workspace.call('chat.postMessage', { channel: general, text: 'for all' });
    let stream = '';
    while (!stream.includes('for all')) stream += (await reader?.read())?.value ?? '';
    closing.abort();

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream).toMatch(/^data: \{"kind":"message".*for all/m);
    expect(stream).not.toContain('not for you');
  });

  it('says in words why something cannot be done', async () => {
    const response = await fetch(`${workspace.playground.url}/page/say?as=${people.stranger.id}`, {
      method: 'POST',
      headers: { ...json, origin: workspace.playground.url },
      body: JSON.stringify({ channel: leadership, text: 'hi' }),
    });

    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ error: 'You are not in this conversation.' });
  });
});

describe('faults', () => {
  const post = () =>
    fetch(`${workspace.playground.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${botToken}` },
      body: JSON.stringify({ channel: general, text: 'x' }),
    });
  const posted = () => workspace.playground.workspace.messages(general).length;

  it('answer 429 with Retry-After for as many calls of the method as told', async () => {
    workspace.playground.faults.add({
      fault: 'rate_limited',
      retryAfterSeconds: 7,
      method: 'chat.postMessage',
      times: 2,
    });

    const other = await workspace.call('auth.test');
    const statuses = [await post(), await post(), await post()].map(({ status, headers }) => [
      status,
      headers.get('retry-after'),
    ]);

    expect(other.ok).toBe(true);
    expect(statuses).toEqual([
      [429, '7'],
      [429, '7'],
      [200, null],
    ]);
    expect(posted()).toBe(1);
  });

  it('answer 5xx without doing the call', async () => {
    workspace.playground.faults.add({ fault: 'server_error', status: 502 });

    expect((await post()).status).toBe(502);
    expect(posted()).toBe(0);
  });

  it('lose the reply of a call that was done', async () => {
    workspace.playground.faults.add({ fault: 'lost_reply' });

    await expect(post()).rejects.toThrow();
    expect(posted()).toBe(1);
  });

  it('drop a call before it is done', async () => {
    workspace.playground.faults.add({ fault: 'dropped' });

    await expect(post()).rejects.toThrow();
    expect(posted()).toBe(0);
  });

  it('answer with an error of choice', async () => {
    workspace.playground.faults.add({ fault: 'error', error: 'fatal_error' });

    expect(await (await post()).json()).toEqual({ ok: false, error: 'fatal_error' });
  });

  it('delay an answer', async () => {
    workspace.playground.faults.add({ fault: 'delay', delayMs: 500 });
    const order: string[] = [];

    await Promise.all([
      post().then(() => order.push('delayed')),
      workspace.call('auth.test').then(() => order.push('prompt')),
    ]);

    expect(order).toEqual(['prompt', 'delayed']);
  });

  it('can be told over HTTP, meet response URLs too, and be taken back', async () => {
    const told = await fetch(`${workspace.playground.url}/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault: 'server_error', method: 'response_url' }),
    });
    const met = await fetch(`${workspace.playground.url}/response/any`, { method: 'POST', body: '{}' });
    const refused = await fetch(`${workspace.playground.url}/faults`, {
      method: 'POST',
      body: '{"fault":"earthquake"}',
    });
    workspace.playground.faults.add({ fault: 'dropped' });
    const cleared = await fetch(`${workspace.playground.url}/faults`, { method: 'DELETE' });

    expect(told.status).toBe(200);
    expect(met.status).toBe(503);
    expect(refused.status).toBe(400);
    expect(await cleared.json()).toEqual({ faults: [] });
  });
});
