import type { IncomingMessage, ServerResponse } from 'node:http';

/** Each part says by rejecting that it is down. */
export interface HealthOptions {
  readonly version: string;
  readonly store: () => Promise<unknown>;
  readonly slack: () => Promise<unknown>;
  /** What to tell besides, by name: it does not decide whether the app is up. */
  readonly details?: () => Readonly<Record<string, unknown>>;
  readonly now?: () => number;
}

export interface HealthReport {
  readonly status: 'up' | 'down';
  readonly store: 'up' | 'down';
  readonly slack: 'up' | 'down';
  readonly version: string;
  readonly [detail: string]: unknown;
}

const keptMs = 2000;
const patienceMs = 1000;

/**
 * How the app is: whether the store and Slack can be reached.
 *
 * A report is kept for two seconds and a part that takes longer than one counts as down, so that probes,
 * however many, neither load the parts nor wait for them.
 */
export function createHealth({
  version,
  store,
  slack,
  details,
  now = Date.now,
}: HealthOptions): () => Promise<HealthReport> {
  let kept: { readonly report: Promise<HealthReport>; readonly until: number } | undefined;

  async function look(): Promise<HealthReport> {
    const [storeState, slackState] = await Promise.all([stateOf(store), stateOf(slack)]);
    const status = storeState === 'up' && slackState === 'up' ? 'up' : 'down';
    return { status, store: storeState, slack: slackState, version };
  }

  return () => {
    if (kept === undefined || kept.until <= now()) kept = { report: look(), until: now() + keptMs };
    // Details cost nothing to tell, and are of this moment.
    return kept.report.then((report) => ({ ...report, ...details?.() }));
  };
}

/** Answers `GET /healthz`: 200 when everything is up, 503 otherwise, and the report as JSON. */
export function createHealthHandler(
  health: () => Promise<HealthReport>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (_request, response) => {
    void health().then((report) => {
      response.writeHead(report.status === 'up' ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(`${JSON.stringify(report)}\n`);
    });
  };
}

async function stateOf(check: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'down');
  });
  const found = Promise.resolve()
    .then(check)
    .then(
      () => 'up' as const,
      () => 'down' as const,
    );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
