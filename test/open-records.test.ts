import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { storedDatasets } from '../src/catalog/catalog.ts';
import { agents } from '../src/catalog/datasets/agents.ts';
import type { Dataset } from '../src/catalog/define-dataset.ts';
import { tableDefinition } from '../src/catalog/derive/table-definition.ts';
import { type Config, readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { openRecords } from '../src/open-records.ts';
import { ensureTable } from '../src/storage/ensure-table.ts';
import { streamArnOf } from '../src/storage/table-stream.ts';
import { startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
let lines: string[];
let runs = 0;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

beforeEach(() => {
  runs += 1;
  lines = [];
});

const log = () => createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } });

/** Tables of a test's own, in the engine. */
function configOf(storage: 'embedded' | 'aws'): Config {
  const names = storedDatasets.map(({ name, table }: Dataset) => [table.nameVariable, `${name}-${runs}`]);
  const environment = {
    ...Object.fromEntries(names),
    STATE_TABLE_NAME: `state-${runs}`,
    STORAGE: storage,
    DYNAMODB_ENDPOINT: engine.endpoint,
    DATA_DIR: engine.dataDirectory,
    NUM_AGENTS: '20',
    NUM_ENTITIES: '30',
  };
  return readConfig({}, environment);
}

describe('the record on this machine', () => {
  it('has all tables, filled, and tells changes from then on only', async () => {
    const records = await openRecords(configOf('embedded'), log());

    const { repositories, insightRecords, streams, remembers } = records;
    expect(remembers).toBe(true);
    expect(await repositories.agents.find('agent-1')).toMatchObject({ id: 'agent-1' });
    expect(await insightRecords.newest({ limit: 10 })).toEqual([]);
    for (const { tableName, client } of [streams.agents, streams.entities]) {
      expect(await changesIn((await streamArnOf(client, tableName)) ?? '')).toBe(0);
    }
    const [member] = (await repositories.entities.readSegment('entity_type', 'student', { attributes: [] })).items;
    expect(member).toMatchObject({ entity_type: 'student' });
    await records.close();
  });

  it('changes a metric of an entity, which is told', async () => {
    const { repositories, applyUpdate, streams, close } = await openRecords(configOf('embedded'), log());
    const students = { attributes: ['ib_calls_14d'] };
    const [member] = (await repositories.entities.readSegment('entity_type', 'student', students)).items;
    const { entity_id: id, ib_calls_14d: from } = member ?? {};

    await applyUpdate('entities', {
      id: String(id),
      changes: [{ metric: 'ib_calls_14d', from: Number(from), to: 50 }],
      by: { userId: 'U1', teamId: 'T1', requestId: 'r1', via: 'test' },
    });

    expect(await repositories.entities.find(String(id))).toMatchObject({ ib_calls_14d: 50 });
    expect(await changesIn((await streamArnOf(streams.entities.client, streams.entities.tableName)) ?? '')).toBe(1);
    await close();
  });
});

describe('what answers questions about many', () => {
  const churn = { filters: [], metrics: ['churnRisk'], fleet: false };

  it('is the record until the read model is filled, which it says, and the read model from then on', async () => {
    const { analytics, close } = await openRecords(configOf('embedded'), log());

    const first = await analytics.agents.analytics.run(churn);
    await vi.waitFor(() => expect(analytics.agents.status()).toMatchObject({ state: 'ready' }), { timeout: 10_000 });
    const later = await analytics.agents.analytics.run(churn);
    await close();

    expect(first.cost).toMatchObject({ standIn: 'filling', itemsRead: 20 });
    expect(later.cost).toMatchObject({ source: expect.stringContaining('DuckDB'), readUnits: 0, itemsRead: 20 });
    expect(later.selection).toEqual(first.selection);
  });

  it('is the record alone where that is wanted, which needs no excuse', async () => {
    const { readModel: _, ...config } = configOf('embedded');
    const { analytics, close } = await openRecords(config, log());

    const { cost } = await analytics.agents.analytics.run(churn);
    await close();

    expect([analytics.agents.status(), cost.standIn]).toEqual([{ state: 'off' }, undefined]);
    expect(cost.readUnits).toBeGreaterThan(0);
  });
});

describe('the past of a first run', () => {
  it('is kept beside serving, whole or by the next start', async () => {
    const config = configOf('embedded');
    const first = await openRecords(config, log());
    const before = await first.noticing.samples.read('agents', 'agent-1');
    await first.keepPast(AbortSignal.abort());
    await first.close();
    const second = await openRecords(config, log());

    await second.keepPast(new AbortController().signal);

    expect(before).toEqual([]);
    for (const [dataset, id] of [['agents', 'agent-20'] as const, ['entities', 'stu_4532'] as const]) {
      expect(await second.noticing.samples.read(dataset, id)).toHaveLength(31);
    }
    expect(lines).toEqual([]);
    await second.close();
  });

  it('keeps nobody from being served when it cannot be kept: the log says so', async () => {
    const config = configOf('embedded');
    const { storage, keepPast, close } = await openRecords(config, log());
    await storage.client.send(new DeleteTableCommand({ TableName: config.storage.stateTable }));

    await keepPast(new AbortController().signal);

    const told = 'the past of generated members could not be kept; the next start tries it';
    expect(lines.map((line): string => JSON.parse(line).msg)).toEqual([told, told]);
    await close();
  });
});

describe('the record in AWS', () => {
  beforeAll(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  });

  it('may have the agents alone: the log says what cannot be done then', async () => {
    const config = configOf('aws');
    await ensureTable(engine.client, tableDefinition(agents), config.storage.tables['agents']);

    const { repositories, remembers, close } = await openRecords(config, log());

    expect(remembers).toBe(false);
    expect(lines.map((line): string => JSON.parse(line).msg).toSorted()).toEqual([
      'no insights are kept and nobody is told of any: the table cannot be used',
      'no values can be changed and nothing is remembered: the table cannot be used',
      'nothing can be said about students, tutors, subjects and regions: the table cannot be used',
    ]);
    expect(await repositories.agents.find('agent-1')).toBeUndefined();
    await expect(repositories.entities.find('stu_1')).rejects.toMatchObject({ code: 'repository.missing_table' });
    await close();
  });

  it('is none without the agents', async () => {
    await expect(openRecords(configOf('aws'), log())).rejects.toMatchObject({ code: 'repository.missing_table' });
  });

  it('is not made or filled, and its tables get no stream', async () => {
    const config = configOf('aws');
    for (const dataset of storedDatasets) {
      await ensureTable(engine.client, tableDefinition(dataset), config.storage.tables[dataset.name]);
    }

    const { repositories, streams, close } = await openRecords(config, log());

    expect(await repositories.agents.find('agent-1')).toBeUndefined();
    expect(await streamArnOf(engine.client, streams.entities.tableName)).toBeUndefined();
    await close();
  });
});

/** How many changes a stream has told since it was switched on. */
async function changesIn(arn: string): Promise<number> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ region: 'us-west-2', endpoint: engine.endpoint, credentials });
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
  const [shard] = StreamDescription?.Shards ?? [];
  const from = { StreamArn: arn, ShardId: shard?.ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(from));
  const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
  client.destroy();
  return Records.length;
}
