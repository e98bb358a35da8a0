import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestAnswer } from '../../../../src/answers/digest-answer.ts';
import { datasets } from '../../../../src/catalog/catalog.ts';
import { readConfig } from '../../../../src/config.ts';
import { createDelivery } from '../../../../src/delivery/create-delivery.ts';
import { createOutbox } from '../../../../src/delivery/create-outbox.ts';
import type { ParkedChannel } from '../../../../src/delivery/outbox.ts';
import type { AlertEvent, AlertFacts } from '../../../../src/insights/alert-facts.ts';
import { puttingEvent } from '../../../../src/insights/alert-intake.ts';
import { createAlertDesk } from '../../../../src/insights/desk/alert-desk.ts';
import { createDigests } from '../../../../src/insights/desk/digests.ts';
import { createSilences } from '../../../../src/insights/desk/silences.ts';
import { createWatches } from '../../../../src/insights/desk/watches.ts';
import type { Route } from '../../../../src/insights/route.ts';
import { createRouter } from '../../../../src/insights/routing/create-router.ts';
import { createOfflineParser } from '../../../../src/intents/create-offline-parser.ts';
import { createLog } from '../../../../src/log.ts';
import { openRecords } from '../../../../src/open-records.ts';
import { startPlayground } from '../../../../src/playground/start-playground.ts';
import { conversationIds } from '../../../../src/playground/workspace/conversations.ts';
import { people, team } from '../../../../src/playground/workspace/people.ts';
import { createRenderOutbound } from '../../../../src/slack/alerts/render-outbound.ts';
import { createChannelDirectory } from '../../../../src/slack/channel-directory.ts';
import { createSlackApp, createWebClient, webClientOptions } from '../../../../src/slack/create-slack-app.ts';
import { createIdentity } from '../../../../src/slack/identity.ts';
import { createInFlight } from '../../../../src/slack/in-flight.ts';
import { createTurns } from '../../../../src/slack/in-turn.ts';
import { createDeliveryAdapter } from '../../../../src/slack/posting/delivery-adapter.ts';
import { createFilePort } from '../../../../src/slack/posting/file-port.ts';
import { createSlackPort } from '../../../../src/slack/posting/slack-port.ts';
import { createHttpTransport } from '../../../../src/slack/receiver/http-transport.ts';
import { createRights } from '../../../../src/slack/rights.ts';
import type { Services } from '../../../../src/slack/services.ts';
import { createAuditLog } from '../../../../src/state/audit-log.ts';
import { createLeases } from '../../../../src/state/create-leases.ts';
import { writeTogether } from '../../../../src/state/write-together.ts';
import { botToken, environmentOf, signingSecret } from '../../../app/support/test-app.ts';

/** The route of the configuration: everything goes to #cs-alerts. */
export const defaultRoute: Route = {
  routeId: 'default',
  name: 'Default',
  channel: conversationIds.csAlerts,
  matchers: {},
  groupBy: ['predictionType', 'dataset'],
  groupWaitMs: 0,
  groupIntervalMs: 150,
  repeatIntervalMs: 24 * 3_600_000,
};

/**
 * The app with everything that alerts go through, over the real engine and against a workspace of its own: what is
 * left in the intake is routed, put in the outbox, drawn and delivered.
 *
 * `you` and `guest` are listed as editors, `admin` as admin.
 */
export async function startAlertApp() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-alerts-'));
  const playground = await startPlayground({ port: 0, botToken, signingSecret, ackTimeoutMs: 3000, retryDelaysMs: [] });
  const config = readConfig({}, environmentOf(playground.apiUrl, dataDirectory));
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(line) } });
  const records = await openRecords(config, log);
  const { insightsClient: client } = records.storage;
  const tableName = config.storage.stateTable;

  const clientOptions = webClientOptions(playground.apiUrl, log);
  const webClient = createWebClient(botToken, clientOptions);
  const identity = createIdentity(webClient);
  await identity.get();
  const auditLog = createAuditLog(client, tableName);
  const watches = createWatches({ client, tableName, auditLog });
  let changed = (): void => undefined;
  const silences = createSilences({ client, tableName, auditLog, onChanged: () => changed(), log });
  const outbox = createOutbox(client, tableName);
  const movers = async () => ({ worse: [], better: [] });
  const digests = createDigests({ client, tableName, auditLog, movers, log });
  const parked: ParkedChannel[] = [];
  const triedAgain: string[] = [];
  const routes = (): Promise<readonly Route[]> => watches.list();
  const settings = { pollMs: 20, settleMs: 0, routesMs: 0 };
  const router = createRouter({
    client,
    tableName,
    outbox,
    routes,
    silences: () => silences.list(),
    defaultRoute,
    settings,
    log,
  });
  changed = () => router.nudge();
  const desk = createAlertDesk({ client, tableName, auditLog, outbox, onTouched: () => router.nudge(), log });
  const render = createRenderOutbound({ desk, digests, digestAnswer });
  const delivery = createDelivery({
    client,
    tableName,
    port: createDeliveryAdapter({ client: webClient, render, log }),
    outbox,
    log,
    pace: { perChannelMs: 5 },
    pollMs: 20,
  });
  const inFlight = createInFlight();
  const services: Services = {
    datasets,
    parser: createOfflineParser(),
    answers: records.answers,
    applyUpdate: records.applyUpdate,
    threads: records.memory.threads,
    conversations: records.memory.conversations,
    port: createSlackPort({ client: webClient, log }),
    files: createFilePort({ client: webClient }),
    noteExport: (note) => auditLog.note(note),
    isAnswered: async () => false,
    rights: createRights({
      editors: [people.you.id, people.guest.id],
      admins: [people.admin.id],
      client: webClient,
      teamId: async () => team.id,
      log,
    }),
    inFlight,
    turns: createTurns(),
    background: { add: (work) => void inFlight.track(async () => void (await work())), hurry: () => undefined },
    log,
    source: 'DynamoDB (embedded)',
    version: '0.0.0-test',
    alerting: {
      desk,
      watches,
      silences,
      digests,
      channels: createChannelDirectory({ client: webClient }),
      parkedChannels: async () => parked,
      tryAgain: async (channel) => void triedAgain.push(channel),
      defaultRoute,
      timing: { groupBy: [], groupWaitMs: 0, groupIntervalMs: 1000, repeatIntervalMs: 24 * 3_600_000 },
    },
  };
  const transport = createHttpTransport({
    signingSecret,
    port: 0,
    host: '127.0.0.1',
    health: async () => ({ status: 200, body: {} }) as never,
    log,
  });
  createSlackApp({ transport, botToken, identity, clientOptions, services });
  const port = await transport.start();
  playground.connect(`http://127.0.0.1:${port}/slack/events`);
  const held = await createLeases(client, tableName, { instanceId: 'test', log }).acquire('dispatch');
  if (held === undefined) throw new Error('nobody else leads');
  const running = [router.run(held), delivery.run(held)];

  return {
    playground,
    desk,
    watches,
    silences,
    digests,
    outbox,
    parked,
    triedAgain,
    auditLog,
    log: () => lines.join(''),
    /** Leaves events for routing, as detection does. */
    async tell(...events: readonly AlertEvent[]): Promise<void> {
      for (const event of events) await writeTogether(client, [puttingEvent(tableName, event)], {});
      router.nudge();
    },
    fire(...facts: readonly AlertFacts[]): Promise<void> {
      return this.tell(...facts.map((each) => ({ kind: 'fired', facts: each }) as const));
    },
    async stop(): Promise<void> {
      await transport.stop();
      await inFlight.drained(2000);
      await held.release();
      await Promise.all(running);
      await records.close();
      await playground.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
export type AlertApp = Awaited<ReturnType<typeof startAlertApp>>;
