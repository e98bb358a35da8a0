import { AppError } from '../../errors/app-error.ts';
import type { ShardLease, ShardPosition, StreamCheckpoints } from './stream-ports.ts';

/** One by one, a write after each change would cost more than the few that come again after a crash. */
const passedPerWrite = 50;

interface PlaceIn {
  readonly shardId: string;
  readonly checkpoints: StreamCheckpoints;
  readonly lease?: ShardLease | undefined;
}

/** How far a reader is in its shard, and how far its checkpoint is. All of it throws `repository.*`. */
export interface ShardPlace {
  /** The position as it was left, the first time; as it is now from then on. */
  position(): Promise<ShardPosition>;
  move(position: ShardPosition): void;
  /** Moves behind a change, and writes that down every now and then. */
  pass(sequenceNumber: string): Promise<void>;
  /** Writes the checkpoint, if it lies behind; false when the shard is another reader's by now. */
  keep(): Promise<boolean>;
}

export function createShardPlace({ shardId, checkpoints, lease }: PlaceIn): ShardPlace {
  let current: ShardPosition | undefined;
  let written: ShardPosition | undefined;
  let passed = 0;
  let isOvertaken = false;

  async function keep(): Promise<boolean> {
    if (isOvertaken || lease?.isHeld() === false) return false;
    const position = current;
    if (position === undefined || position === written) return true;
    try {
      await checkpoints.write(shardId, position, lease?.guard());
      written = position;
      passed = 0;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'repository.conflict')) throw error;
      isOvertaken = true;
    }
    return !isOvertaken;
  }

  return {
    async position() {
      if (current === undefined) {
        current = (await checkpoints.read(shardId)) ?? { state: 'reading' };
        written = current;
      }
      return current;
    },
    move(position) {
      current = position;
    },
    async pass(sequenceNumber) {
      current = { state: 'reading', after: sequenceNumber };
      passed += 1;
      // One that fails is made up for after the batch.
      if (passed >= passedPerWrite) await keep().catch(() => false);
    },
    keep,
  };
}
