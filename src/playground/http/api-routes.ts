import { z } from 'zod';
import type { Fault } from '../faults.ts';
import type { Stand } from '../stand.ts';
import { answerResponseUrl } from '../web-api/answer-response-url.ts';
import { type ApiRequest, callMethod } from '../web-api/call-method.ts';
import { readArguments } from '../web-api/read-arguments.ts';
import { type Exchange, readBody, sendJson } from './exchange.ts';
import { withFault } from './with-fault.ts';

/** Serves `/api/<method>`. */
export async function serveApi({ request, response, url }: Exchange, stand: Stand): Promise<void> {
  const method = url.pathname.slice('/api/'.length);
  const body = await readBody(request);
  const call = {
    method,
    body,
    contentType: request.headers['content-type'] ?? '',
    query: url.searchParams,
    authorization: request.headers.authorization,
  };
  await withFault(stand.faults.take(method, channelOf(call)), response, () => ({
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(callMethod(call, stand)),
  }));
}

/** The `channel` argument, whatever is wrong with the rest. */
function channelOf({ body, contentType, query }: ApiRequest): string | undefined {
  try {
    const { channel } = readArguments(body, contentType, query);
    return typeof channel === 'string' ? channel : undefined;
  } catch {
    return undefined;
  }
}

/** Serves `/response/<id>`. */
export async function serveResponseUrl({ request, response, url }: Exchange, stand: Stand): Promise<void> {
  const id = url.pathname.slice('/response/'.length);
  const body = await readBody(request);
  await withFault(stand.faults.take('response_url'), response, () => {
    const reply = answerResponseUrl(id, body, request.headers['content-type'] ?? '', stand);
    return { ...reply, contentType: reply.body === 'ok' ? 'text/html' : 'application/json' };
  });
}

const common = {
  method: z.string().optional(),
  channel: z.string().optional(),
  times: z.int().min(1).max(10_000).optional(),
};

const faultSchema = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('rate_limited'), retryAfterSeconds: z.int().min(0).max(3600), ...common }),
  z.strictObject({ fault: z.literal('server_error'), status: z.int().min(500).max(599).optional(), ...common }),
  z.strictObject({ fault: z.literal('lost_reply'), ...common }),
  z.strictObject({ fault: z.literal('dropped'), ...common }),
  z.strictObject({ fault: z.literal('delay'), delayMs: z.int().min(0).max(60_000), ...common }),
  z.strictObject({ fault: z.literal('error'), error: z.string().min(1), ...common }),
]);

/** Serves `/faults`: GET what is to come, POST one more, DELETE all. */
export async function serveFaults({ request, response }: Exchange, stand: Stand): Promise<void> {
  if (request.method === 'DELETE') stand.faults.clear();
  if (request.method === 'POST') {
    const body = await readBody(request);
    const parsed = faultSchema.safeParse(body === '' ? undefined : JSON.parse(body));
    if (!parsed.success) return sendJson(response, 400, { error: z.prettifyError(parsed.error) });
    stand.faults.add(parsed.data as Fault);
  }
  sendJson(response, 200, { faults: stand.faults.pending() });
}
