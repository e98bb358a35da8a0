import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';

type SocketClient = SocketModeReceiver['client'];

export interface Connection {
  /** Connects, and connects again whenever the connection ends, until it is closed. */
  open(): void;
  /** Ends the connection; waits at most three seconds for Slack's side of the goodbye. */
  close(): Promise<void>;
  isOpen(): boolean;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;
const goodbyeMs = 3000;

/**
 * Holds a Socket Mode connection open.
 *
 * `@slack/socket-mode` 3.1 leaves two rejections unhandled, each of which would end the process: a refused
 * reconnect, and an envelope without an event in it (`app_rate_limited`). Its own reconnecting must be
 * switched off; we reconnect at once when Slack renews a connection, and ever more slowly while it refuses.
 */
export function keepConnected(client: SocketClient, log: Log): Connection {
  let state: 'closed' | 'connecting' | 'open' = 'closed';
  let isWanted = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  surviveOddEnvelopes(client, log);

  function connectAfter(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), delayMs);
  }

  async function connect(): Promise<void> {
    if (!isWanted || state !== 'closed') return;
    state = 'connecting';
    try {
      await client.start();
      state = 'open';
      failures = 0;
      log.info('connected to Slack');
      // Closed while Slack was still answering: nobody else would end this connection.
      if (!isWanted) await client.disconnect();
    } catch (error) {
      state = 'closed';
      failures += 1;
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
      log.warn({ err: error, delayMs }, 'Slack did not accept the connection; trying again');
      if (isWanted) connectAfter(delayMs);
    }
  }

  client.on('disconnected', () => {
    // While connecting, the rejected start() takes care of it.
    if (state !== 'open') return;
    state = 'closed';
    log.info('the connection to Slack ended');
    if (isWanted) connectAfter(0);
  });

  return {
    open() {
      isWanted = true;
      connectAfter(0);
    },
    async close() {
      isWanted = false;
      clearTimeout(timer);
      const patience = new Promise((resolve) => setTimeout(resolve, goodbyeMs).unref());
      await Promise.race([client.disconnect(), patience]);
      state = 'closed';
    },
    isOpen: () => state === 'open',
  };
}

function surviveOddEnvelopes(client: SocketClient, log: Log): void {
  const handlers = client.listeners('ws_message') as ((...parts: unknown[]) => unknown)[];
  client.removeAllListeners('ws_message');
  for (const handle of handlers) {
    client.on('ws_message', (...parts: unknown[]) => {
      Promise.resolve(handle(...parts)).catch((error: unknown) => {
        log.warn({ err: error }, 'Slack sent an envelope that could not be read');
      });
    });
  }
}
