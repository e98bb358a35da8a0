import type { Clock } from '../workspace/clock.ts';
import { signRequest } from './sign-request.ts';

export type Delivery =
  | { readonly ok: true; readonly body: string; readonly contentType: string }
  | {
      readonly ok: false;
      /** As in Slack's `X-Slack-Retry-Reason`. */
      readonly reason: 'http_timeout' | 'http_error' | 'connection_failed' | 'not_connected';
      readonly status?: number;
      /** The app asked for no retry. */
      readonly noRetry?: boolean;
    };

export interface AppLine {
  /** Where the app takes Slack's requests; undefined disconnects. */
  connect(url: string | undefined): void;
  isConnected(): boolean;
  /** The app's own word on whether it is well; undefined when it gives none. */
  health(): Promise<{ readonly status: number; readonly report: unknown } | undefined>;
  sendForm(fields: Readonly<Record<string, string>>): Promise<Delivery>;
  sendJson(payload: unknown, headers?: Readonly<Record<string, string>>): Promise<Delivery>;
}

interface AppLineOptions {
  readonly signingSecret: string;
  /** How long an app may take to answer, in milliseconds. */
  readonly ackTimeoutMs: number;
  readonly clock: Clock;
}

function reasonOf(error: unknown): 'http_timeout' | 'connection_failed' {
  return error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed';
}

/** The line from the workspace to the app: signed requests, and what came of them. */
export function createAppLine({ signingSecret, ackTimeoutMs, clock }: AppLineOptions): AppLine {
  let address: string | undefined;

  async function health(): ReturnType<AppLine['health']> {
    if (address === undefined) return undefined;
    try {
      const response = await fetch(new URL('/healthz', address), { signal: AbortSignal.timeout(ackTimeoutMs) });
      return { status: response.status, report: await response.json() };
    } catch {
      return undefined;
    }
  }

  async function send(body: string, headers: Readonly<Record<string, string>>): Promise<Delivery> {
    if (address === undefined) return { ok: false, reason: 'not_connected' };
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: {
          ...headers,
          ...signRequest(body, signingSecret, clock()),
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(ackTimeoutMs),
      });
      const text = await response.text();
      if (response.ok) return { ok: true, body: text, contentType: response.headers.get('content-type') ?? '' };
      const noRetry = response.headers.get('x-slack-no-retry') === '1';
      return { ok: false, reason: 'http_error', status: response.status, noRetry };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  return {
    connect: (url) => {
      address = url;
    },
    health,
    isConnected: () => address !== undefined,
    sendForm: (fields) =>
      send(new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' }),
    sendJson: (payload, headers = {}) =>
      send(JSON.stringify(payload), { 'content-type': 'application/json', ...headers }),
  };
}
