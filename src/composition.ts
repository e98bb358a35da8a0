import { randomBytes } from 'node:crypto';
import { datasets } from './catalog/catalog.ts';
import type { Config, SlackConfig } from './config.ts';
import { AppError } from './errors/app-error.ts';
import type { Log } from './log.ts';
import { inboxLeaseMs } from './open-memory.ts';
import { type OpenParser, openParser } from './open-parser.ts';
import { openRecords, type Records } from './open-records.ts';
import { createBackground } from './slack/background.ts';
import { buildNotice } from './slack/blocks/build-notice.ts';
import { createSlackApp, createWebClient, webClientOptions } from './slack/create-slack-app.ts';
import { createIdentity, type KnownIdentity } from './slack/identity.ts';
import { createInFlight } from './slack/in-flight.ts';
import { createTurns } from './slack/in-turn.ts';
import { createPacedAnswers } from './slack/paced-answers.ts';
import { createSlackPort } from './slack/posting/slack-port.ts';
import { createHealth } from './slack/receiver/health.ts';
import { createHttpTransport, requestPath } from './slack/receiver/http-transport.ts';
import { createAnsweredCheck } from './slack/receiver/inbox-answered.ts';
import { type InboxGate, putInboxBefore } from './slack/receiver/inbox-gate.ts';
import { createSocketTransport } from './slack/receiver/socket-transport.ts';
import { type Transport, toListenError } from './slack/receiver/transport.ts';
import { createRights } from './slack/rights.ts';
import type { Services } from './slack/services.ts';
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
    const opened = await openParser(config, records.storage, log);
    const { parser } = opened;
    const common = { records, parser, version, log, ...(bedrock?.price === undefined ? {} : { price: bedrock.price }) };
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
        opened.close();
        await records.storage.close();
      },
    };
  } catch (error) {
    await records.storage.close();
    throw error;
  }
}

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
  const { startPlayground, people } = await import('./playground/start-playground.ts');
  const botToken = `xoxb-playground-${randomBytes(12).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const playground = await startPlayground({ port, botToken, signingSecret, log: tellLog(common.log) }).catch(
    (cause: unknown) => {
      throw toListenError(cause, port);
    },
  );
  const app = await startApp({
    ...common,
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

interface AppParts {
  readonly slack: Exclude<SlackConfig, { mode: 'playground' }>;
  readonly port: number;
  /** The address to listen on; every one when left out. */
  readonly host?: string;
  readonly rights: Config['rights'];
  readonly records: Records;
  readonly parser: OpenParser['parser'];
  readonly price?: NonNullable<Services['price']>;
  readonly version: string;
  readonly log: Log;
}

/** The app, listening. */
interface RunningApp {
  readonly port: number;
  /** Takes nothing new, and waits up to so many milliseconds for what runs. */
  drain(withinMs: number): Promise<void>;
}

/**
 * Starts the Slack app over a record.
 *
 * Slack not answering does not stop it: it says so in the log and on `/healthz`, and asks again when it must.
 *
 * @throws {AppError} `config.invalid` when the port is taken, or Slack does not accept the token
 */
async function startApp(parts: AppParts): Promise<RunningApp> {
  const { slack, records, log } = parts;
  const clientOptions = webClientOptions(slack.apiUrl, log);
  const client = createWebClient(slack.botToken, clientOptions);
  const identity = createIdentity(client);
  const services = createServices(parts, client, identity);
  const { inFlight, background } = services;
  const transport = createTransport(parts, clientOptions, () => client.auth.test());
  const app = createSlackApp({ transport, botToken: slack.botToken, identity, clientOptions, services });
  const gate = records.remembers ? putInbox(app, records, services) : undefined;
  await introduce(identity, log);
  const port = await transport.start();
  gate?.open();
  return {
    port,
    async drain(withinMs) {
      gate?.close();
      await transport.stop();
      background.hurry();
      const left = await inFlight.drained(withinMs);
      if (left > 0) log.warn({ left }, 'stopped before everyone was answered');
    },
  };
}

function createServices(
  { rights, records, parser, price, version, log }: AppParts,
  client: ReturnType<typeof createWebClient>,
  identity: KnownIdentity,
): Services {
  const inFlight = createInFlight();
  const answers = createPacedAnswers(records.answers, inFlight);
  return {
    datasets,
    parser,
    answers,
    applyUpdate: records.applyUpdate,
    threads: records.memory.threads,
    conversations: records.memory.conversations,
    port: createSlackPort({ client, log }),
    isAnswered: createAnsweredCheck(client),
    rights: createRights({ ...rights, client, teamId: async () => (await identity.get()).teamId, log }),
    inFlight,
    turns: createTurns(),
    background: createBackground({ inFlight, isBusy: () => answers.isBusy() }),
    log,
    source: records.storage.description,
    version,
    ...(price === undefined ? {} : { price }),
  };
}

/** Keeps what people write until it is answered. */
function putInbox(
  app: Parameters<typeof putInboxBefore>[0],
  { memory }: Records,
  { inFlight, isAnswered, port, log }: Services,
): InboxGate {
  return putInboxBefore(app, {
    inbox: memory.inbox,
    leaseMs: inboxLeaseMs,
    inFlight,
    log,
    isAnswered,
    onParked: ({ event: { channel, ts, thread_ts: thread = ts } }) =>
      port.post(channel, buildNotice(parkedNotice), { thread, repeatable: true }),
  });
}

const parkedNotice = 'I tried to answer this several times and could not. Please ask again, perhaps in other words.';

function createTransport(
  { slack, port, host, records, version, log }: AppParts,
  clientOptions: ReturnType<typeof webClientOptions>,
  askSlack: () => Promise<unknown>,
): Transport {
  const health = createHealth({
    version,
    store: records.check,
    slack: () => (transport.isConnected() ? askSlack() : Promise.reject(new Error('not connected'))),
  });
  const common = { port, health, log, ...(host === undefined ? {} : { host }) };
  const transport: Transport =
    slack.mode === 'socket'
      ? createSocketTransport({ ...common, appToken: slack.appToken, clientOptions })
      : createHttpTransport({ ...common, signingSecret: slack.signingSecret });
  return transport;
}

async function introduce(identity: KnownIdentity, log: Log): Promise<void> {
  try {
    log.info(await identity.get(), 'Slack knows us');
  } catch (error) {
    if (error instanceof AppError && error.code === 'config.invalid') throw error;
    log.warn({ err: error }, 'Slack cannot be reached; the app starts all the same');
  }
}
