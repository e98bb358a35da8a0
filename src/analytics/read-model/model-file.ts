import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AppError } from '../../errors/app-error.ts';
import { bindable } from './bindable.ts';
import type { SqlRow, SqlValue } from './model-reader.ts';
import { createPool } from './pool.ts';

export interface ModelFileOptions {
  readonly path: string;
  /** What DuckDB may hold of it in memory; beyond that it reads from the file. */
  readonly memoryMegabytes: number;
  readonly threads?: number;
}

export type Query = (sql: string, values?: readonly SqlValue[]) => Promise<readonly SqlRow[]>;

/** What may be done within one transaction. */
export interface ModelTransaction {
  readonly query: Query;
  /** For what the query language has no place for: appenders. */
  readonly connection: DuckDBConnection;
}

/**
 * A DuckDB file of this process alone.
 *
 * All of it throws `repository.unavailable`; with `{broken: true}` in its details when the file is of no use any more.
 */
export interface ModelFile {
  /**
   * One transaction that writes; one at a time. What was done is undone when `work` throws.
   *
   * `onCommitted` runs once it is there for good, before anything else is written.
   */
  write<Result>(
    work: (transaction: ModelTransaction) => Promise<Result>,
    onCommitted?: (result: Result) => void,
  ): Promise<Result>;
  /** One consistent state to read; several at a time. */
  read<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  /** Waits for what is under way, and lets go of the file. */
  close(): Promise<void>;
}

/** A file's lock keeps other processes away, and not this one. */
const openHere = new Set<string>();

/** Questions that are answered at the same moment; each of them uses all threads that DuckDB has. */
const mostReaders = 3;

/**
 * Opens a file, or makes an empty one.
 *
 * @throws {AppError} `repository.unavailable` with `{reason}`: `locked` by another process, or `damaged`
 */
export async function openModelFile(options: ModelFileOptions): Promise<ModelFile> {
  const path = resolve(options.path);
  await mkdir(dirname(path), { recursive: true });
  if (openHere.has(path)) throw unopened('locked', 'the read model is open in this process already');
  openHere.add(path);
  const instance = await openInstance(options).catch((error: unknown) => {
    openHere.delete(path);
    throw error;
  });
  const writers = createPool(1, () => instance.connect());
  const readers = createPool(mostReaders, () => instance.connect());
  return {
    write: (work, onCommitted) =>
      writers.use(async (connection) => {
        const result = await inTransaction(connection, 'BEGIN', (query) => work({ query, connection }));
        onCommitted?.(result);
        return result;
      }),
    read: (work) => readers.use((connection) => inTransaction(connection, 'BEGIN TRANSACTION READ ONLY', work)),
    async close() {
      try {
        const connections = [...(await writers.drain()), ...(await readers.drain())];
        for (const connection of connections) connection.closeSync();
        instance.closeSync();
      } finally {
        openHere.delete(path);
      }
    },
  };
}

/** Deletes a file that is of no use, so that it can be made anew. */
export async function deleteModelFile(path: string): Promise<void> {
  // The file last: it is good by itself, while a journal would be taken for that of the next file of this name.
  for (const part of ['.wal', '.wal.checkpoint', '.wal.recovery', '']) await rm(`${path}${part}`, { force: true });
}

async function openInstance({ path, memoryMegabytes, threads = 2 }: ModelFileOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, {
      memory_limit: `${memoryMegabytes}MB`,
      threads: String(threads),
      // It reads this one file, and asks nobody for anything.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.message.includes('Could not set lock');
    if (isLocked) throw unopened('locked', 'the read model is another process’s', cause);
    throw unopened('damaged', 'the read model’s file cannot be opened', cause);
  }
}

function unopened(reason: 'locked' | 'damaged', message: string, cause?: unknown): AppError {
  return new AppError('repository.unavailable', message, { retryable: true, details: { reason }, cause });
}

async function inTransaction<Result>(
  connection: DuckDBConnection,
  begin: string,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const query: Query = async (sql, values = []) => {
    const { values: bound, types } = bindable(values);
    const reader = await connection.runAndReadAll(sql, bound, types);
    return reader.getRowObjectsJS();
  };
  try {
    await connection.run(begin);
    const result = await work(query);
    await connection.run('COMMIT');
    return result;
  } catch (cause) {
    // Where there is no transaction to undo any more, its failure is the one that matters.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw translated(cause);
  }
}

function translated(cause: unknown): unknown {
  if (cause instanceof AppError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const broken = /FATAL|INTERNAL|invalidated|[Cc]orrupt|Could not read/u.test(message);
  return new AppError('repository.unavailable', 'the read model did not do what it was asked', {
    retryable: true,
    details: { broken },
    cause,
  });
}
