import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, type Logger } from '@slack/bolt';
import { type Log, toSlackLogger } from '../../log.ts';
import { createHealthHandler, type HealthReport } from './health.ts';
import { createRefusal } from './inbox-refusal.ts';
import { isAheadOfTime } from './request-time.ts';
import { type Transport, toListenError } from './transport.ts';

interface HttpTransportOptions {
  readonly signingSecret: string;
  readonly port: number;
  /** The address to listen on; every one when left out. */
  readonly host?: string;
  readonly health: () => Promise<HealthReport>;
  readonly log: Log;
}

/** The path to which Slack sends commands, events and what people press. */
export const requestPath = '/slack/events';

/** Slack's own payloads stay far below: a modal is at most 100 blocks, a message 50. */
const bodyLimit = 1024 * 1024;

/**
 * Slack's requests over HTTP: signed ones on `/slack/events`, `/healthz`, and 404 for everything else.
 *
 * Bolt checks the signature, and that a request is not older than five minutes; that it is not dated
 * ahead either is checked here, because such a request could be replayed for as long as it is ahead.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createHttpTransport({ signingSecret, port, host, health, log }: HttpTransportOptions): Transport {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: requestPath,
    bodyLimit,
    logger: toSlackLogger(log) as Logger,
    customRoutes: [{ path: '/healthz', method: ['GET', 'HEAD'], handler: createHealthHandler(health) }],
    processEventErrorHandler: createRefusal(log),
    dispatchErrorHandler: ({ response }) => refuse(response, 404),
  });
  const listen = receiver.requestListener;
  receiver.requestListener = (request: IncomingMessage, response: ServerResponse) => {
    if (!isAheadOfTime(request.headers['x-slack-request-timestamp'])) return listen(request, response);
    log.warn('refused a request that is dated ahead');
    return refuse(response, 401);
  };

  let server: Server | undefined;
  return {
    receiver,
    async start() {
      try {
        server = await receiver.start({ port, ...(host === undefined ? {} : { host }) }, { requestTimeout: 15_000 });
      } catch (cause) {
        throw toListenError(cause, port);
      }
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      if (server?.listening !== true) return;
      const closed = receiver.stop();
      server.closeIdleConnections();
      // A client that keeps a half-sent request open must not hold up the whole shutdown.
      const impatience = setTimeout(() => server?.closeAllConnections(), 2000);
      await closed.finally(() => clearTimeout(impatience));
    },
    isConnected: () => server?.listening === true,
  };
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' });
  response.end();
}
