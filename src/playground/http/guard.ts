import type { IncomingMessage } from 'node:http';

function ownHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
}

/**
 * Why a request must not be served, or undefined.
 *
 * The Host check keeps pages of other sites from reaching the server under a name of their own (DNS
 * rebinding); the Origin check keeps them from acting in it.
 */
export function whyForbidden(request: IncomingMessage, port: number): string | undefined {
  const hosts = ownHosts(port);
  const { host, origin } = request.headers;
  if (!hosts.has(host ?? '')) return 'This server answers only to its own address on this machine.';
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const isNavigation = request.headers['sec-fetch-mode'] === 'navigate' && reads;
  if (request.headers['sec-fetch-site'] === 'cross-site' && !isNavigation)
    return 'Other sites may not call this server.';
  if (origin !== undefined && !hosts.has(origin.replace(/^http:\/\//, '')))
    return 'Other sites may not call this server.';
  const fromPage = request.url?.startsWith('/page/') === true;
  if (fromPage && !reads && origin === undefined) return 'What changes something here must name its Origin.';
  return undefined;
}
