import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { type Log, toSlackLogger } from '../../log.ts';
import { createHealthHandler, type HealthReport } from './health.ts';
import { keepConnected } from './keep-connected.ts';
import { type Transport, toListenError } from './transport.ts';

interface SocketTransportOptions {
  readonly appToken: string;
  /** Where `/healthz` is served. */
  readonly port: number;
  readonly health: () => Promise<HealthReport>;
  readonly clientOptions: WebClientOptions;
  readonly log: Log;
}

/**
 * Slack over a WebSocket that we open, and `/healthz` on a port of its own.
 *
 * The package's own reconnecting ends the process when Slack refuses a connection, so it is switched off
 * and done here.
 */
export function createSocketTransport({
  appToken,
  port,
  health,
  clientOptions,
  log,
}: SocketTransportOptions): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: toSlackLogger(log) as Logger,
    installerOptions: { clientOptions },
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'an envelope could not be handled');
      return false;
    },
  });
  const connection = keepConnected(receiver.client, log);
  const answerHealth = createHealthHandler(health);
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === '/healthz') return answerHealth(request, response);
    response.writeHead(404).end();
    return undefined;
  });

  return {
    receiver,
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (cause) => reject(toListenError(cause, port)));
        server.listen(port, resolve);
      });
      connection.open();
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      await connection.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
    isConnected: () => connection.isOpen(),
  };
}
