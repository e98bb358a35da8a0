import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What came, and when. */
export interface Arrival {
  /** As `performance.now()` has it. */
  readonly at: number;
  readonly body: string;
}

/** Where the app's calls end up: it answers what the app must know, and notes when each answer came. */
export interface SlackSink {
  readonly apiUrl: string;
  /** A fresh `response_url`, and a promise of the answer that arrives there. */
  expectAnswer(): { readonly responseUrl: string; readonly arrived: Promise<Arrival> };
  /** The next message that is posted. */
  nextPost(): Promise<Arrival>;
  close(): Promise<void>;
}

const answers: Readonly<Record<string, object>> = {
  'chat.postMessage': { ok: true, channel: 'C0BENCH01', ts: '1700000000.000100' },
  'auth.test': { ok: true, team_id: 'T0BENCH01', user_id: 'U0BENCHBOT', bot_id: 'B0BENCH01' },
  'users.info': { ok: true, user: { id: 'U0BENCH01', team_id: 'T0BENCH01' } },
};

/** The least of a Slack that a measurement needs, so that it is the app that is measured. */
export async function startSlackSink(): Promise<SlackSink> {
  const waiting = new Map<string, (arrival: Arrival) => void>();
  const server = createServer((request, response) => {
    const at = performance.now();
    const path = request.url ?? '';
    const tell = waiting.get(path);
    waiting.delete(path);
    if (tell === undefined) request.resume();
    else void text(request).then((body) => tell({ at, body }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answers[path.replace('/api/', '')] ?? { ok: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let ordinal = 0;
  return {
    apiUrl: `${origin}/api/`,
    expectAnswer() {
      const path = `/response/${ordinal++}`;
      const arrived = new Promise<Arrival>((resolve) => waiting.set(path, resolve));
      return { responseUrl: `${origin}${path}`, arrived };
    },
    nextPost: () => new Promise((resolve) => waiting.set('/api/chat.postMessage', resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
