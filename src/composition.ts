import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { AppError } from './errors/app-error.ts';
import type { Log } from './log.ts';
import { openModel } from './open-model.ts';
import { openParser } from './open-parser.ts';
import { openRecords } from './open-records.ts';
import { requestPath } from './slack/receiver/http-transport.ts';
import { toListenError } from './slack/receiver/transport.ts';
import { type AppParts, startApp } from './start-app.ts';
import type { Storage } from './storage/open-storage.ts';

export interface Vitals {
  /** One line for the person who started it: where it is. */
  readonly greeting: string;
  /** Where the page, Slack's requests, or `/healthz` alone are served. */
  readonly port: number;
  /** Settles when the embedded database ends on its own; never where there is none. */
  readonly storeEnded: Promise<Error>;
  /** Takes nothing new, waits up to `drainMs` for what runs, and lets go of everything. */
  stop(drainMs: number): Promise<void>;
}

interface Surroundings {
  readonly log: Log;
  readonly version: string;
}

/**
 * Starts everything that the configuration asks for: the record, the app over it, and without Slack a workspace
 * to try it in.
 *
 * @throws {AppError} `config.*` or `repository.*`; nothing is left running then
 */
export async function startVitals(config: Config, { log, version }: Surroundings): Promise<Vitals> {
  const records = await openRecords(config, log);
  const { slack, port, rights, bedrock } = config;
  try {
    const model = await openModel(config, records, log);
    const parser = await openParser(model, log);
    const price = bedrock?.price === undefined ? {} : { price: bedrock.price };
    const common = { config, records, model, parser, version, log, ...price };
    const front =
      slack.mode === 'playground'
        ? await startWithPlayground({ ...common, port, rights })
        : await startWithSlack({ ...common, port, rights, slack });
    return {
      greeting: front.greeting,
      port: front.port,
      storeEnded: storeEnded(records.storage),
      async stop(drainMs) {
        await front.stop(drainMs);
        model?.close();
        await records.close();
      },
    };
  } catch (error) {
    await records.close();
    throw error;
  }
}

/** Beside the data of the embedded engine. */
const keptMessages = 'playground.json';

type Front = Pick<Vitals, 'greeting' | 'port' | 'stop'>;

async function startWithSlack(parts: AppParts): Promise<Front> {
  const app = await startApp(parts);
  const how =
    parts.slack.mode === 'socket'
      ? `up and uses Socket Mode; whether it reaches Slack is on http://localhost:${app.port}/healthz`
      : `waiting for Slack's requests on port ${app.port}, path ${requestPath}`;
  return { greeting: `Vitals is ${how}`, port: app.port, stop: (drainMs) => app.drain(drainMs) };
}

/** The app reaches this workspace only as it would Slack: over HTTP, with secrets made for the occasion. */
async function startWithPlayground({ port, rights, ...common }: Omit<AppParts, 'slack'>): Promise<Front> {
  const { startPlayground, people, alertsChannel } = await import('./playground/start-playground.ts');
  const botToken = `xoxb-playground-${randomBytes(12).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const { config, records, log } = common;
  // As long as the app's own memory lasts: alerts that it remembers are on messages that are still there.
  const keepIn = records.storage.createsTables ? { keepIn: join(config.storage.dataDirectory, keptMessages) } : {};
  const playground = await startPlayground({ port, botToken, signingSecret, log: tellLog(log), ...keepIn }).catch(
    (cause: unknown) => {
      throw toListenError(cause, port);
    },
  );
  const alerts = { channel: alertsChannel, ...config.alerts };
  const app = await startApp({
    ...common,
    config: { ...config, alerts },
    slack: { mode: 'http', botToken, signingSecret, apiUrl: playground.apiUrl },
    rights: {
      editors: [...rights.editors, people.you.id],
      admins: [...rights.admins, people.admin.id],
    },
    port: 0,
    host: '127.0.0.1',
  });
  playground.connect(`http://127.0.0.1:${app.port}${requestPath}`);
  return {
    greeting: `Vitals is on ${playground.url}`,
    port: Number(new URL(playground.url).port),
    async stop(drainMs) {
      await app.drain(drainMs);
      await playground.close();
    },
  };
}

function tellLog(log: Log): (entry: { readonly level: 'warn' | 'error'; readonly text: string }) => void {
  const playground = log.child({ part: 'playground' });
  return ({ level, text }) => playground[level](text);
}

async function storeEnded({ engineExited }: Storage): Promise<Error> {
  const exit = engineExited === undefined ? undefined : await engineExited;
  // One that was told to stop is no news, and neither is one that was never there.
  if (exit === undefined || exit.expected) return new Promise(() => undefined);
  return new AppError('repository.unavailable', 'the embedded database ended on its own', { details: { ...exit } });
}
