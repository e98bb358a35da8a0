import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { generateAgents } from '../../src/generator/generate-agents.ts';
import { keepGeneration, readKeptGeneration } from '../../src/provision/kept-generation.ts';
import { provisionAgents } from '../../src/provision/provision-agents.ts';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { agentItem } from '../support/agent-items.ts';
import { createAgentsTable } from '../support/agents-table.ts';
import { proxiedEngine } from '../support/proxied-engine.ts';

const today = new Date('2026-11-20T13:45:00Z');
const tomorrow = new Date('2026-11-21T00:10:00Z');

async function readPeople(repository: Repository): Promise<unknown[]> {
  const people = [];
  for await (const page of repository.readAll({ attributes: Object.keys(agents.attributes) }))
    people.push(...page.items);
  const numberOf = (id: unknown) => Number(String(id).slice('agent-'.length));
  return people.sort((one, other) => numberOf(one['id']) - numberOf(other['id']));
}

describe('provisionAgents', () => {
  const { engine, proxy } = proxiedEngine();
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-provision-'));
  });
  afterEach(async () => {
    proxy.reset();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  it('fills an empty table with the 500 people of seed 42 as of midnight UTC, and keeps that', async () => {
    const repository = await createAgentsTable(engine.client);
    const progress: number[] = [];

    const made = await provisionAgents({
      repository,
      dataDirectory,
      today,
      onProgress: ({ written, total }) => progress.push(written / total),
    });

    const generation = { count: 500, seed: 42, asOf: '2026-11-20' };
    expect(made).toEqual(generation);
    expect(await readPeople(repository)).toEqual([...generateAgents(generation)]);
    expect(await readKeptGeneration(dataDirectory, repository.tableName)).toEqual({ ...generation, state: 'pastless' });
    expect(progress.at(-1)).toBe(1);
  });

  it('makes as many people as it is told', async () => {
    const repository = await createAgentsTable(engine.client);

    await provisionAgents({ repository, dataDirectory, today, count: 30 });

    expect(await readPeople(repository)).toHaveLength(30);
  });

  it('leaves a table alone that has anybody in it', async () => {
    const repository = await createAgentsTable(engine.client, [agentItem(7)]);

    const made = await provisionAgents({ repository, dataDirectory, today });

    expect(made).toBeUndefined();
    expect(await readPeople(repository)).toEqual([agentItem(7)]);
    expect(await readKeptGeneration(dataDirectory, repository.tableName)).toBeUndefined();
  });

  it('finds out with one read of one item', async () => {
    const table = await createAgentsTable(engine.client, [agentItem(1), agentItem(2)]);
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    const repository = createRepository({ client, dataset: agents, tableName: table.tableName });

    await provisionAgents({ repository, dataDirectory, today });

    expect(proxy.calls.map(({ operation, body }) => [operation, body['Limit']])).toEqual([['Scan', 1]]);
    client.destroy();
  });

  it('completes a first run that was cut short, a day later, with the same people', async () => {
    const repository = await createAgentsTable(engine.client);
    const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint });
    const shaky = createRepository({
      client,
      dataset: agents,
      tableName: repository.tableName,
      loading: { concurrency: 1, attempts: 2, backoff: { baseMs: 1, capMs: 2 } },
    });
    proxy.inject(({ operation, ordinal }) =>
      operation === 'BatchWriteItem' && ordinal >= 3 ? { kind: 'unprocessed', processed: 0 } : undefined,
    );

    await expect(provisionAgents({ repository: shaky, dataDirectory, today })).rejects.toMatchObject({
      code: 'repository.throttled',
      details: { written: 75, total: 500 },
    });
    const half = await readPeople(repository);
    const made = await provisionAgents({ repository, dataDirectory, today: tomorrow });

    const people = [...generateAgents({ count: 500, seed: 42, asOf: '2026-11-20' })];
    expect(half).toEqual(people.slice(0, 75));
    expect(made?.asOf).toBe('2026-11-20');
    expect(await readPeople(repository)).toEqual(people);
    expect(await provisionAgents({ repository, dataDirectory, today: tomorrow })).toBeUndefined();
    client.destroy();
  });

  it('does not complete an upload that the command line was making', async () => {
    const repository = await createAgentsTable(engine.client, [agentItem(1)]);
    const uploading = { count: 400, seed: 3, asOf: '2026-11-01', state: 'uploading' } as const;
    await keepGeneration(dataDirectory, repository.tableName, uploading);

    const made = await provisionAgents({ repository, dataDirectory, today });

    expect(made).toBeUndefined();
    expect(await readPeople(repository)).toHaveLength(1);
  });
});

describe('keepGeneration', () => {
  const kept = { count: 500, seed: 42, asOf: '2026-11-20', state: 'complete' } as const;
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-kept-'));
  });
  afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

  it('keeps one generation a table, in a directory that it makes', async () => {
    const inner = join(dataDirectory, 'made', 'now');

    await keepGeneration(inner, 'One', kept);
    await keepGeneration(inner, 'Other', { ...kept, seed: 1 });

    expect(await readKeptGeneration(inner, 'One')).toEqual(kept);
    expect((await readKeptGeneration(inner, 'Other'))?.seed).toBe(1);
    expect(JSON.parse(await readFile(join(inner, 'generation.json'), 'utf8'))).toHaveProperty('One');
  });

  it.each(['', 'not json', '[]', '{"One":{"count":0,"seed":42,"asOf":"2026-11-20","state":"complete"}}'])(
    'counts a file that holds %j as none',
    async (content) => {
      await writeFile(join(dataDirectory, 'generation.json'), content);

      expect(await readKeptGeneration(dataDirectory, 'One')).toBeUndefined();
    },
  );
});
