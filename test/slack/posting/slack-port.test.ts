import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { createWebClient, webClientOptions } from '../../../src/slack/create-slack-app.ts';
import { createSlackPort, type SlackPort } from '../../../src/slack/posting/slack-port.ts';

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

const log = createLog({ level: 'silent' });
const ok: Reply = { body: { ok: true } };
const refusal = (error: string): Reply => ({ body: { ok: false, error } });
const rateLimited: Reply = { status: 429, headers: { 'retry-after': '0' }, body: 'slow down' };

describe('createSlackPort', () => {
  let server: Server;
  let replies: Reply[];
  let requests: { path: string; body: Record<string, unknown> }[];
  let port: SlackPort;
  let origin: string;

  beforeEach(async () => {
    replies = [];
    requests = [];
    server = createServer(async (request, response) => {
      const text = Buffer.concat(await request.toArray()).toString();
      const isJson = request.headers['content-type']?.includes('json');
      const body = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
      requests.push({ path: request.url ?? '', body });
      const { status = 200, headers = {}, body: reply } = replies.shift() ?? ok;
      response.writeHead(status, headers).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createWebClient('xoxb-test', webClientOptions(`${origin}/api/`, log));
    port = createSlackPort({ client, log });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const message = { text: '12 %', blocks: [{ type: 'section' }, { type: 'data_table' }] };
  const blocksIn = (index: number) => JSON.parse((requests[index]?.body['blocks'] as string | undefined) ?? 'null');

  it('posts with text and blocks, and unfurls nothing', async () => {
    await port.post('C1', message, { thread: '1.2', repeatable: true });

    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      path: '/api/chat.postMessage',
      body: { channel: 'C1', text: '12 %', thread_ts: '1.2', unfurl_links: 'false', unfurl_media: 'false' },
    });
    expect(blocksIn(0)).toEqual(message.blocks);
  });

  it('waits out a rate limit, then posts once', async () => {
    replies = [rateLimited, ok];

    await port.post('C1', message, { repeatable: false });

    expect(requests).toHaveLength(2);
  });

  it('does not wait longer than a person would', async () => {
    replies = [{ ...rateLimited, headers: { 'retry-after': '120' } }];

    await expect(port.post('C1', message, { repeatable: true })).rejects.toMatchObject({
      code: 'slack.rate_limited',
      details: { retryAfterSeconds: 120 },
    });
    expect(requests).toHaveLength(1);
  });

  it("repeats after Slack's own faults only what may be repeated", async () => {
    replies = [{ status: 503, body: 'down' }, refusal('internal_error'), ok, { status: 503, body: 'down' }];

    await port.post('C1', message, { repeatable: true });
    const once = port.post('C1', message, { repeatable: false });

    await expect(once).rejects.toMatchObject({ code: 'slack.unavailable' });
    expect(requests).toHaveLength(4);
  });

  it('leaves the native blocks out when Slack refuses them, and keeps the text', async () => {
    replies = [refusal('invalid_blocks'), ok];

    await port.post('C1', message, { repeatable: true });

    expect(blocksIn(1)).toEqual([{ type: 'section' }]);
    expect(requests[1]?.body['text']).toBe('12 %');
  });

  it('sends the text alone when Slack takes no blocks at all', async () => {
    replies = [refusal('invalid_blocks'), refusal('invalid_blocks'), ok];

    await port.whisper('C1', 'U1', message);

    expect(requests[2]?.body).toMatchObject({ text: '12 %', user: 'U1' });
    expect(requests[2]?.body).not.toHaveProperty('blocks');
  });

  it('simplifies through a response_url too', async () => {
    replies = [{ status: 400, body: { ok: false, error: 'invalid_blocks' } }, { body: 'ok' }];

    await port.respond(`${origin}/response/1`, message, { visibleTo: 'asker' });

    expect(requests[1]).toMatchObject({
      path: '/response/1',
      body: { response_type: 'ephemeral', replace_original: false, blocks: [{ type: 'section' }] },
    });
  });

  it('lets no markup from data into a stream that takes no blocks', async () => {
    replies = [{ body: { ok: true, ts: '1.3' } }, refusal('invalid_blocks'), refusal('invalid_blocks'), ok];
    const text = '1. [Your invoice](https://evil.example) *R&amp;D* &lt;!here&gt;';

    await port.stream({
      channel: 'D1',
      thread: '1.2',
      lead: '## 12 %\n',
      rest: { ...message, text },
      recipient: { userId: 'U1', teamId: 'T1' },
      metadata: { event_type: 'answer', event_payload: {} },
    });

    expect(requests[3]?.path).toBe('/api/chat.stopStream');
    expect(requests[3]?.body['markdown_text']).toBe(
      '1. \\[Your invoice\\](https://evil.example) \\*R&amp;D\\* &lt;\\!here&gt;',
    );
  });

  it('tells when a response_url is used up', async () => {
    replies = [{ status: 404, body: { ok: false, error: 'used_url' } }];

    await expect(port.respond(`${origin}/response/1`, message, { visibleTo: 'channel' })).rejects.toMatchObject({
      code: 'slack.rejected',
      details: { error: 'used_url' },
    });
  });

  it('waits out a rate limit of a response_url, and repeats a 5xx', async () => {
    replies = [rateLimited, { status: 500, body: '<html>' }, { body: 'ok' }];

    await port.respond(`${origin}/response/1`, message, { visibleTo: 'asker', replace: true, thread: '1.2' });

    expect(requests).toHaveLength(3);
    expect(requests[2]?.body).toMatchObject({ replace_original: true, thread_ts: '1.2' });
  });

  it('gives a modal up rather than wait beyond its trigger', async () => {
    replies = [{ ...rateLimited, headers: { 'retry-after': '5' } }];

    const opening = port.openView('trigger', { type: 'modal' });

    await expect(opening).rejects.toMatchObject({ code: 'slack.rate_limited' });
    expect(requests).toHaveLength(1);
  });
});
