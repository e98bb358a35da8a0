import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../src/catalog/datasets/agents.ts';
import { entities } from '../../src/catalog/datasets/entities.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import { tableDefinition } from '../../src/catalog/derive/table-definition.ts';
import { generateEntities } from '../../src/generator/generate-entities.ts';
import { readKeptGeneration } from '../../src/provision/kept-generation.ts';
import { provisionAgents } from '../../src/provision/provision-agents.ts';
import { provisionEntities } from '../../src/provision/provision-entities.ts';
import { createRepository } from '../../src/storage/create-repository.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { Repository } from '../../src/storage/repository.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

const today = new Date('2026-11-20T13:45:00Z');
const asOf = '2026-11-20';

let engine: TestEngine;
let dataDirectory: string;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-provision-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

async function emptyTable(dataset: Dataset): Promise<Repository> {
  const tableName = freshTableName();
  await ensureTable(engine.client, tableDefinition(dataset), tableName);
  return createRepository({ client: engine.client, dataset, tableName });
}

async function readItems(repository: Repository) {
  const items = [];
  for await (const page of repository.readAll({ attributes: Object.keys(repository.dataset.attributes) }))
    items.push(...page.items);
  return items;
}

describe('provisionEntities', () => {
  it('fills an empty table with 200 entities', async () => {
    const repository = await emptyTable(entities);

    const made = await provisionEntities({ repository, dataDirectory, today });

    const expected = [...generateEntities({ count: 200, seed: 42, asOf })];
    expect(made).toEqual({ count: 200, seed: 42, asOf });
    expect(new Set(await readItems(repository))).toEqual(new Set(expected.map(({ entity }) => entity)));
  });

  it('makes nobody when told so, and says nothing of it later', async () => {
    const repository = await emptyTable(entities);

    const made = await provisionEntities({ repository, dataDirectory, today, count: 0 });

    expect(made).toBeUndefined();
    expect(await readItems(repository)).toEqual([]);
    expect(await readKeptGeneration(dataDirectory, repository.tableName)).toBeUndefined();
  });

  it('remembers both tables when both are filled at once', async () => {
    const [people, others] = [await emptyTable(agents), await emptyTable(entities)];

    await Promise.all([
      provisionAgents({ repository: people, dataDirectory, today, count: 30 }),
      provisionEntities({ repository: others, dataDirectory, today, count: 30 }),
    ]);

    for (const { tableName } of [people, others]) {
      expect(await readKeptGeneration(dataDirectory, tableName)).toMatchObject({ count: 30, state: 'pastless' });
    }
  });
});
