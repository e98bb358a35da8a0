import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** One request that passes the proxy. */
export interface ProxiedCall {
  /** `Query`, `BatchWriteItem`, … */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** How many requests of this operation came before. */
  readonly ordinal: number;
}

/** What goes wrong with a request, as DynamoDB or the network would have it. */
export type Fault =
  /** Only the first `processed` items of a batch are written, or read; the others come back. */
  | { readonly kind: 'unprocessed'; readonly processed: number }
  | { readonly kind: 'throttled' }
  /** Another transaction is at the first of the items, so that this one is cancelled. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'serverError' }
  /** The connection breaks; `replyLost`: after the request was carried out. */
  | { readonly kind: 'dropped'; readonly replyLost?: boolean }
  | { readonly kind: 'slow'; readonly ms: number };

export interface DynamoDbProxy {
  readonly endpoint: string;
  /** Everything that came, in order. */
  readonly calls: readonly ProxiedCall[];
  /** Decides over each request from now on. */
  inject(fault: (call: ProxiedCall) => Fault | undefined): void;
  /** No faults from now on, and no calls so far. */
  reset(): void;
  stop(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A proxy before a real engine that can do what the engine never does: throttle, fail, fall silent, do half. */
export async function startDynamoDbProxy(engineEndpoint: string): Promise<DynamoDbProxy> {
  const calls: ProxiedCall[] = [];
  let faultOf: (call: ProxiedCall) => Fault | undefined = () => undefined;

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const text = await readAll(incoming);
    const target = String(incoming.headers['x-amz-target'] ?? '');
    const operation = target.slice(target.indexOf('.') + 1);
    const call: ProxiedCall = {
      operation,
      body: JSON.parse(text),
      ordinal: calls.filter((earlier) => earlier.operation === operation).length,
    };
    calls.push(call);
    const fault = faultOf(call);
    if (fault?.kind === 'dropped' && !fault.replyLost) return void outgoing.destroy();
    if (fault?.kind === 'slow') await delay(fault.ms);
    const reply = await replyTo(call, target, fault, engineEndpoint);
    if (fault?.kind === 'dropped') return void outgoing.destroy();
    outgoing.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(reply.body);
  };

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    inject(fault) {
      faultOf = fault;
    },
    reset() {
      calls.length = 0;
      faultOf = () => undefined;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function replyTo(
  call: ProxiedCall,
  target: string,
  fault: Fault | undefined,
  endpoint: string,
): Promise<Reply> | Reply {
  switch (fault?.kind) {
    case 'throttled':
      return vendorError(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException');
    case 'conflict':
      return cancelled(call);
    case 'serverError':
      return vendorError(500, 'com.amazonaws.dynamodb.v20120810#InternalServerError');
    case 'unprocessed':
      return call.operation === 'BatchGetItem'
        ? readPart(call, target, fault.processed, endpoint)
        : writePart(call, target, fault.processed, endpoint);
    default:
      return forward(target, JSON.stringify(call.body), endpoint);
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
function vendorError(status: number, type: string): Reply {
  return { status, body: JSON.stringify({ __type: type, message: 'injected' }) };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
function cancelled(call: ProxiedCall): Reply {
  const items = call.body['TransactItems'] as readonly unknown[];
  const CancellationReasons = items.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' }));
  const __type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException';
  return { status: 400, body: JSON.stringify({ __type, Message: 'injected', CancellationReasons }) };
}

async function writePart(call: ProxiedCall, target: string, processed: number, endpoint: string): Promise<Reply> {
  const [[tableName, items] = ['', []]] = Object.entries(call.body['RequestItems'] as Record<string, unknown[]>);
  const rest = items.slice(processed);
  if (processed > 0) {
    const part = { ...call.body, RequestItems: { [tableName]: items.slice(0, processed) } };
    const reply = await forward(target, JSON.stringify(part), endpoint);
    if (reply.status !== 200) return reply;
  }
  const unprocessed = rest.length === 0 ? {} : { [tableName]: rest };
  return { status: 200, body: JSON.stringify({ UnprocessedItems: unprocessed }) };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
async function readPart(call: ProxiedCall, target: string, processed: number, endpoint: string): Promise<Reply> {
  const requested = call.body['RequestItems'] as Record<string, { readonly Keys: readonly unknown[] }>;
  const [[tableName, request] = ['', { Keys: [] }]] = Object.entries(requested);
  const rest = { ...request, Keys: request.Keys.slice(processed) };
  const UnprocessedKeys = rest.Keys.length === 0 ? {} : { [tableName]: rest };
  if (processed === 0)
    return { status: 200, body: JSON.stringify({ Responses: { [tableName]: [] }, UnprocessedKeys }) };
  const part = { ...call.body, RequestItems: { [tableName]: { ...request, Keys: request.Keys.slice(0, processed) } } };
  const reply = await forward(target, JSON.stringify(part), endpoint);
  if (reply.status !== 200) return reply;
  return { status: 200, body: JSON.stringify({ ...JSON.parse(reply.body), UnprocessedKeys }) };
}

function forward(target: string, body: string, endpoint: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.0',
      // The engine checks that a request is signed, not by whom.
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    };
    const call = request(endpoint, { method: 'POST', headers }, (response) => {
      readAll(response).then((text) => resolve({ status: response.statusCode ?? 502, body: text }), reject);
    });
    call.once('error', reject);
    call.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}
