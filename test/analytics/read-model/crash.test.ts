import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compareModel } from '../../../scripts/drill/model/compare-model.ts';
import { type Keeper, modelPath, startKeeper } from '../../../scripts/drill/model/keeper.ts';
import { createRandomChanges } from '../../../scripts/drill/model/random-changes.ts';
import { createWriter } from '../../../scripts/drill/model/writer.ts';
import { datasets } from '../../../src/catalog/catalog.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import type { AnyItem } from '../../../src/catalog/derive/item-schema.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { keepModel } from '../../support/kept-model.ts';
import { eventually } from '../../support/manual-clock.ts';

const all: readonly Dataset[] = datasets;
let engine: TestEngine;
let directory: string;
const changes: (() => Promise<void>)[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  directory = await mkdtemp(join(tmpdir(), 'vitals-model-'));
  const { client } = engine;
  for (const dataset of all) {
    await ensureTable(client, tableDefinition(dataset));
    const writer = createRandomChanges(() => client, dataset);
    const members = Array.from({ length: 50 }, () => writer.newcomer());
    await createRepository({ client, dataset }).load(members as readonly AnyItem[]);
    await switchOnStream(client, dataset.table.name);
    changes.push(() => writer.change());
  }
});
afterAll(async () => {
  await engine.stop();
  await rm(directory, { recursive: true, force: true });
});

function keep(): Keeper {
  const keeper = startKeeper({ endpoint: engine.endpoint, directory });
  onTestFinished(() => keeper.kill());
  return keeper;
}

const compare = (dataset: Dataset) =>
  compareModel({
    dataset,
    tableName: dataset.table.name,
    client: engine.client,
    path: modelPath(directory, dataset.name),
  });

describe('the process that keeps the read models', () => {
  it('loses and repeats nothing when it is killed at any moment, and lets another one have the files', async () => {
    const writer = createWriter(async () => {
      for (const change of changes) await change();
    });
    writer.allow(75);
    const first = keep();
    await eventually(() => first.models().some(({ state }) => state === 'filling' || state === 'ready'));
    await first.kill();
    const second = keep();
    await eventually(() => second.models().length > 0 && second.models().every(({ state }) => state === 'ready'));
    writer.allow(110);
    await writer.idle();
    await second.caughtUp(Date.now());
    writer.allow(150);
    const others = all.map((dataset) =>
      keepModel({
        engine,
        endpoint: engine.endpoint,
        path: modelPath(directory, dataset.name),
        repository: createRepository({ client: engine.client, dataset, tableName: dataset.table.name }),
      }),
    );
    for (const other of others) {
      onTestFinished(() => other.stop());
      other.start();
    }
    await eventually(() => others.every(({ said }) => said.length > 1));
    const meanwhile = others.map((other) => other.reader());
    await second.kill();
    await writer.idle();
    await Promise.all(others.map((other) => other.caughtUp()));
    await Promise.all(others.map((other) => other.stop()));

    const compared = await Promise.all(all.map(compare));

    expect(meanwhile).toEqual(['off', 'off']);
    expect(compared.map(({ differences }) => differences)).toEqual([[], []]);
    expect(compared.every(({ rows }) => rows > 20)).toBe(true);
    for (const { said } of others) expect(said).toContain('goes on');
  });
});
