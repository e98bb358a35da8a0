import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ConverseBody, problemOfConverse } from './converse-rules.ts';

const statusByError = {
  ThrottlingException: 429,
  ServiceQuotaExceededException: 400,
  ModelTimeoutException: 408,
  ServiceUnavailableException: 503,
  InternalServerException: 500,
  ModelNotReadyException: 429,
  ModelErrorException: 424,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ValidationException: 400,
} as const;

/** How the server answers one call. */
export type Play =
  | { readonly kind: 'text'; readonly text: string; readonly stopReason?: string; readonly afterMs?: number }
  /** Any body, for replies that no healthy service sends. */
  | { readonly kind: 'raw'; readonly status?: number; readonly body: string; readonly contentType?: string }
  | { readonly kind: 'error'; readonly error: keyof typeof statusByError }
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** Begins a good reply, a byte at a time, and never comes to its end. */
  | { readonly kind: 'trickle' }
  | { readonly kind: 'drop' }
  /** Ends the connection in the middle of a good reply. */
  | { readonly kind: 'dropMidway' };

export interface ReceivedCall {
  readonly modelId: string;
  readonly body: ConverseBody;
}

/** A local server that speaks the Converse protocol as Bedrock does, and is as strict. */
export interface BedrockServer {
  readonly endpoint: string;
  /** Every call that was well formed, in order. */
  readonly calls: ReceivedCall[];
  /** What was wrong with the calls that were not. */
  readonly objections: string[];
  /** How many exchanges the client ended before the reply was complete. */
  readonly abandoned: () => number;
  /** Says how to answer from now on: the calls are counted from 0. */
  play(answer: Play | ((call: ReceivedCall, index: number) => Play)): void;
  stop(): Promise<void>;
}

export const usage = { inputTokens: 900, outputTokens: 40, totalTokens: 940 } as const;

/** The body of a reply that holds a text. */
export function converseReply(text: string, stopReason = 'end_turn'): string {
  return JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason,
    usage,
    metrics: { latencyMs: 12 },
  });
}

export async function startBedrockServer(): Promise<BedrockServer> {
  const calls: ReceivedCall[] = [];
  const objections: string[] = [];
  let abandoned = 0;
  let count = 0;
  let answerTo: (call: ReceivedCall, index: number) => Play = () => ({ kind: 'text', text: '{}' });

  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const body = await readBody(request).catch(() => '');
    const call = readCall(request, body);
    if (typeof call === 'string') {
      objections.push(call);
      fail(response, 'ValidationException', call);
      return;
    }
    calls.push(call);
    perform(response, answerTo(call, count++));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    objections,
    abandoned: () => abandoned,
    play(answer) {
      count = 0;
      answerTo = typeof answer === 'function' ? answer : () => answer;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** The call, or what is wrong with it. */
function readCall({ method, url = '', headers }: IncomingMessage, text: string): ReceivedCall | string {
  const modelId = /^\/model\/([^/?]+)\/converse$/.exec(url)?.[1];
  if (method !== 'POST' || modelId === undefined) return `there is no ${method} ${url}`;
  if (headers['content-type'] !== 'application/json') return 'the content type must be application/json';
  if (!/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/bedrock\//.test(headers.authorization ?? '')) {
    return 'the request is not signed for bedrock';
  }
  try {
    const body: unknown = JSON.parse(text);
    return problemOfConverse(body) ?? { modelId: decodeURIComponent(modelId), body: body as ConverseBody };
  } catch {
    return 'the body is not JSON';
  }
}

function perform(response: ServerResponse, play: Play): void {
  switch (play.kind) {
    case 'text':
      setTimeout(() => send(response, 200, converseReply(play.text, play.stopReason)), play.afterMs ?? 0);
      return;
    case 'raw':
      send(response, play.status ?? 200, play.body, play.contentType);
      return;
    case 'error':
      fail(response, play.error, 'as the test wants it');
      return;
    case 'hang':
      return;
    case 'trickle':
      trickle(response);
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'dropMidway':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"output":', () => response.socket?.destroy());
  }
}

function send(response: ServerResponse, status: number, body: string, contentType = 'application/json'): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

function fail(response: ServerResponse, error: keyof typeof statusByError, message: string): void {
  response.writeHead(statusByError[error], { 'content-type': 'application/json', 'x-amzn-errortype': error });
  response.end(JSON.stringify({ message }));
}

function trickle(response: ServerResponse): void {
  const text = converseReply('{"a":1}');
  let at = 0;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
  const timer = setInterval(() => {
    if (at < text.length - 1) response.write(text[at++]);
  }, 10);
  response.on('close', () => clearInterval(timer));
}
