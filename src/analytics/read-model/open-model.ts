import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { dropTables, tablesOfBuild } from './build-tables.ts';
import { type ModelBuild, openBuild } from './model-build.ts';
import { createFacts, dropFacts, type Fact, readFacts, setFact } from './model-facts.ts';
import { deleteModelFile, type ModelFile, type ModelFileOptions, openModelFile } from './model-file.ts';
import type { ModelShape } from './model-shape.ts';

export interface OpenModelOptions extends ModelFileOptions {
  readonly shape: ModelShape;
  /** The table of the record that it is a copy of, wherever that is: its name, or its ARN. */
  readonly table: string;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The file of a dataset's read model, open. */
export interface OpenModel {
  readonly file: ModelFile;
  /**
   * The build to go on with; undefined when there is none that this stream can be applied to.
   *
   * @throws {AppError} `repository.unavailable` with `{broken: true}` when the build is damaged
   */
  resume(streamArn: string): Promise<ModelBuild | undefined>;
  /** A new build, with nobody in it yet. */
  begin(streamArn: string): Promise<ModelBuild>;
  /** Deletes every other build. */
  keepOnly(build: ModelBuild): Promise<void>;
}

/**
 * Opens the file of a read model; makes it anew where it is damaged, or was made by another version or of another
 * table.
 *
 * @throws {AppError} `repository.unavailable` with `{reason: 'locked'}` while another process has it
 */
export async function openModel(options: OpenModelOptions): Promise<OpenModel> {
  const { path, log } = options;
  const file = await openModelFile(options).catch((error: unknown) => {
    if (isLocked(error)) throw error;
    log.warn({ err: error, path }, 'the file of a read model is of no use, and is made anew');
    return undefined;
  });
  if (file !== undefined) {
    if (await isOfThisKind(file, options)) return usable(file, options);
    log.info({ path }, 'the file of a read model is of another kind, and is made anew');
    await file.close();
  }
  await deleteModelFile(path);
  const made = await openModelFile(options);
  await isOfThisKind(made, options);
  return usable(made, options);
}

/**
 * Streams forget after 24 hours, and a shard of which nothing was read yet does not show that it did. So a build that
 * has not moved for about as long is not gone on with, though there may have been nothing to move for.
 */
const longestAwayMs = 20 * 3_600_000;

function isLocked(error: unknown): boolean {
  return error instanceof AppError && error.details['reason'] === 'locked';
}

/** Whether the file is of this shape and table; one that is empty is made so. */
async function isOfThisKind(file: ModelFile, { shape, table }: OpenModelOptions): Promise<boolean> {
  const wanted: readonly Fact[] = [
    { build: 0, name: 'shape', value: shape.fingerprint },
    { build: 0, name: 'table', value: table },
  ];
  try {
    return await file.write(async (transaction) => {
      await createFacts(transaction);
      const facts = await readFacts(transaction.query);
      if (facts.length === 0) for (const fact of wanted) await setFact(transaction, fact);
      return facts.length === 0 || wanted.every(({ name, value }) => factNamed(facts, 0, name) === value);
    });
  } catch {
    return false;
  }
}

function factNamed(facts: readonly Fact[], build: number, name: string): string | undefined {
  return facts.find((fact) => fact.build === build && fact.name === name)?.value;
}

function usable(file: ModelFile, { shape, now }: OpenModelOptions): OpenModel {
  let last = 0;

  const dropOthers = (kept: number | undefined) =>
    file.write(async (transaction) => {
      const facts = await readFacts(transaction.query);
      const tables = await transaction.query('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
      const builds = new Set([...facts.map(({ build }) => build), ...tables.map((row) => numberIn(row['table_name']))]);
      last = Math.max(last, ...builds);
      for (const build of builds) {
        if (build === 0 || build === kept) continue;
        await dropTables(transaction, tablesOfBuild(build));
        await dropFacts(transaction, build);
      }
    });

  /**
   * Whether the stream can still tell all that a build lacks. Without a place to go on from, it would be read from its
   * oldest change on, and the embedded engine's begins before its own table.
   *
   * @param knownAt up to when it is known to have held everything, epoch milliseconds
   */
  const canGoOn = (build: number, knownAt: number): Promise<boolean> =>
    file.read(async (query) => {
      const { positions } = tablesOfBuild(build);
      const [row] = await query(
        `SELECT count(*) FILTER (WHERE state = 'reading') AS places, max(moved_at) AS moved_at FROM ${positions}`,
      );
      const isRecent = now() - Math.max(knownAt, Number(row?.['moved_at'] ?? 0)) < longestAwayMs;
      return isRecent && Number(row?.['places'] ?? 0) > 0;
    });

  /** A damaged part of a file shows when it is read, which may be long after it was opened: so all of it is read. */
  const checkMembers = (build: number): Promise<unknown> =>
    file.read((query) => query(`SELECT bit_xor(hash(COLUMNS(*))) FROM ${tablesOfBuild(build).members}`));

  async function resume(streamArn: string): Promise<ModelBuild | undefined> {
    const facts = await file.read(readFacts);
    const fit = facts.filter(({ name, value }) => name === 'stream' && value === streamArn).map(({ build }) => build);
    const filled = fit.filter((build) => factNamed(facts, build, 'filledAt') !== undefined);
    const number = filled.length === 0 ? undefined : Math.max(...filled);
    const filledAt = Number(factNamed(facts, number ?? 0, 'filledAt'));
    const currentTo = Number(factNamed(facts, number ?? 0, 'currentTo') ?? 0);
    const isWhole = number !== undefined && (await canGoOn(number, Math.max(filledAt, currentTo)));
    await dropOthers(isWhole ? number : undefined);
    if (!isWhole) return undefined;
    await checkMembers(number);
    return openBuild({ file, shape, number, streamArn, now, filledAt });
  }

  return {
    file,
    resume: (streamArn) =>
      resume(streamArn).catch((cause: unknown) => {
        // Whatever it is, it would be the same the next time; a new file may be better.
        const details = { broken: true };
        const message = 'the build of a read model cannot be gone on with';
        throw new AppError('repository.unavailable', message, { retryable: true, details, cause });
      }),
    begin(streamArn) {
      last += 1;
      return openBuild({ file, shape, number: last, streamArn, now });
    },
    keepOnly: (build) => dropOthers(build.number),
  };
}

function numberIn(tableName: unknown): number {
  return Number(/_(\d+)$/u.exec(String(tableName))?.[1] ?? 0);
}
