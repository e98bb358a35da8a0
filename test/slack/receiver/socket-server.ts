import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Slack's side of Socket Mode, as far as the tests need it. */
export interface SocketServer {
  readonly apiUrl: string;
  /** What `apps.connections.open` answers next; an address of this server when there is nothing. */
  readonly refusals: { status: number; body: string }[];
  /** What was posted to any other path, oldest first. */
  readonly posts: { path: string; body: string }[];
  /** How often a connection was asked for. */
  opens(): number;
  /** Settles once a connection is open that was not there before. */
  nextConnection(): Promise<Connection>;
  close(): Promise<void>;
}

export interface Connection {
  send(envelope: unknown): void;
  /** Settles with the next acknowledgement. */
  nextAck(): Promise<unknown>;
  drop(): void;
}

/** A queue that can be waited on. */
function createQueue<T>() {
  const items: T[] = [];
  const waiting: ((item: T) => void)[] = [];
  return {
    push(item: T) {
      const next = waiting.shift();
      if (next === undefined) items.push(item);
      else next(item);
    },
    take: () =>
      new Promise<T>((resolve) => {
        const item = items.shift();
        if (item === undefined) waiting.push(resolve);
        else resolve(item);
      }),
  };
}

const websocketGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export async function startSocketServer(): Promise<SocketServer> {
  const refusals: { status: number; body: string }[] = [];
  const connections = createQueue<Connection>();
  const sockets = new Set<Socket>();
  const posts: { path: string; body: string }[] = [];
  let opened = 0;
  const server: Server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (path !== '/api/apps.connections.open') {
      posts.push({ path, body: Buffer.concat(await request.toArray()).toString() });
      response.end(JSON.stringify({ ok: true, team_id: 'T1', user_id: 'U0BOT', bot_id: 'B0BOT' }));
      return;
    }
    opened += 1;
    const { port } = server.address() as AddressInfo;
    const opening = JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/` });
    const answer = refusals.shift() ?? { status: 200, body: opening };
    response.writeHead(answer.status).end(answer.body);
  });
  server.on('upgrade', (request, socket: Socket) => {
    sockets.add(socket);
    const key = `${request.headers['sec-websocket-key']}${websocketGuid}`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    connections.push(serve(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    refusals,
    posts,
    opens: () => opened,
    nextConnection: connections.take,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serve(socket: Socket): Connection {
  const acks = createQueue<unknown>();
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    for (const frame of readFrames(data)) {
      if (frame.kind === 'text') acks.push(JSON.parse(frame.payload.toString()));
      if (frame.kind === 'ping') socket.write(writeFrame(0x8a, frame.payload));
      if (frame.kind === 'close') socket.end(writeFrame(0x88, frame.payload));
    }
  });
  const send = (envelope: unknown): void => {
    socket.write(writeFrame(0x81, Buffer.from(JSON.stringify(envelope))));
  };
  send({ type: 'hello' });
  return { send, nextAck: acks.take, drop: () => socket.destroy() };
}

const kinds: Readonly<Record<number, 'text' | 'close' | 'ping'>> = { 1: 'text', 8: 'close', 9: 'ping' };

/** Clients mask what they send; a chunk holds whole frames here, since they are short and local. */
function* readFrames(data: Buffer): Iterable<{ kind: 'text' | 'close' | 'ping' | undefined; payload: Buffer }> {
  for (let at = 0; at + 6 <= data.length; ) {
    const short = data.readUInt8(at + 1) & 0x7f;
    const head = short === 126 ? 4 : 2;
    const length = short === 126 ? data.readUInt16BE(at + 2) : short;
    const mask = data.subarray(at + head, at + head + 4);
    const body = data.subarray(at + head + 4, at + head + 4 + length);
    yield {
      kind: kinds[data.readUInt8(at) & 0x0f],
      payload: body.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) as Buffer,
    };
    at += head + 4 + length;
  }
}

function writeFrame(head: number, payload: Buffer): Buffer {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([head, ...length]), payload]);
}
