import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { translated, translateError } from '../translate-error.ts';
import type { VendorRecord } from './stream-record.ts';

/** A shard as the stream lists it. */
export interface ListedShard {
  readonly shardId: string;
  readonly parentId?: string;
  /** The sequence number of its first record that there still is. */
  readonly startsAt?: string;
}

/**
 * Why a shard cannot be read from here. `expired`: the iterator is too old, another one will do. `trimmed`: records
 * from this place on are gone. `gone`: the shard is not there any more.
 */
export type Obstacle = { readonly obstacle: 'expired' | 'trimmed' | 'gone' };

export interface RecordsPage {
  readonly records: readonly VendorRecord[];
  /** Where the shard goes on; absent only at the end of one that is closed. */
  readonly next?: string;
}

export type ShardStart = { readonly after: string } | 'oldest' | 'newest';

/** The requests of one stream. All of it throws `repository.*`. */
export interface StreamApi {
  listShards(signal?: AbortSignal): Promise<readonly ListedShard[]>;
  /** Where reading begins: behind a record, at the oldest one that there is, or with the next one that is made. */
  openShard(shardId: string, at: ShardStart, signal?: AbortSignal): Promise<{ iterator: string } | Obstacle>;
  readRecords(iterator: string, signal?: AbortSignal): Promise<RecordsPage | Obstacle>;
}

const obstacles: Readonly<Record<string, Obstacle['obstacle']>> = {
  ExpiredIteratorException: 'expired',
  TrimmedDataAccessException: 'trimmed',
  ResourceNotFoundException: 'gone',
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export function createStreamApi(streams: DynamoDBStreamsClient, streamArn: string): StreamApi {
  async function orObstacle<Result>(operation: string, call: () => Promise<Result>): Promise<Result | Obstacle> {
    try {
      return await call();
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      const obstacle = Object.hasOwn(obstacles, name) ? obstacles[name] : undefined;
      if (obstacle === undefined) throw translateError(error, { streamArn, operation });
      return { obstacle };
    }
  }

  return {
    async listShards(signal) {
      const shards: ListedShard[] = [];
      let last: string | undefined;
      do {
        const command = new DescribeStreamCommand({
          StreamArn: streamArn,
          ...(last === undefined ? {} : { ExclusiveStartShardId: last }),
        });
        const { StreamDescription } = await translated({ streamArn, operation: 'DescribeStream' }, () =>
          streams.send(command, aborting(signal)),
        );
        shards.push(...(StreamDescription?.Shards ?? []).flatMap(readShardEntry));
        last = StreamDescription?.LastEvaluatedShardId;
      } while (last !== undefined);
      return shards;
    },

    openShard(shardId, at, signal) {
      const place =
        typeof at === 'object'
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: at.after }
          : { ShardIteratorType: at === 'newest' ? ('LATEST' as const) : ('TRIM_HORIZON' as const) };
      const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...place });
      return orObstacle('GetShardIterator', async () => {
        const { ShardIterator = '' } = await streams.send(command, aborting(signal));
        return { iterator: ShardIterator };
      });
    },

    readRecords(iterator, signal) {
      const command = new GetRecordsCommand({ ShardIterator: iterator });
      return orObstacle('GetRecords', async () => {
        const { Records = [], NextShardIterator } = await streams.send(command, aborting(signal));
        // The vendor's type of an attribute knows kinds that are still to come.
        const records = Records as readonly VendorRecord[];
        return NextShardIterator == null ? { records } : { records, next: NextShardIterator };
      });
    },
  };
}

function aborting(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function readShardEntry({ ShardId, ParentShardId, SequenceNumberRange }: Shard): readonly ListedShard[] {
  if (ShardId === undefined) return [];
  const startsAt = SequenceNumberRange?.StartingSequenceNumber;
  return [
    {
      shardId: ShardId,
      ...(ParentShardId === undefined ? {} : { parentId: ParentShardId }),
      ...(startsAt === undefined ? {} : { startsAt }),
    },
  ];
}
