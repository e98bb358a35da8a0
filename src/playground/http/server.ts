import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stand } from '../stand.ts';
import { isUploadPath } from '../workspace/files.ts';
import { serveApi, serveFaults, serveResponseUrl } from './api-routes.ts';
import { BodyTooLarge, type Exchange, sendJson, sendText } from './exchange.ts';
import { serveUpload } from './file-routes.ts';
import { whyForbidden } from './guard.ts';
import { isPageFile, servePageFile } from './page-files.ts';
import { servePage } from './page-routes.ts';

export interface PlaygroundServer {
  readonly server: Server;
  readonly port: number;
  close(): Promise<void>;
}

async function route(exchange: Exchange, stand: Stand, pageDirectory: string): Promise<void> {
  const { pathname } = exchange.url;
  if (pathname.startsWith('/api/')) return serveApi(exchange, stand);
  if (pathname.startsWith('/response/')) return serveResponseUrl(exchange, stand);
  if (isUploadPath(pathname)) return serveUpload(exchange, stand);
  if (pathname === '/faults') return serveFaults(exchange, stand);
  if (pathname.startsWith('/page/')) return servePage(exchange, stand);
  if (pathname === '/healthz') return serveHealth(exchange, stand);
  if (isPageFile(pathname)) return servePageFile(exchange, pageDirectory);
  sendText(exchange.response, 404, 'There is nothing here.');
}

/** The port that people know is this server's, so it passes on what the app says of itself. */
async function serveHealth({ response }: Exchange, { line }: Stand): Promise<void> {
  const health = await line.health();
  if (health === undefined) sendText(response, 503, 'The app does not answer.');
  else sendJson(response, health.status, health.report);
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof BodyTooLarge) sendText(response, 413, error.message);
  else if (error instanceof SyntaxError) sendText(response, 400, 'That is no JSON.');
  else sendText(response, 500, 'The workspace itself failed; this is no fault of the app.');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = error.code === 'EADDRINUSE' ? `port ${port} is already in use by another program` : error.message;
      const failure = new Error(`The playground cannot start: ${words}.`, { cause: error });
      reject(Object.assign(failure, { code: error.code }));
    });
    server.listen({ port, host: '127.0.0.1' }, () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * Serves the workspace on 127.0.0.1.
 *
 * @param port 0 for any that is free
 * @throws {Error} in words, where the port is taken
 */
export async function startServer(
  stand: Stand,
  { port, pageDirectory, onFailure }: { port: number; pageDirectory: string; onFailure: (error: unknown) => void },
): Promise<PlaygroundServer> {
  let bound = port;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const forbidden = whyForbidden(request, bound);
    if (forbidden) return sendText(response, 403, forbidden);
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${bound}`);
    await route({ request, response, url }, stand, pageDirectory);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!(error instanceof BodyTooLarge)) onFailure(error);
      answerFailure(response, error);
    });
  });
  bound = await listen(server, port);
  return {
    server,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
