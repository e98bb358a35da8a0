import { mkdir } from 'node:fs/promises';
import { agents } from '../../../src/catalog/datasets/agents.ts';
import { tableDefinition } from '../../../src/catalog/derive/table-definition.ts';
import { readConfig, type StorageConfig } from '../../../src/config.ts';
import { loadGeneration } from '../../../src/provision/load-generation.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createRepository } from '../../../src/storage/create-repository.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { openStorage, type Storage } from '../../../src/storage/open-storage.ts';
import type { Repository } from '../../../src/storage/repository.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { asOf } from '../as-of.ts';

export const benchSeed = 42;

/** The table of agents in an embedded engine that is running. */
export interface BenchTable {
  readonly storage: Storage;
  readonly repository: Repository;
  close(): Promise<void>;
}

/** The settings of an embedded engine with its file in that directory, whatever the environment asks for. */
export function storageIn(dataDirectory: string): StorageConfig {
  const { endpoint: _endpoint, ...storage } = readConfig({ STORAGE: 'embedded' }).storage;
  return { ...storage, dataDirectory };
}

/** Starts the engine over a directory; the upkeep of its file is done before. */
export async function openBenchTable(dataDirectory: string): Promise<BenchTable> {
  const settings = storageIn(dataDirectory);
  const storage = await openStorage(settings);
  const { client } = storage;
  await ensureTable(client, tableDefinition(agents), agents.table.name);
  await ensureTable(client, stateTable, settings.stateTable);
  return {
    storage,
    repository: createRepository({ client, dataset: agents }),
    close: () => storage.close(),
  };
}

/**
 * Makes a table of that many agents, and switches its stream on once they are all there.
 *
 * @returns how long they took to be generated and written, in seconds
 */
export async function loadBenchTable(
  dataDirectory: string,
  count: number,
  onProgress: (written: number) => void,
): Promise<number> {
  await mkdir(dataDirectory, { recursive: true });
  const table = await openBenchTable(dataDirectory);
  try {
    const began = performance.now();
    await loadGeneration(
      table.repository,
      { count, seed: benchSeed, asOf },
      { onProgress: ({ written }) => onProgress(written) },
    );
    const tookMs = performance.now() - began;
    await switchOnStream(table.storage.client, table.repository.tableName);
    return tookMs / 1000;
  } finally {
    await table.close();
  }
}
