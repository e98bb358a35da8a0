import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'node-sqlite3-wasm';
import type { Log } from '../../log.ts';

/** As in DynamoDB. */
const keptSeconds = 24 * 3_600;
const deletedAtOnce = 5_000;
/** What is too much for one start is left for the next one. */
const longestMs = 1_000;

interface UpkeepOptions {
  readonly log?: Log | undefined;
  readonly now?: () => Date;
}

/**
 * Keeps the embedded engine's file in shape: gives the stream records the index that they lack, without which each
 * write to a table with a stream costs more the more of them there are, and deletes those older than 24 hours, which
 * the engine itself keeps for ever.
 *
 * The newest record of each table stays: from it the engine counts on, and by it a reader sees that others are gone.
 *
 * Only for a file that no engine has open, and while none is started: this SQLite locks by other means than the
 * engine's, so that neither would see the other. A file with a journal beside it is in use, or an engine was killed
 * over it; both are left alone. It never throws: without this, the engine does its work too.
 */
export async function keepEngineFile(file: string, { log, now = () => new Date() }: UpkeepOptions = {}): Promise<void> {
  if (!existsSync(file)) return;
  if (existsSync(`${file}-wal`) || existsSync(`${file}-shm`)) {
    log?.debug('the database file is in use, or was not closed; its upkeep is left for another start');
    return;
  }
  try {
    // Left by a process that was killed in the middle of this.
    rmSync(`${file}.lock`, { recursive: true, force: true });
    const { default: sqlite } = await import('node-sqlite3-wasm');
    const database = new sqlite.Database(file, { fileMustExist: true });
    try {
      keepStreamRecords(database, Math.floor(now().getTime() / 1000) - keptSeconds, log);
    } finally {
      database.close();
    }
  } catch (error) {
    log?.warn({ err: error }, 'the upkeep of the database file failed; writes may be slower than they could be');
  }
}

function keepStreamRecords(database: Database, oldest: number, log: Log | undefined): void {
  // The engine's journal can be read without shared memory only by one who is alone.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  if (database.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_stream_records'") === null) {
    log?.debug('the database file has no stream records');
    return;
  }
  const deleted = deleteOlder(database, oldest);
  database.exec(
    'CREATE INDEX IF NOT EXISTS vitals_stream_order ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
  );
  log?.debug({ deleted }, 'the database file is in shape');
}

function deleteOlder(database: Database, oldest: number): number {
  // Records are added in order of time, so that this looks at no more of them than are to be deleted.
  const recent = database.get('SELECT id FROM _stream_records WHERE created_at >= ? ORDER BY id LIMIT 1', [oldest]);
  const end = recent?.['id'] ?? Number.MAX_SAFE_INTEGER;
  const newest = database
    .all('SELECT MAX(id) AS id FROM _stream_records GROUP BY table_name')
    .map(({ id }) => Number(id));
  const startedAt = performance.now();
  for (let deleted = 0; ; ) {
    const { changes } = database.run(
      `DELETE FROM _stream_records WHERE id IN (
         SELECT id FROM _stream_records WHERE id < ? AND id NOT IN (${newest.join(', ')}) ORDER BY id LIMIT ${deletedAtOnce})`,
      [Number(end)],
    );
    deleted += changes;
    if (changes < deletedAtOnce || performance.now() - startedAt > longestMs) return deleted;
  }
}
