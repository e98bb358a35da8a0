import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults.ts';
import { sendJson, sendText } from './exchange.ts';

/** Serves a call, or lets it meet its fault. */
export async function withFault(fault: Fault | undefined, response: ServerResponse, serve: () => void): Promise<void> {
  switch (fault?.fault) {
    case undefined:
      return serve();
    case 'rate_limited':
      return sendJson(
        response,
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(fault.retryAfterSeconds) },
      );
    case 'server_error':
      return sendText(response, fault.status ?? 503, 'upstream connect error or disconnect/reset before headers');
    case 'error':
      return sendJson(response, 200, { ok: false, error: fault.error });
    case 'dropped':
      response.destroy();
      return;
    case 'lost_reply':
      // The reply is made and thrown away: the caller cannot know that its call was done.
      response.socket?.cork();
      serve();
      response.socket?.destroy();
      return;
    case 'delay':
      await sleep(fault.delayMs);
      return serve();
  }
}
