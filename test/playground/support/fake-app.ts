import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request of the workspace, as a fake app got it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The fields of a form; empty for an event. */
  readonly form: URLSearchParams;
  /** The interaction or event, read from JSON; undefined for a slash command. */
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into by the tests
  readonly payload: any;
  readonly isSigned: boolean;
}

export interface FakeApp {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the app does from now on with a request; it must answer it. */
  onRequest(handler: (received: Received, response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** Verified here by hand, so that the workspace's own signing is not its own judge. */
function isSigned(headers: IncomingHttpHeaders, body: string, secret: string): boolean {
  const base = `v0:${String(headers['x-slack-request-timestamp'])}:${body}`;
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(base).digest('hex')}`);
  const given = Buffer.from(String(headers['x-slack-signature']));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A tiny app over HTTP: it keeps what it gets, and acknowledges it. */
export async function startFakeApp(signingSecret: string): Promise<FakeApp> {
  const received: Received[] = [];
  let handle: (one: Received, response: ServerResponse) => void = (_one, response) => response.end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const isJson = request.headers['content-type'] === 'application/json';
    const form = new URLSearchParams(isJson ? '' : body);
    const json = isJson ? body : form.get('payload');
    const one: Received = {
      headers: request.headers,
      body,
      form,
      payload: json ? JSON.parse(json) : undefined,
      isSigned: isSigned(request.headers, body, signingSecret),
    };
    received.push(one);
    handle(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    received,
    onRequest: (handler) => {
      handle = handler;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
