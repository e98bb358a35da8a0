import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import sqlite, { type Database } from 'node-sqlite3-wasm';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { keepEngineFile } from '../../../src/storage/engine/engine-upkeep.ts';
import { startEngine } from '../../../src/storage/engine/start-engine.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { createStreamReader } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import type { ShardPosition, StreamCheckpoints } from '../../../src/storage/stream/stream-ports.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { engineBinary } from '../../support/engine.ts';
import { eventually } from '../../support/manual-clock.ts';
import { idsOf, subscriber } from '../../support/stream-subscriber.ts';

const binary = engineBinary();
const region = 'us-west-2';
const dayMs = 24 * 3_600_000;
let dataDirectory: string;
let file: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-upkeep-'));
  file = join(dataDirectory, 'dynamodb.sqlite');
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

interface Session {
  readonly endpoint: string;
  readonly put: (tableName: string, ...ids: readonly string[]) => Promise<void>;
  /** Makes a table and returns its stream's ARN. */
  readonly makeTable: (tableName: string) => Promise<string>;
}

/** Works with an engine over the file, which is closed afterwards. */
async function withEngine<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  const engine = await startEngine({ binary, dataDirectory });
  const client = createDocumentClient({ region, endpoint: engine.endpoint });
  try {
    return await work({
      endpoint: engine.endpoint,
      async put(tableName, ...ids) {
        for (const id of ids) await client.send(new PutCommand({ TableName: tableName, Item: { id } }));
      },
      async makeTable(tableName) {
        await ensureTable(client, { name: tableName, nameVariable: 'T', partitionKey: 'id', indexes: [] }, tableName);
        return switchOnStream(client, tableName);
      },
    });
  } finally {
    client.destroy();
    await engine.stop();
  }
}

function lookInside<Result>(look: (database: Database) => Result): Result {
  const database = new sqlite.Database(file, { fileMustExist: true });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    return look(database);
  } finally {
    database.close();
  }
}

const recordsLeft = (): unknown[] =>
  lookInside((database) =>
    database
      .all("SELECT table_name || ' ' || sequence_number AS record FROM _stream_records ORDER BY id")
      .map(({ record }) => record),
  );

const isIndexed = (): boolean =>
  lookInside((database) => {
    const sql =
      "EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'x'";
    return /USING (COVERING )?INDEX/.test(JSON.stringify(database.all(sql)));
  });

const inHours = (hours: number) => () => new Date(Date.now() + (hours * dayMs) / 24);

describe('keepEngineFile', () => {
  it('gives the stream records their index at the next start, and keeps what is younger than a day', async () => {
    await withEngine(async ({ makeTable, put }) => {
      await makeTable('first');
      await put('first', 'a', 'b');
    });
    const before = isIndexed();

    await withEngine(({ put }) => put('first', 'c'));

    expect([before, isIndexed()]).toEqual([false, true]);
    expect(recordsLeft()).toEqual(['first 1', 'first 2', 'first 3']);
  });

  it('deletes what is older, but for the newest record of each table, from which the engine counts on', async () => {
    await withEngine(async ({ makeTable, put }) => {
      await makeTable('first');
      await makeTable('second');
      await put('first', 'a', 'b', 'c');
      await put('second', 'a', 'b');
    });

    await keepEngineFile(file, { now: inHours(23) });
    const afterADay = recordsLeft().length;
    await keepEngineFile(file, { now: inHours(25) });
    await withEngine(({ put }) => put('first', 'd'));

    expect(afterADay).toBe(5);
    expect(recordsLeft()).toEqual(['first 3', 'second 2', 'first 4']);
  });

  it('leaves no gap behind that a reader would pass over in silence', async () => {
    const streamArn = await withEngine(async ({ makeTable, put }) => {
      const arn = await makeTable('first');
      await put('first', 'a', 'b', 'c');
      return arn;
    });
    await keepEngineFile(file, { now: inHours(25) });
    const { changes, gaps, subscription } = subscriber({ mode: 'broadcast' });

    await withEngine(async ({ endpoint }) => {
      const streams = createStreamsClient({ region, endpoint });
      const deadLetters = { put: () => Promise.reject(new Error('there is none')) };
      const log = pino({ level: 'silent' });
      const checkpoints = checkpointsAt({ state: 'reading', after: '1' }, streamArn);
      const reader = createStreamReader({ streams, streamArn, subscription, checkpoints, deadLetters, log });
      reader.start();
      await eventually(() => changes.length === 1);
      await reader.stop();
      streams.destroy();
    });

    expect(gaps).toEqual([{ reason: 'trimmed', streamArn }]);
    expect(idsOf(changes)).toEqual(['c']);
  });

  it('does not touch a file that an engine has open', async () => {
    await withEngine(async ({ makeTable, put }) => {
      await makeTable('first');
      await put('first', 'a', 'b');

      await keepEngineFile(file, { now: inHours(25) });

      expect(readdirSync(dataDirectory)).not.toContain('dynamodb.sqlite.lock');
    });
    expect(isIndexed()).toBe(false);
    expect(recordsLeft()).toHaveLength(2);
  });

  it('makes no file where there is none', async () => {
    await keepEngineFile(file);

    expect(existsSync(file)).toBe(false);
  });

  it('goes on over what a process left that was killed in the middle of it', async () => {
    await withEngine(({ makeTable }) => makeTable('first'));
    mkdirSync(`${file}.lock`);

    await keepEngineFile(file);

    expect(isIndexed()).toBe(true);
  });

  it('warns and goes on when the file is no database', async () => {
    writeFileSync(file, 'not a database, but long enough to be taken for one at first sight'.repeat(50));
    const lines: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });

    await keepEngineFile(file, { log });

    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40 }]);
    expect(readdirSync(dataDirectory)).toEqual(['dynamodb.sqlite']);
  });
});

/** Positions in memory, of a reader that was in every shard at the same place. */
function checkpointsAt(start: ShardPosition, streamArn: string): StreamCheckpoints {
  const positions = new Map<string, ShardPosition>();
  return {
    lastStream: async () => streamArn,
    beginStream: async () => undefined,
    positions: async () => positions,
    read: async (shardId) => positions.get(shardId) ?? start,
    async write(shardId, position) {
      positions.set(shardId, position);
    },
  };
}
