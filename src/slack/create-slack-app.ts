import { App, type Logger } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { type Log, toSlackLogger } from '../log.ts';
import type { KnownIdentity } from './identity.ts';
import { registerListeners } from './listeners/register.ts';
import type { Transport } from './receiver/transport.ts';
import type { Services } from './services.ts';

/**
 * How every call to the Web API is made.
 *
 * The client's own retrying would pause every call for one that was rate-limited, for up to half an hour,
 * and post twice what was lost on its way back; `posting/` retries what can be retried.
 */
export function webClientOptions(slackApiUrl: string, log: Log): WebClientOptions {
  return {
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: toSlackLogger(log) as Logger,
  };
}

export function createWebClient(botToken: string, options: WebClientOptions): WebClient {
  return new WebClient(botToken, { ...options });
}

interface SlackAppOptions {
  readonly transport: Transport;
  readonly botToken: string;
  readonly identity: KnownIdentity;
  readonly clientOptions: WebClientOptions;
  readonly services: Services;
}

/** The Bolt app with all its listeners. It is started and stopped by its transport. */
export function createSlackApp({ transport, botToken, identity, clientOptions, services }: SlackAppOptions): App {
  const { log } = services;
  const app = new App({
    receiver: transport.receiver,
    // Never waits: Bolt authorizes before it acknowledges.
    authorize: async () => ({ botToken, ...withoutUndefined(identity.known() ?? {}) }),
    clientOptions: { ...clientOptions },
    logger: toSlackLogger(log) as Logger,
    convoStore: false,
  });
  app.error(async (error) => log.error({ err: error }, 'a request could not be handled'));
  registerListeners(app, services);
  return app;
}

function withoutUndefined(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
