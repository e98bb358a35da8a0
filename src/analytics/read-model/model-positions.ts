import type { ShardPosition, StreamCheckpoints } from '../../storage/stream/stream-ports.ts';
import { setFact } from './model-facts.ts';
import type { ModelFile, ModelTransaction } from './model-file.ts';

/** The positions of one build in its stream, kept with what was read up to there. */
interface ModelPositions {
  /** For the stream's reader; what `move` has kept is not written again. */
  readonly checkpoints: StreamCheckpoints;
  /** Moves behind a change, as a part of the transaction that applies it. */
  move(transaction: ModelTransaction, shardId: string, after: string): Promise<void>;
  /** To be called once that transaction is there for good. */
  moved(shardId: string, after: string): void;
}

interface PositionsOptions {
  readonly build: number;
  readonly table: string;
  readonly streamArn: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const streamFact = 'stream';

export async function createModelPositions(
  file: ModelFile,
  { build, table, streamArn, now }: PositionsOptions,
): Promise<ModelPositions> {
  const kept = await file.read((query) => query(`SELECT shard_id, state, after FROM ${table}`));
  const positions = new Map(kept.map((row) => [String(row['shard_id']), positionIn(row)]));
  const streams = await file.read((query) =>
    query('SELECT value FROM facts WHERE build = $1 AND name = $2', [build, streamFact]),
  );
  let stream = streams[0] === undefined ? undefined : String(streams[0]['value']);

  async function put({ query }: ModelTransaction, shardId: string, position: ShardPosition): Promise<void> {
    await query(`DELETE FROM ${table} WHERE shard_id = $1`, [shardId]);
    const after = position.state === 'reading' ? (position.after ?? null) : null;
    await query(`INSERT INTO ${table} VALUES ($1, $2, $3, $4)`, [
      shardId,
      position.state,
      after,
      BigInt(Math.round(now())),
    ]);
  }

  return {
    checkpoints: {
      lastStream: async () => stream,
      async beginStream() {
        await file.write((transaction) => setFact(transaction, { build, name: streamFact, value: streamArn }));
        stream = streamArn;
      },
      positions: async () => positions,
      read: async (shardId) => positions.get(shardId),
      async write(shardId, position) {
        if (isSame(positions.get(shardId), position)) return;
        await file.write((transaction) => put(transaction, shardId, position));
        positions.set(shardId, position);
      },
    },
    move: (transaction, shardId, after) => put(transaction, shardId, { state: 'reading', after }),
    moved: (shardId, after) => void positions.set(shardId, { state: 'reading', after }),
  };
}

function positionIn({ state, after }: Readonly<Record<string, unknown>>): ShardPosition {
  if (state === 'finished') return { state };
  return typeof after === 'string' ? { state: 'reading', after } : { state: 'reading' };
}

function isSame(one: ShardPosition | undefined, other: ShardPosition): boolean {
  return one !== undefined && JSON.stringify(positionParts(one)) === JSON.stringify(positionParts(other));
}

function positionParts(position: ShardPosition): readonly unknown[] {
  return [position.state, position.state === 'reading' ? position.after : undefined];
}
