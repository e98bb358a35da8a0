import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Generation, largestCount, largestSeed } from '../generator/generation.ts';

const fileName = 'generation.json';

/**
 * How far the people of a table got: a first run or an upload is under way or was cut short, all are there but for
 * their past, or with it.
 */
export type GenerationState = 'provisioning' | 'uploading' | 'pastless' | 'complete';

/** What the people of a table were generated from. */
export interface KeptGeneration extends Generation {
  readonly state: GenerationState;
}

const keptSchema = z.record(
  z.string(),
  z.object({
    count: z.int().min(1).max(largestCount),
    seed: z.int().min(0).max(largestSeed),
    asOf: z.iso.date(),
    state: z.enum(['provisioning', 'uploading', 'pastless', 'complete']),
  }),
);

/**
 * What the people of a table were last generated from, as far as this data directory knows.
 *
 * A file that cannot be read as one of ours counts as none: all that it does is to keep dates in step.
 */
export async function readKeptGeneration(
  dataDirectory: string,
  tableName: string,
): Promise<KeptGeneration | undefined> {
  return (await readAll(dataDirectory)).get(tableName);
}

/** Two tables that are filled at once would each write the file without what the other has just kept. */
let lastWrite: Promise<unknown> = Promise.resolve();

/** Keeps what the people of a table are generated from; the file is whole at any moment. */
export async function keepGeneration(dataDirectory: string, tableName: string, kept: KeptGeneration): Promise<void> {
  const write = lastWrite.then(() => writeGeneration(dataDirectory, tableName, kept));
  lastWrite = write.catch(() => undefined);
  await write;
}

async function writeGeneration(dataDirectory: string, tableName: string, kept: KeptGeneration): Promise<void> {
  const { count, seed, asOf, state } = kept;
  const all = (await readAll(dataDirectory)).set(tableName, { count, seed, asOf, state });
  await mkdir(dataDirectory, { recursive: true });
  const draft = join(dataDirectory, `${fileName}.${randomUUID()}`);
  try {
    await writeFile(draft, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
    await rename(draft, join(dataDirectory, fileName));
  } finally {
    await rm(draft, { force: true });
  }
}

async function readAll(dataDirectory: string): Promise<Map<string, KeptGeneration>> {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(await readFile(join(dataDirectory, fileName), 'utf8')));
    return new Map(Object.entries(parsed.data ?? {}));
  } catch {
    return new Map();
  }
}
