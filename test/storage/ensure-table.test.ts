import { DescribeTableCommand, DescribeTimeToLiveCommand, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { entities } from '../../src/catalog/datasets/entities.ts';
import { insights } from '../../src/catalog/datasets/insights.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { streamArnOf } from '../../src/storage/table-stream.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

async function shapeOf(tableName: string) {
  const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: tableName }));
  const types = new Map(Table?.AttributeDefinitions?.map((each) => [each.AttributeName, each.AttributeType]));
  const inWords = (keys: readonly KeySchemaElement[] = []): string =>
    keys.map(({ AttributeName: name, KeyType }) => `${name} ${types.get(name)} ${KeyType}`).join(', ');
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => {
    return [IndexName, `${inWords(KeySchema)}, ${Projection?.ProjectionType}`];
  });
  return { key: inWords(Table?.KeySchema), indexes: Object.fromEntries(indexes) };
}

async function expiryOf(tableName: string) {
  return (await engine.client.send(new DescribeTimeToLiveCommand({ TableName: tableName }))).TimeToLiveDescription;
}

describe('ensureTable', () => {
  it('makes the agents table as the seed describes it', async () => {
    const result = await ensureTable(engine.client, tableDefinition(agents));

    const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: 'ZillowAgents' }));
    expect(result).toEqual({ created: true });
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
    const indexes = Table?.GlobalSecondaryIndexes?.map((index) => [
      index.IndexName,
      index.KeySchema?.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', '),
      index.Projection?.ProjectionType,
    ]);
    expect(indexes?.toSorted()).toEqual([
      ['BusinessModelIndex', 'businessModel HASH, id RANGE', 'ALL'],
      ['ExperienceLevelIndex', 'experienceLevel HASH, id RANGE', 'ALL'],
      ['MarketTypeConditionIndex', 'marketTypeCondition HASH, id RANGE', 'ALL'],
      ['MarketTypeLocationIndex', 'marketTypeLocation HASH, id RANGE', 'ALL'],
      ['PlatformEngagementIndex', 'platformEngagement HASH, id RANGE', 'ALL'],
      ['SpecializationIndex', 'specialization HASH, id RANGE', 'ALL'],
      ['SpendLevelIndex', 'spendLevel HASH, id RANGE', 'ALL'],
    ]);
  });

  it('makes the two tables of metrics and insights as the seed describes them, without a stream as yet', async () => {
    await ensureTable(engine.client, tableDefinition(entities));
    await ensureTable(engine.client, tableDefinition(insights));

    const metrics = await shapeOf('iops-dashboard-metrics');
    expect(metrics).toEqual({
      key: 'entity_id S HASH, entity_type S RANGE',
      indexes: {
        EntityTypeHealthIndex: 'entity_type S HASH, health_score N RANGE, ALL',
        LastUpdatedIndex: 'entity_type S HASH, last_updated S RANGE, ALL',
      },
    });
    expect(await shapeOf('iops-dashboard-insights')).toEqual({
      key: 'pk S HASH, sk S RANGE',
      indexes: {
        PredictionTypeIndex: 'prediction_type S HASH, timestamp S RANGE, ALL',
        RiskScoreIndex: 'prediction_type S HASH, risk_score N RANGE, ALL',
      },
    });
    expect(await streamArnOf(engine.client, 'iops-dashboard-metrics')).toBeUndefined();
    expect(await expiryOf('iops-dashboard-insights')).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  });

  it('switches expiry on where the definition has it', async () => {
    await ensureTable(engine.client, stateTable);

    expect(await expiryOf('vitals-state')).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  });

  it('leaves a table that is there, and what is in it, alone', async () => {
    const tableName = freshTableName();
    await ensureTable(engine.client, tableDefinition(agents), tableName);
    await engine.client.send(new PutCommand({ TableName: tableName, Item: { id: 'agent-1' } }));

    const second = await ensureTable(engine.client, tableDefinition(agents), tableName);

    const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: tableName }));
    expect(second).toEqual({ created: false });
    expect(Table?.ItemCount).toBe(1);
  });

  it('lets two processes make the same table at once', async () => {
    const tableName = freshTableName();
    const make = () => ensureTable(engine.client, tableDefinition(agents), tableName);

    const results = await Promise.all([make(), make(), make()]);

    expect(results.filter(({ created }) => created)).toHaveLength(1);
  });

  it('refuses a table of that name that cannot serve', async () => {
    const tableName = freshTableName();
    await ensureTable(engine.client, stateTable, tableName);

    await expect(ensureTable(engine.client, tableDefinition(agents), tableName)).rejects.toMatchObject({
      code: 'repository.missing_table',
    });
  });
});
