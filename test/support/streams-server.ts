import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

export interface StreamsCall {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** How many requests of this operation came before. */
  readonly ordinal: number;
}

/** The name of an error to answer with, as the API reference has it. */
export type StreamsFault =
  | 'ProvisionedThroughputExceededException'
  | 'LimitExceededException'
  | 'InternalServerError'
  | 'ExpiredIteratorException';

/** An item in DynamoDB's own form. */
export type StoredItem = Readonly<Record<string, object>>;

export interface StreamsServer {
  readonly endpoint: string;
  readonly streamArn: string;
  readonly calls: readonly StreamsCall[];
  /** Opens a shard; it is closed when it is split or merged. */
  openShard(shardId: string, parentId?: string): void;
  /** Adds the insertion of an item; returns its sequence number. */
  append(shardId: string, item: StoredItem): string;
  closeShard(shardId: string): void;
  /** Closes a shard and opens its two children. */
  split(shardId: string): readonly [string, string];
  /** Closes two shards and opens one; the API names one parent only. */
  merge(first: string, second: string): string;
  /** Forgets the records up to this one, as happens after 24 hours. */
  trim(shardId: string, sequenceNumber: string): void;
  /** Forgets a whole shard: it is not listed any more. */
  dropShard(shardId: string): void;
  /** Leaves a shard out of the list, as a list does that lies behind. */
  hideShard(shardId: string): void;
  showShard(shardId: string): void;
  /** Lets a quarter of an hour pass for all iterators that were given out. */
  expireIterators(): void;
  inject(fault: (call: StreamsCall) => StreamsFault | undefined): void;
  stop(): Promise<void>;
}

interface StoredRecord {
  readonly sequenceNumber: string;
  readonly item: StoredItem;
}

interface StoredShard {
  readonly shardId: string;
  readonly parentId: string | undefined;
  readonly first: string;
  records: StoredRecord[];
  closed: boolean;
  /** The sequence number of the last record that was forgotten. */
  trimmedTo: string | undefined;
}

class ApiError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
    this.status = type === 'InternalServerError' ? 500 : 400;
  }
}

const shapes = {
  DescribeStream: z.strictObject({
    StreamArn: z.string().min(37).max(1024),
    Limit: z.int().min(1).max(100).optional(),
    ExclusiveStartShardId: z.string().min(28).max(65).optional(),
  }),
  GetShardIterator: z.strictObject({
    StreamArn: z.string().min(37).max(1024),
    ShardId: z.string().min(28).max(65),
    ShardIteratorType: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
    SequenceNumber: z.string().min(21).max(40).optional(),
  }),
  GetRecords: z.strictObject({
    ShardIterator: z.string().min(1).max(2048),
    Limit: z.int().min(1).max(1000).optional(),
  }),
};

/** Real ones have 21 digits and more; all of these have as many, so that they compare as texts. */
const firstSequence = 10n ** 24n;

const iteratorSchema = z.object({ shardId: z.string(), at: z.int().min(0), issue: z.int() });

/** A full id is 28 characters or longer; tests name shards shortly. */
export function fullShardId(name: string): string {
  return `shardId-${name.padStart(20, '0')}`;
}

/**
 * A local server that speaks the protocol of DynamoDB Streams, and does what the embedded engine never does: shards
 * that end, split, merge and vanish, iterators that expire, records that are trimmed, requests that are turned away.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
 */
export async function startStreamsServer({
  label = '2026-03-01T10:00:00.000',
  shardsPerPage = 100,
  recordsPerPage = 1_000,
} = {}): Promise<StreamsServer> {
  const streamArn = `arn:aws:dynamodb:us-west-2:123456789012:table/Agents/stream/${label}`;
  const shards = new Map<string, StoredShard>();
  const hidden = new Set<string>();
  const calls: StreamsCall[] = [];
  let faultOf: (call: StreamsCall) => StreamsFault | undefined = () => undefined;
  let sequence = 0;
  let issue = 0;
  let children = 0;

  const nextSequence = (): string => {
    sequence += 1;
    return String(firstSequence + BigInt(sequence));
  };

  function shardOf(shardId: string): StoredShard {
    const shard = shards.get(shardId);
    if (shard === undefined) throw new ApiError('ResourceNotFoundException', `Shard ${shardId} not found`);
    return shard;
  }

  function checkStream(arn: string): void {
    if (arn !== streamArn) throw new ApiError('ResourceNotFoundException', 'Requested resource not found: Stream');
  }

  function openShard(shardId: string, parentId?: string): void {
    shards.set(shardId, {
      shardId,
      parentId,
      first: nextSequence(),
      records: [],
      closed: false,
      trimmedTo: undefined,
    });
  }

  function openChild(parentId: string): string {
    children += 1;
    const child = fullShardId(`child-${children}`);
    openShard(child, parentId);
    return child;
  }

  const toIterator = (shardId: string, at: number): string =>
    Buffer.from(JSON.stringify({ shardId, at, issue })).toString('base64');

  const operations: Record<string, (body: unknown) => object> = {
    DescribeStream(body) {
      const { StreamArn, Limit = 100, ExclusiveStartShardId } = shapes.DescribeStream.parse(body);
      checkStream(StreamArn);
      const all = [...shards.values()]
        .filter(({ shardId }) => !hidden.has(shardId))
        .toSorted((a, b) => (a.first < b.first ? -1 : 1));
      const from = all.findIndex(({ shardId }) => shardId === ExclusiveStartShardId) + 1;
      const page = all.slice(from, from + Math.min(Limit, shardsPerPage));
      const last = page.at(-1);
      return {
        StreamDescription: {
          StreamArn,
          StreamLabel: label,
          StreamStatus: 'ENABLED',
          StreamViewType: 'NEW_AND_OLD_IMAGES',
          TableName: 'Agents',
          Shards: page.map(describeShard),
          ...(last !== undefined && last !== all.at(-1) ? { LastEvaluatedShardId: last.shardId } : {}),
        },
      };
    },
    GetShardIterator(body) {
      const { StreamArn, ShardId, ShardIteratorType, SequenceNumber } = shapes.GetShardIterator.parse(body);
      checkStream(StreamArn);
      const shard = shardOf(ShardId);
      const needsNumber = ShardIteratorType.endsWith('SEQUENCE_NUMBER');
      if (needsNumber !== (SequenceNumber !== undefined)) {
        throw new ApiError('ValidationException', `SequenceNumber does not go with ${ShardIteratorType}`);
      }
      if (SequenceNumber === undefined) {
        const at = ShardIteratorType === 'LATEST' ? sequence : 0;
        return { ShardIterator: toIterator(ShardId, at) };
      }
      if (SequenceNumber < shard.first) throw new ApiError('ValidationException', 'SequenceNumber is of another shard');
      const isTrimmed =
        shard.trimmedTo !== undefined &&
        (ShardIteratorType === 'AT_SEQUENCE_NUMBER'
          ? SequenceNumber <= shard.trimmedTo
          : SequenceNumber < shard.trimmedTo);
      if (isTrimmed) throw new ApiError('TrimmedDataAccessException', 'The record is older than the trim horizon');
      const at = numberOf(SequenceNumber) - (ShardIteratorType === 'AT_SEQUENCE_NUMBER' ? 1 : 0);
      return { ShardIterator: toIterator(ShardId, at) };
    },
    GetRecords(body) {
      const { ShardIterator, Limit = 1_000 } = shapes.GetRecords.parse(body);
      const iterator = readIterator(ShardIterator);
      if (iterator.issue !== issue) throw new ApiError('ExpiredIteratorException', 'Iterator expired');
      const shard = shardOf(iterator.shardId);
      if (iterator.at > 0 && shard.trimmedTo !== undefined && iterator.at < numberOf(shard.trimmedTo)) {
        throw new ApiError('TrimmedDataAccessException', 'The iterator is older than the trim horizon');
      }
      const left = shard.records.filter(({ sequenceNumber }) => numberOf(sequenceNumber) > iterator.at);
      const page = left.slice(0, Math.min(Limit, recordsPerPage));
      const last = page.at(-1);
      const at = last === undefined ? iterator.at : numberOf(last.sequenceNumber);
      const isOver = shard.closed && page.length === left.length;
      return {
        Records: page.map(describeRecord),
        ...(isOver ? {} : { NextShardIterator: toIterator(shard.shardId, at) }),
      };
    },
  };

  async function answer(incoming: IncomingMessage): Promise<object> {
    const text = await readAll(incoming);
    const [service, operation = ''] = String(incoming.headers['x-amz-target']).split('.');
    const handler = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (service !== 'DynamoDBStreams_20120810' || handler === undefined) {
      throw new ApiError('UnknownOperationException', `${service}.${operation}`);
    }
    if (incoming.headers['content-type'] !== 'application/x-amz-json-1.0' || incoming.method !== 'POST') {
      throw new ApiError('SerializationException', 'not a request of this protocol');
    }
    if (!String(incoming.headers.authorization).startsWith('AWS4-HMAC-SHA256 ')) {
      throw new ApiError('MissingAuthenticationTokenException', 'not signed');
    }
    const body = JSON.parse(text);
    const call = { operation, body, ordinal: calls.filter((earlier) => earlier.operation === operation).length };
    calls.push(call);
    const fault = faultOf(call);
    if (fault !== undefined) throw new ApiError(fault, 'injected');
    return handler(body);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming)
      .then((body) => ({ status: 200, body }))
      .catch((error: unknown) => toReply(error))
      .then(({ status, body }) => {
        outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
      })
      .catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streamArn,
    calls,
    openShard,
    append(shardId, item) {
      const shard = shardOf(shardId);
      if (shard.closed) throw new Error(`${shardId} is closed`);
      const sequenceNumber = nextSequence();
      shard.records.push({ sequenceNumber, item });
      return sequenceNumber;
    },
    closeShard(shardId) {
      shardOf(shardId).closed = true;
    },
    split(shardId) {
      shardOf(shardId).closed = true;
      return [openChild(shardId), openChild(shardId)];
    },
    merge(first, second) {
      shardOf(first).closed = true;
      shardOf(second).closed = true;
      return openChild(first);
    },
    trim(shardId, sequenceNumber) {
      const shard = shardOf(shardId);
      shard.trimmedTo = sequenceNumber;
      shard.records = shard.records.filter((record) => record.sequenceNumber > sequenceNumber);
    },
    dropShard(shardId) {
      shards.delete(shardId);
    },
    hideShard(shardId) {
      hidden.add(shardId);
    },
    showShard(shardId) {
      hidden.delete(shardId);
    },
    expireIterators() {
      issue += 1;
    },
    inject(fault) {
      faultOf = fault;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function describeShard({ shardId, parentId, first, records, closed }: StoredShard): object {
  return {
    ShardId: shardId,
    ...(parentId === undefined ? {} : { ParentShardId: parentId }),
    SequenceNumberRange: {
      StartingSequenceNumber: first,
      ...(closed ? { EndingSequenceNumber: records.at(-1)?.sequenceNumber ?? first } : {}),
    },
  };
}

function describeRecord({ sequenceNumber, item }: StoredRecord): object {
  return {
    eventID: `event-${sequenceNumber}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-west-2',
    dynamodb: {
      ApproximateCreationDateTime: 1_772_359_200,
      Keys: { id: item['id'] },
      NewImage: item,
      SequenceNumber: sequenceNumber,
      SizeBytes: 100,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}

function numberOf(sequenceNumber: string): number {
  return Number(BigInt(sequenceNumber) - firstSequence);
}

function readIterator(text: string): z.infer<typeof iteratorSchema> {
  try {
    return iteratorSchema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    throw new ApiError('ValidationException', 'Invalid ShardIterator');
  }
}

function toReply(error: unknown): { readonly status: number; readonly body: object } {
  if (error instanceof ApiError) {
    const { type, status, message } = error;
    return { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message } };
  }
  return { status: 400, body: { __type: 'com.amazon.coral.validate#ValidationException', message: String(error) } };
}

async function readAll(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}
