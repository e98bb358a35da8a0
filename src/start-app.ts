import { digestAnswer } from './answers/digest-answer.ts';
import { datasets } from './catalog/catalog.ts';
import type { Config, SlackConfig } from './config.ts';
import { defaultRouteOf, timingOf } from './default-route.ts';
import { AppError } from './errors/app-error.ts';
import type { Parser } from './intents/parser.ts';
import type { Log } from './log.ts';
import type { Model } from './models/model.ts';
import { type RunningAlerting, startAlerting } from './open-alerting.ts';
import { inboxLeaseMs } from './open-memory.ts';
import type { Records } from './open-records.ts';
import type { Alerting } from './slack/alerts/alerting.ts';
import { createRenderOutbound } from './slack/alerts/render-outbound.ts';
import { createBackground } from './slack/background.ts';
import { buildNotice } from './slack/blocks/build-notice.ts';
import { createChannelDirectory } from './slack/channel-directory.ts';
import { createSlackApp, createWebClient, webClientOptions } from './slack/create-slack-app.ts';
import { createIdentity, type KnownIdentity } from './slack/identity.ts';
import { createInFlight } from './slack/in-flight.ts';
import { inTime } from './slack/in-time.ts';
import { createTurns } from './slack/in-turn.ts';
import { createPacedAnswers } from './slack/paced-answers.ts';
import { createDeliveryAdapter } from './slack/posting/delivery-adapter.ts';
import { createFilePort } from './slack/posting/file-port.ts';
import { createSlackPort } from './slack/posting/slack-port.ts';
import { createHealth } from './slack/receiver/health.ts';
import { createHttpTransport } from './slack/receiver/http-transport.ts';
import { createAnsweredCheck } from './slack/receiver/inbox-answered.ts';
import { type InboxGate, putInboxBefore } from './slack/receiver/inbox-gate.ts';
import { createSocketTransport } from './slack/receiver/socket-transport.ts';
import type { Transport } from './slack/receiver/transport.ts';
import { createRights } from './slack/rights.ts';
import type { Services } from './slack/services.ts';

/** What the app is made of. */
export interface AppParts {
  readonly slack: Exclude<SlackConfig, { mode: 'playground' }>;
  readonly port: number;
  /** The address to listen on; every one when left out. */
  readonly host?: string;
  readonly rights: Config['rights'];
  readonly records: Records;
  readonly config: Pick<Config, 'alerts' | 'storage'>;
  readonly model: Model | undefined;
  readonly parser: Parser;
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
export async function startApp(parts: AppParts): Promise<RunningApp> {
  const { slack, records, log } = parts;
  const clientOptions = webClientOptions(slack.apiUrl, log);
  const client = createWebClient(slack.botToken, clientOptions);
  const identity = createIdentity(client);
  let alerts: RunningAlerting | undefined;
  const alerting = alertingOf(parts, client, {
    parkedChannels: async () => (await alerts?.parkedChannels()) ?? [],
    tryAgain: async (channel) => alerts?.unpark(channel),
  });
  const services = createServices(parts, client, identity, alerting);
  const { inFlight, background } = services;
  const transport = createTransport(parts, clientOptions, () => client.auth.test());
  const app = createSlackApp({ transport, botToken: slack.botToken, identity, clientOptions, services });
  const gate = records.remembers ? putInbox(app, records, services) : undefined;
  await introduce(identity, log);
  const port = await transport.start();
  gate?.open();
  if (alerting !== undefined)
    alerts = await startAlerting({ ...parts, port: deliveryPort(parts, alerting, clientOptions) });
  return {
    port,
    async drain(withinMs) {
      gate?.close();
      await transport.stop();
      background.hurry();
      const [left, stopped] = await Promise.all([
        inFlight.drained(withinMs),
        // Whatever is cut off is left as after a crash: the next leader goes on with it.
        inTime(alerts?.stop() ?? Promise.resolve(), withinMs),
      ]);
      if (left > 0) log.warn({ left }, 'stopped before everyone was answered');
      if (stopped === 'late') log.warn('stopped before what alerts had under way was finished');
    },
  };
}

function createServices(
  { rights, records, parser, price, version, log }: AppParts,
  client: ReturnType<typeof createWebClient>,
  identity: KnownIdentity,
  alerting: Alerting | undefined,
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
    files: createFilePort({ client }),
    noteExport: (note) => records.noticing.auditLog.note(note),
    isAnswered: createAnsweredCheck(client),
    rights: createRights({ ...rights, client, teamId: async () => (await identity.get()).teamId, log }),
    inFlight,
    turns: createTurns(),
    background: createBackground({ inFlight, isBusy: () => answers.isBusy() }),
    log,
    source: records.storage.description,
    version,
    ...(price === undefined ? {} : { price }),
    ...(alerting === undefined ? {} : { alerting }),
  };
}

/** What people do with alerts; undefined where there is no table to keep them in. */
function alertingOf(
  { config: { alerts }, records: { notices, noticing } }: AppParts,
  client: ReturnType<typeof createWebClient>,
  delivery: Pick<Alerting, 'parkedChannels' | 'tryAgain'>,
): Alerting | undefined {
  if (!notices) return undefined;
  const defaultRoute = defaultRouteOf(alerts);
  return {
    desk: noticing.desk,
    watches: noticing.watches,
    silences: noticing.silences,
    digests: noticing.digests,
    channels: createChannelDirectory({ client }),
    ...delivery,
    ...(defaultRoute === undefined ? {} : { defaultRoute }),
    timing: timingOf(alerts),
    zone: alerts.zone,
  };
}

/** With a client of its own: Slack's client holds up every call when one of them is told to slow down. */
function deliveryPort(
  { slack, log }: AppParts,
  { desk, digests }: Alerting,
  options: ReturnType<typeof webClientOptions>,
) {
  return createDeliveryAdapter({
    client: createWebClient(slack.botToken, options),
    render: createRenderOutbound({ desk, digests, digestAnswer }),
    log,
  });
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
    details: () => ({
      readModels: Object.fromEntries(Object.entries(records.analytics).map(([name, { status }]) => [name, status()])),
    }),
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
