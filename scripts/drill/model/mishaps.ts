import { open, stat, truncate, writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { datasets } from '../../../src/catalog/catalog.ts';
import { modelPath } from './keeper.ts';
import type { ModelStage } from './model-stage.ts';

/** What befalls the read models while nobody keeps them, so that they cannot be gone on with. */
export interface Mishap {
  readonly what: string;
  /** Whether the models may be gone on with all the same. */
  readonly isHarmless?: boolean;
  readonly before?: (stage: ModelStage) => Promise<void>;
  /** Once members were changed meanwhile. */
  readonly after?: (stage: ModelStage) => Promise<void>;
}

export const mishaps: readonly Mishap[] = [
  { what: 'the streams forgot changes that were not read yet', after: (stage) => stage.trimStreams(50) },
  {
    what: 'the streams were switched off and on',
    before: (stage) => stage.switchStreams(false),
    after: (stage) => stage.switchStreams(true),
  },
  { what: 'the files were cut off', after: (stage) => eachFile(stage, cutOff) },
  { what: 'bytes in the files were overwritten', after: (stage) => eachFile(stage, overwrite) },
  // What of a journal cannot be read was never promised to be there: the stream tells it again.
  {
    what: 'journals of another kind lay beside the files',
    isHarmless: true,
    after: (stage) => eachFile(stage, spoilJournal),
  },
  { what: 'the files were of another shape', after: (stage) => eachFile(stage, reshape) },
];

async function eachFile({ directory }: ModelStage, work: (path: string) => Promise<void>): Promise<void> {
  for (const { name } of datasets) await work(modelPath(directory, name));
}

export async function cutOff(path: string): Promise<void> {
  await truncate(path, Math.floor((await stat(path)).size / 2));
}

/** All but the beginning, which says where everything is. */
async function overwrite(path: string): Promise<void> {
  const { size } = await stat(path);
  const headers = 3 * 4_096;
  const file = await open(path, 'r+');
  try {
    await file.write(Buffer.alloc(Math.max(0, size - headers), 0x5a), 0, undefined, headers);
  } finally {
    await file.close();
  }
}

/** What it would look like had another version of the app made it. */
export async function reshape(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("UPDATE facts SET value = 'of another version' WHERE name = 'shape'");
  connection.closeSync();
  instance.closeSync();
}

/** A journal beside the file that was never written by whoever wrote the file. */
export async function spoilJournal(path: string): Promise<void> {
  await writeFile(`${path}.wal`, Buffer.alloc(10_000, 0x5a));
}
