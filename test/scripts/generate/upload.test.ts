import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { upload } from '../../../scripts/generate/upload.ts';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import type { StorageConfig } from '../../../src/config.ts';
import { createSamples } from '../../../src/state/samples.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { agentItem } from '../../support/agent-items.ts';
import { createAgentsTable } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';

const generation = { count: 3, seed: 1, asOf: '2026-01-01' };

let engine: TestEngine;
let repository: Repository;
let told: string;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  told = '';
  repository = await createAgentsTable(engine.client, [agentItem(2, { npsScore: 64 })]);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'placeholder');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'placeholder');
});
afterEach(() => vi.unstubAllEnvs());

function run(kind: StorageConfig['kind'], replace: boolean): Promise<void> {
  return upload(generation, {
    dataset: agents,
    settings: {
      region: 'us-west-2',
      tableName: repository.tableName,
      storage: {
        kind,
        region: 'us-west-2',
        insightsRegion: 'us-east-1',
        endpoint: engine.endpoint,
        dataDirectory: engine.dataDirectory,
        tables: { agents: repository.tableName },
        stateTable: 'vitals-state',
      },
    },
    searchPath: undefined,
    output: {
      write(text: string) {
        told += text;
        return true;
      },
    },
    signal: new AbortController().signal,
    replace,
  });
}

const npsOfSecond = async (): Promise<unknown> => (await repository.find('agent-2'))?.['npsScore'];

describe('upload to a table that holds people', () => {
  it('replaces nobody in AWS unless told to', async () => {
    const refused = run('aws', false);

    await expect(refused).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('--replace'),
    });
    expect(await npsOfSecond()).toBe(64);
    expect(await repository.find('agent-1')).toBeUndefined();
  });

  it('replaces people in AWS when told to', async () => {
    await run('aws', true);

    expect(await npsOfSecond()).not.toBe(64);
  });

  it('says that it replaces people in local data', async () => {
    await run('embedded', false);

    expect(told).toContain(`${repository.tableName} holds agents already`);
    expect(await npsOfSecond()).not.toBe(64);
  });

  it('gives those whom it makes locally a past that ends where they are', async () => {
    await run('embedded', false);

    const past = await createSamples(engine.client, 'vitals-state').read('agents', 'agent-2');
    expect(past).toHaveLength(31);
    expect(past.at(-1)).toMatchObject({ day: generation.asOf, values: { npsScore: await npsOfSecond() } });
  });
});
