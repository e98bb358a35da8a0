import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { appToken, botToken, type SlackWorkspace, startSlackWorkspace } from './slack-workspace.ts';

/** What an app says to an envelope. */
export interface Acknowledgement {
  readonly envelope_id: string;
  readonly payload?: unknown;
}

export interface SocketModeServer {
  /** The Web API behind it; its `apps.connections.open` leads here. */
  readonly workspace: SlackWorkspace;
  readonly appToken: string;
  readonly botToken: string;
  /** How many connections are open now. */
  connections(): number;
  /** Settles once an app is connected. */
  connected(): Promise<void>;
  /** Sends an envelope to one connection; settles with its acknowledgement, or rejects after `timeoutMs`. */
  send(
    type: 'slash_commands' | 'events_api' | 'interactive',
    payload: object,
    timeoutMs?: number,
  ): Promise<Acknowledgement>;
  /** Sends something as it is, such as a `disconnect` or an envelope of an unknown type. */
  sendRaw(message: object): void;
  /** Breaks all connections without a word. */
  breakConnections(): void;
  close(): Promise<void>;
}

const hello = {
  type: 'hello',
  num_connections: 1,
  debug_info: { host: 'workspace', approximate_connection_time: 18060 },
  connection_info: { app_id: 'A08VITALS01' },
};

/** How long an app may take to say goodbye, in milliseconds. */
const goodbyeMs = 500;

/** Closes a connection in good order, and in the end without. */
function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), goodbyeMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close();
  });
}

/**
 * A workspace that speaks Socket Mode, for one app.
 *
 * @see https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export async function startSocketModeServer(): Promise<SocketModeServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const waiting = new Map<string, (acknowledgement: Acknowledgement) => void>();
  let onConnected: (() => void)[] = [];

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify(hello));
    socket.on('message', (data: Buffer) => {
      const acknowledgement = JSON.parse(data.toString()) as Acknowledgement;
      waiting.get(acknowledgement.envelope_id)?.(acknowledgement);
      waiting.delete(acknowledgement.envelope_id);
    });
    for (const told of onConnected) told();
    onConnected = [];
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/link/?ticket=`;
  const workspace = await startSlackWorkspace({ clock: Date.now, openSocket: () => `${address}${randomUUID()}` });

  const open = (): WebSocket[] => [...sockets.clients].filter(({ readyState, OPEN }) => readyState === OPEN);
  function sendRaw(message: object): void {
    const socket = open().at(-1);
    if (!socket) throw new Error('no app is connected');
    socket.send(JSON.stringify(message));
  }

  return {
    workspace,
    appToken,
    botToken,
    connections: () => open().length,
    connected: () =>
      open().length > 0 ? Promise.resolve() : new Promise((resolve) => onConnected.push(() => resolve())),
    send(type, payload, timeoutMs = 3000) {
      const envelope_id = randomUUID();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no acknowledgement of the envelope (${type})`)), timeoutMs);
        waiting.set(envelope_id, (acknowledgement) => {
          clearTimeout(timer);
          resolve(acknowledgement);
        });
        sendRaw({ envelope_id, type, payload, accepts_response_payload: type !== 'events_api' });
      });
    },
    sendRaw,
    breakConnections: () => {
      for (const socket of open()) socket.terminate();
    },
    async close() {
      await Promise.all([...sockets.clients].map(closeSocket));
      sockets.close();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      await workspace.playground.close();
    },
  };
}
