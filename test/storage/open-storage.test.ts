import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import { openStorage, type Storage } from '../../src/storage/open-storage.ts';
import { agentItem } from '../support/agent-items.ts';

let dataDirectory: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-open-'));
});

afterEach(() => rm(dataDirectory, { recursive: true }));

const open = (settings: Partial<Parameters<typeof openStorage>[0]> = {}): Promise<Storage> =>
  openStorage({ kind: 'embedded', region: 'us-west-2', dataDirectory, ...settings });

const regionsOf = ({ client, insightsClient }: Storage): Promise<string[]> =>
  Promise.all([client, insightsClient].map(({ config }) => config.region()));

describe('openStorage', () => {
  it('keeps what was written from one start to the next', async () => {
    const first = await open();
    await ensureTable(first.client, tableDefinition(agents));
    await createRepository({ client: first.client, dataset: agents }).load([agentItem(1)]);
    await first.close();

    const second = await open();
    const found = await createRepository({ client: second.client, dataset: agents }).find('agent-1');
    await second.close();

    expect(found).toEqual(agentItem(1));
    expect(await first.engineExited).toMatchObject({ expected: true });
  });

  it('uses the DynamoDB at an endpoint instead of starting one', async () => {
    const running = await open();
    await ensureTable(running.client, tableDefinition(agents), 'SeenByBoth');

    const endpoint = await running.client.config.endpoint?.();
    const storage = await open({ endpoint: `http://127.0.0.1:${endpoint?.port}` });

    expect(storage).toMatchObject({ createsTables: true, description: `DynamoDB at 127.0.0.1:${endpoint?.port}` });
    expect(storage.engineExited).toBeUndefined();
    expect(await ensureTable(storage.client, tableDefinition(agents), 'SeenByBoth')).toEqual({ created: false });
    await storage.close();
    await running.close();
  });

  it('makes no tables in the real DynamoDB, also where only its address is given', async () => {
    const storage = await open({ endpoint: 'https://dynamodb.us-west-2.amazonaws.com' });

    expect(storage.createsTables).toBe(false);
    await storage.close();
  });

  it('neither starts an engine nor makes tables in AWS', async () => {
    const storage = await open({ kind: 'aws', region: 'eu-central-1' });

    expect(storage).toMatchObject({ createsTables: false, description: 'DynamoDB in eu-central-1' });
    expect(storage.engineExited).toBeUndefined();
    await storage.close();
  });

  it('has a client in each of two regions of AWS, and one where both are the same', async () => {
    const two = await open({ kind: 'aws', region: 'us-west-2', insightsRegion: 'us-east-1' });
    const one = await open({ kind: 'aws', region: 'eu-west-1', insightsRegion: 'eu-west-1' });

    expect(await regionsOf(two)).toEqual(['us-west-2', 'us-east-1']);
    expect(two.connection).toEqual({ region: 'us-west-2', insightsRegion: 'us-east-1', credentials: 'chain' });
    expect(two.description).toBe('DynamoDB in us-west-2 and us-east-1');
    expect(await regionsOf(one)).toEqual(['eu-west-1', 'eu-west-1']);
    expect(one.insightsClient).toBe(one.client);
    await two.close();
    await one.close();
  });

  it('has one client for one endpoint, whatever the regions', async () => {
    const endpoint = 'http://127.0.0.1:8000';
    const there = { region: 'us-west-2', insightsRegion: 'us-east-1', endpoint };

    for (const storage of [await open({ kind: 'aws', ...there }), await open(there)]) {
      expect(storage.insightsClient).toBe(storage.client);
      expect(storage.connection).toMatchObject({ region: 'us-west-2', insightsRegion: 'us-west-2', endpoint });
      await storage.close();
    }
  });

  it('says that the store is unavailable once it is closed', async () => {
    const storage = await open();
    await storage.close();

    await expect(createRepository({ client: storage.client, dataset: agents }).find('agent-1')).rejects.toMatchObject({
      code: 'repository.unavailable',
    });
  });
});
