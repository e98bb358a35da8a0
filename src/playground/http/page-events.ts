import type { Stand } from '../stand.ts';
import type { Person } from '../workspace/people.ts';
import type { Exchange } from './exchange.ts';
import { pageChange } from './page-snapshot.ts';

/** Keeps proxies and the browser from taking silence for an end. */
const heartbeatMs = 15_000;

/** Serves the stream of what changes for this person, as Server-Sent Events. */
export function servePageEvents({ request, response }: Exchange, person: Person, stand: Stand): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  const stop = stand.changes.watch((change) => {
    const told = pageChange(change, person, stand);
    if (told) response.write(`data: ${JSON.stringify(told)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  request.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
