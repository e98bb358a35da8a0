import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import sqlite from 'node-sqlite3-wasm';
import { datasets } from '../../../src/catalog/catalog.ts';
import type { Dataset } from '../../../src/catalog/define-dataset.ts';
import type { AnyItem } from '../../../src/catalog/derive/item-schema.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { startEngine } from '../../../src/storage/engine/start-engine.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { engineBinary } from '../engine-binary.ts';
import { createRandomChanges, type RandomChanges } from './random-changes.ts';

/** A database with streams, somebody who changes it at random, and a place for read models. */
export interface ModelStage {
  readonly directory: string;
  endpoint(): string;
  client(): DynamoDBDocumentClient;
  /** One of the tables, changed at random. */
  change(): Promise<void>;
  /** Forgets what the streams told first, all but the newest records of each; the database starts anew. */
  trimStreams(kept: number): Promise<void>;
  switchStreams(on: boolean): Promise<void>;
  close(): Promise<void>;
}

const region = 'us-west-2';
const all: readonly Dataset[] = datasets;

export async function openModelStage(members: number): Promise<ModelStage> {
  const directory = mkdtempSync(join(tmpdir(), 'vitals-drill-'));
  const data = join(directory, 'data');
  let database = await startDatabase(data);
  const writers = all.map((dataset) => createRandomChanges(() => database.client, dataset));

  const change = async (): Promise<void> => {
    await writers[Math.floor(Math.random() * writers.length)]?.change();
  };
  const switchStreams = async (on: boolean): Promise<void> => {
    for (const { table } of all) {
      if (on) await switchOnStream(database.client, table.name);
      else {
        const off = { TableName: table.name, StreamSpecification: { StreamEnabled: false } };
        await database.client.send(new UpdateTableCommand(off));
      }
    }
  };

  await prepareTables(database.client, writers, members);
  await switchStreams(true);
  for (let count = 0; count < 10; count += 1) await change();
  // Only between two starts does the engine's file get the index without which each write costs more than the last.
  await database.stop();
  database = await startDatabase(data);

  return {
    directory,
    endpoint: () => database.endpoint,
    client: () => database.client,
    change,
    async trimStreams(kept) {
      await database.stop();
      trimRecords(join(data, 'dynamodb.sqlite'), kept);
      database = await startDatabase(data);
    },
    switchStreams,
    async close() {
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Database {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

async function startDatabase(dataDirectory: string): Promise<Database> {
  const engine = await startEngine({ binary: engineBinary(), dataDirectory });
  const { endpoint } = engine;
  const client = createDocumentClient({ region, endpoint });
  return {
    endpoint,
    client,
    async stop() {
      client.destroy();
      await engine.stop();
    },
  };
}

/** The people are there before their table has a stream, as on a first run. */
async function prepareTables(
  client: DynamoDBDocumentClient,
  writers: readonly RandomChanges[],
  members: number,
): Promise<void> {
  for (const definition of [...all.map((each) => tableDefinition(each)), stateTable]) {
    await ensureTable(client, definition);
  }
  for (const [at, dataset] of all.entries()) {
    const newcomers = Array.from({ length: members }, () => writers[at]?.newcomer() ?? {});
    await createRepository({ client, dataset }).load(newcomers as readonly AnyItem[]);
  }
}

function trimRecords(file: string, kept: number): void {
  const database = new sqlite.Database(file, { fileMustExist: true });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    for (const { table } of all) {
      const from = database.get(
        'SELECT id FROM _stream_records WHERE table_name = ? ORDER BY id DESC LIMIT 1 OFFSET ?',
        [table.name, kept],
      );
      database.run('DELETE FROM _stream_records WHERE table_name = ? AND id <= ?', [
        table.name,
        Number(from?.['id'] ?? 0),
      ]);
    }
  } finally {
    database.close();
  }
}
