import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchOnStream } from '../../src/storage/switch-on-stream.ts';
import { streamArnOf, streamOf } from '../../src/storage/table-stream.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createEntitiesTable } from '../support/entities-table.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

async function tableWithStream(StreamViewType: 'KEYS_ONLY' | undefined): Promise<string> {
  const { tableName: TableName } = await createEntitiesTable(engine.client);
  if (StreamViewType !== undefined) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType };
    await engine.client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  }
  return TableName;
}

describe('switchOnStream', () => {
  it('lets a table tell its changes with the item before and after', async () => {
    const tableName = await tableWithStream(undefined);

    const arn = await switchOnStream(engine.client, tableName);

    expect(arn).toMatch(new RegExp(`^arn:.*table/${tableName}/stream/`));
    expect(await streamArnOf(engine.client, tableName)).toBe(arn);
  });

  it('leaves a stream that is on as it is', async () => {
    const tableName = await tableWithStream(undefined);
    const first = await switchOnStream(engine.client, tableName);

    expect(await switchOnStream(engine.client, tableName)).toBe(first);
  });

  it('refuses a table whose stream tells something else, and one that is not there', async () => {
    const tableName = await tableWithStream('KEYS_ONLY');

    await expect(switchOnStream(engine.client, tableName)).rejects.toMatchObject({ code: 'repository.invalid' });
    await expect(switchOnStream(engine.client, 'Nowhere')).rejects.toMatchObject({ code: 'repository.missing_table' });
  });
});

describe('streamOf', () => {
  it('says why changes cannot be followed', async () => {
    const without = await tableWithStream(undefined);
    const keysOnly = await tableWithStream('KEYS_ONLY');

    expect(await streamOf(engine.client, without)).toEqual({ reason: `${without} has no stream` });
    expect(await streamOf(engine.client, keysOnly)).toEqual({
      reason: `the stream of ${keysOnly} tells KEYS_ONLY, not NEW_AND_OLD_IMAGES`,
    });
    expect(await streamOf(engine.client, 'Nowhere')).toEqual({ reason: 'the table Nowhere does not exist' });
    expect(await streamArnOf(engine.client, keysOnly)).toBeUndefined();
  });

  it('does not take a stream that was switched off for one', async () => {
    const tableName = await tableWithStream('KEYS_ONLY');
    const StreamSpecification = { StreamEnabled: false };
    await engine.client.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification }));

    expect(await streamArnOf(engine.client, tableName)).toBeUndefined();
  });
});
