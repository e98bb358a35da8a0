import type { ListedShard } from './stream-api.ts';
import type { ShardPosition } from './stream-ports.ts';

export interface ShardPlan {
  /** What may be read now, as no parent has anything left to handle. */
  readonly readable: readonly ListedShard[];
  /** Shards that were being read and are gone. */
  readonly lost: readonly string[];
  /** Shards whose parents are gone before anybody read them. */
  readonly orphans: readonly string[];
}

/**
 * What is to be done about a stream's shards.
 *
 * A shard is read once its parent is finished, so that the changes of an item come in order: they pass from the
 * parent to the child when a shard is split.
 */
export function planShards(listed: readonly ListedShard[], positions: ReadonlyMap<string, ShardPosition>): ShardPlan {
  const ids = new Set(listed.map(({ shardId }) => shardId));
  const isFinished = (shardId: string): boolean => positions.get(shardId)?.state === 'finished';
  const isNew = ({ shardId }: ListedShard): boolean => !positions.has(shardId);
  return {
    readable: listed.filter((shard) => {
      if (isFinished(shard.shardId)) return false;
      return !isNew(shard) || shard.parentId === undefined || isFinished(shard.parentId);
    }),
    lost: [...positions].flatMap(([id, { state }]) => (state === 'reading' && !ids.has(id) ? [id] : [])),
    orphans: listed.flatMap((shard) => {
      const { shardId, parentId } = shard;
      return isNew(shard) && parentId !== undefined && !ids.has(parentId) && !isFinished(parentId) ? [shardId] : [];
    }),
  };
}
