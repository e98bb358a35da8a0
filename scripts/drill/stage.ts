import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { datasets, storedDatasets } from '../../src/catalog/catalog.ts';
import { type Agent, agents } from '../../src/catalog/datasets/agents.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { createWatches } from '../../src/insights/desk/watches.ts';
import { type Playground, startPlayground } from '../../src/playground/start-playground.ts';
import { app } from '../../src/playground/workspace/people.ts';
import { createAuditLog } from '../../src/state/audit-log.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { startEngine } from '../../src/storage/engine/start-engine.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { switchOnStream } from '../../src/storage/switch-on-stream.ts';
import { freePort } from '../bench/app-process.ts';
import { castOf, matchersOf } from './cast.ts';
import { engineBinary } from './engine-binary.ts';
import { type Instance, startInstance } from './instance.ts';
import { createLedger, type Ledger } from './ledger.ts';

export interface StageOptions {
  readonly members: number;
  readonly channels: number;
  readonly groupIntervalMs: number;
  readonly leaseSeconds?: number;
  /** By what each watch puts its alerts together; the prediction type when left out. */
  readonly groupBy?: readonly string[];
  /** One of the cast gets this id. */
  readonly poisoned?: { readonly index: number; readonly id: string };
}

/** An engine of its own, a Slack of its own, people to watch over; the app is started and stopped at will. */
export interface Stage {
  readonly client: DynamoDBDocumentClient;
  readonly playground: Playground;
  readonly ledger: Ledger;
  readonly cast: readonly Agent[];
  readonly channels: readonly string[];
  start(name: string): Promise<Instance>;
  /** Puts an agent in high churn risk. */
  alarm(agent: Agent): Promise<void>;
  /** The insights that are stored, by the member's id: when each was, as an ISO time. */
  insights(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

const region = 'us-west-2';
const stateTableName = stateTable.name;
const insightsTableName = storedDatasets[2].table.name;

/** Sets a stage up, lets it be played on, and takes it down again whatever happens. */
export async function onStage<Result>(options: StageOptions, play: (stage: Stage) => Promise<Result>): Promise<Result> {
  const stage = await openStage(options);
  try {
    return await play(stage);
  } finally {
    await stage.close();
  }
}

async function openStage({
  members,
  channels: channelCount,
  groupIntervalMs,
  leaseSeconds = 10,
  groupBy = ['predictionType'],
  poisoned,
}: StageOptions): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'vitals-drill-'));
  const engine = await startEngine({ binary: engineBinary(), dataDirectory: join(directory, 'data') });
  const client = createDocumentClient({ region, endpoint: engine.endpoint });
  const cast = castOf(members, channelCount).map((agent, index) =>
    index === poisoned?.index ? { ...agent, id: poisoned.id } : agent,
  );
  await prepareTables(client, cast);
  const names = Array.from({ length: channelCount }, (_, index) => `drill-${index + 1}`);
  const secrets = {
    botToken: `xoxb-${randomBytes(8).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
  };
  const playground = await startPlayground({ port: 0, ...secrets, channels: names });
  const channels = names.map((name) => channelId(playground, name));
  await watchAll(client, channels, { groupIntervalMs, groupBy: [...groupBy] });
  const ledger = createLedger(app.botUserId, Date.now);
  playground.watch((change) => ledger.tell(change));
  const running: Instance[] = [];
  return {
    client,
    playground,
    ledger,
    cast,
    channels,
    async start(name) {
      const instance = await startInstance({
        name,
        port: await freePort(),
        logFile: join(directory, `${name}.log`),
        environment: {
          DYNAMODB_ENDPOINT: engine.endpoint,
          DATA_DIR: join(directory, 'app'),
          SLACK_BOT_TOKEN: secrets.botToken,
          SLACK_SIGNING_SECRET: secrets.signingSecret,
          SLACK_API_URL: playground.apiUrl,
          LEASE_SECONDS: String(leaseSeconds),
        },
      });
      running.push(instance);
      return instance;
    },
    async alarm({ id }) {
      await client.send(
        new UpdateCommand({
          TableName: agents.table.name,
          Key: { id },
          UpdateExpression: 'SET churnRisk = :now, retentionProbability = :left',
          ExpressionAttributeValues: { ':now': 90, ':left': 10 },
        }),
      );
    },
    insights: () => storedInsights(client),
    async close() {
      await Promise.all(running.map((instance) => instance.kill()));
      await playground.close();
      client.destroy();
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The people are there before their table has a stream, as on a first run. */
async function prepareTables(client: DynamoDBDocumentClient, cast: readonly Agent[]): Promise<void> {
  const definitions = [...storedDatasets.map((dataset: Dataset) => tableDefinition(dataset)), stateTable];
  for (const definition of definitions) await ensureTable(client, definition);
  await createRepository({ client, dataset: agents }).load(cast);
  for (const dataset of datasets) await switchOnStream(client, dataset.table.name);
}

async function watchAll(
  client: DynamoDBDocumentClient,
  channels: readonly string[],
  { groupIntervalMs, groupBy }: { groupIntervalMs: number; groupBy: string[] },
) {
  const auditLog = createAuditLog(client, stateTableName);
  const watches = createWatches({ client, tableName: stateTableName, auditLog });
  for (const [index, channel] of channels.entries()) {
    await watches.save(
      {
        routeId: `drill-${index + 1}`,
        name: `drill ${index + 1}`,
        channel,
        matchers: matchersOf(index),
        groupBy,
        groupWaitMs: 0,
        groupIntervalMs,
        repeatIntervalMs: 24 * 3_600_000,
      },
      { userId: 'U0DRILL', teamId: 'T0DRILL', requestId: 'drill', via: 'command line' },
    );
  }
}

async function storedInsights(client: DynamoDBDocumentClient): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: insightsTableName,
        IndexName: 'PredictionTypeIndex',
        KeyConditionExpression: 'prediction_type = :type',
        ExpressionAttributeValues: { ':type': 'high_churn_risk' },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        Limit: 500,
      }),
    );
    for (const item of page.Items ?? []) found.set(String(item['entity_id']), String(item['timestamp']));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

function channelId(playground: Playground, name: string): string {
  const found = playground.workspace.conversations().find((conversation) => conversation.name === name);
  if (found === undefined) throw new Error(`the workspace has no channel ${name}`);
  return found.id;
}
