import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request with its address read, and the means to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

const bodyLimit = 1_000_000;

/** A body that is too big to be read. */
export class BodyTooLarge extends Error {}

/** The whole body as text. @throws {BodyTooLarge} beyond one megabyte */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request, bodyLimit)).toString('utf8');
}

/** The whole body. @throws {BodyTooLarge} beyond so many bytes */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > limit) throw new BodyTooLarge(`the body is larger than ${limit / 1_000_000} MB`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** Answers with words. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text);
}
