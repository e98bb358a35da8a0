import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../faults.ts';
import { sendJson, sendText } from './exchange.ts';

/** What a call came to, before anything of it is sent. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

function send(response: ServerResponse, { status, contentType, body }: Reply): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body);
}

/** Does a call and sends its reply, or lets it meet its fault. */
export async function withFault(
  fault: FaultKind | undefined,
  response: ServerResponse,
  call: () => Reply,
): Promise<void> {
  switch (fault?.fault) {
    case undefined:
      send(response, call());
      break;
    case 'rate_limited':
      sendJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.retryAfterSeconds) });
      break;
    case 'server_error':
      sendText(response, fault.status ?? 503, 'upstream connect error or disconnect/reset before headers');
      break;
    case 'error':
      sendJson(response, 200, { ok: false, error: fault.error });
      break;
    case 'dropped':
      response.destroy();
      break;
    case 'lost_reply':
      call();
      response.destroy();
      break;
    case 'delay':
      await sleep(fault.delayMs);
      send(response, call());
      break;
  }
}
