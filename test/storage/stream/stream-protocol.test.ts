import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { createCheckpoints } from '../../../src/state/checkpoints.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { createDeadLetters } from '../../../src/state/dead-letters.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import type { StreamSubscription } from '../../../src/storage/stream/change.ts';
import type { ChangeSource } from '../../../src/storage/stream/change-source.ts';
import { createStreamReader, type StreamReaderOptions } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import { pause } from '../../../src/storage/stream/pause.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../../support/engine.ts';
import { eventually } from '../../support/manual-clock.ts';
import { idsOf, subscriber } from '../../support/stream-subscriber.ts';
import { fullShardId, type StreamsServer, startStreamsServer } from '../../support/streams-server.ts';

const log = pino({ level: 'silent' });
const root = fullShardId('root');
const item = (id: string) => ({ id: { S: id } });

let engine: TestEngine;
let stateName: string;
let server: StreamsServer;
let streams: DynamoDBStreamsClient;
let started: ChangeSource[];

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  stateName = freshTableName();
  started = [];
  await ensureTable(engine.client, stateTable, stateName);
  await use(await startStreamsServer());
  server.openShard(root);
});
afterEach(async () => {
  await Promise.all(started.map((reader) => reader.stop()));
  streams.destroy();
  await server.stop();
});

async function use(next: StreamsServer): Promise<void> {
  server = next;
  streams = createStreamsClient({ region: 'us-west-2', endpoint: server.endpoint, maxAttempts: 1 });
}

async function useInstead(settings: Parameters<typeof startStreamsServer>[0]): Promise<void> {
  streams.destroy();
  await server.stop();
  await use(await startStreamsServer(settings));
}

const checkpointsOf = (subscription: string) =>
  createCheckpoints(engine.client, stateName, { streamArn: server.streamArn, subscription });

function start(subscription: StreamSubscription, overrides: Partial<StreamReaderOptions> = {}): ChangeSource {
  const reader = createStreamReader({
    streams,
    streamArn: server.streamArn,
    subscription,
    leases: createLeases(engine.client, stateName, { instanceId: `instance-${started.length}`, leaseMs: 60_000, log }),
    checkpoints: checkpointsOf(subscription.name),
    deadLetters: createDeadLetters(engine.client, stateName),
    log,
    pollMs: 5,
    lookMs: 30,
    // What is minutes for people is milliseconds here.
    pause: (ms, signal) => pause(Math.min(ms, 20), signal),
    ...overrides,
  });
  started.push(reader);
  reader.start();
  return reader;
}

function requestsFor(operation: string): readonly Record<string, unknown>[] {
  return server.calls.filter((call) => call.operation === operation).map(({ body }) => body);
}

describe('lineage', () => {
  it('reads the children of a split only after their parent, from their beginning', async () => {
    const { changes, subscription } = subscriber();
    server.append(root, item('a-1'));
    server.append(root, item('b-1'));
    const [left, right] = server.split(root);
    server.append(left, item('a-2'));
    server.append(right, item('b-2'));
    const [leftmost] = server.split(left);
    server.append(leftmost, item('a-3'));

    start(subscription);
    await eventually(() => changes.length === 5);

    const ids = idsOf(changes);
    expect(ids.slice(0, 2)).toEqual(['a-1', 'b-1']);
    expect(ids.filter((id) => id.startsWith('a'))).toEqual(['a-1', 'a-2', 'a-3']);
    expect(ids).toHaveLength(5);
  });

  it('does not begin a child while its parent is held up', async () => {
    let isHeldUp = true;
    let attempts = 0;
    const { changes, subscription } = subscriber({
      async handle(batch) {
        attempts += 1;
        if (isHeldUp) throw new AppError('repository.unavailable', 'down', { retryable: true });
        changes.push(...batch);
      },
    });
    server.append(root, item('parent'));
    const [child] = server.split(root);
    server.append(child, item('child'));

    start(subscription);
    await eventually(() => attempts > 3 && requestsFor('DescribeStream').length > 2);
    const opened = requestsFor('GetShardIterator').map(({ ShardId }) => ShardId);
    isHeldUp = false;
    await eventually(() => changes.length === 2);

    expect(opened).toEqual([root]);
    expect(idsOf(changes)).toEqual(['parent', 'child']);
  });

  it('goes on after a merge with the shard that came of it', async () => {
    const { changes, subscription } = subscriber();
    const [left, right] = server.split(root);
    server.append(left, item('left'));
    server.append(right, item('right'));
    const merged = server.merge(left, right);
    server.append(merged, item('merged'));

    start(subscription);
    await eventually(() => changes.length === 3);

    expect(idsOf(changes)).toContain('right');
    expect(idsOf(changes).filter((id) => id !== 'right')).toEqual(['left', 'merged']);
  });

  it('remembers which shards are finished', async () => {
    const { changes, subscription } = subscriber();
    server.append(root, item('before'));
    const [child] = server.split(root);
    const first = start(subscription);
    await eventually(() => changes.length === 1);
    await eventually(
      () => checkpointsOf('rules').read(root),
      (position) => position?.state === 'finished',
    );
    await first.stop();
    server.append(child, item('after'));

    start(subscription);
    await eventually(() => changes.length === 2);

    expect(idsOf(changes)).toEqual(['before', 'after']);
    expect(requestsFor('GetShardIterator').filter(({ ShardId }) => ShardId === root)).toHaveLength(1);
  });

  it('has each shard read by one of several readers', async () => {
    const readers = [subscriber(), subscriber()];
    const shards = server.split(root);
    for (const { subscription } of readers) start(subscription);
    await eventually(() => requestsFor('GetShardIterator').length >= 3);

    for (const shardId of shards) server.append(shardId, item(shardId));
    await eventually(() => readers.flatMap(({ changes }) => changes).length >= 2);

    expect(idsOf(readers.flatMap(({ changes }) => changes)).toSorted()).toEqual([...shards].toSorted());
  });
});

describe('pages', () => {
  it('lists shards and reads records over several pages', async () => {
    await useInstead({ shardsPerPage: 2, recordsPerPage: 3 });
    const shards = ['one', 'two', 'three', 'four', 'five'].map(fullShardId);
    for (const shardId of shards) server.openShard(shardId);
    for (const shardId of shards) for (let at = 0; at < 7; at += 1) server.append(shardId, item(`${shardId}/${at}`));
    const { changes, subscription } = subscriber();

    start(subscription);
    await eventually(() => changes.length >= 35);

    expect(new Set(idsOf(changes)).size).toBe(35);
    for (const shardId of shards) {
      const ofShard = idsOf(changes).filter((id) => id.startsWith(shardId));
      expect(ofShard).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => `${shardId}/${at}`));
    }
  });
});

describe('what the stream refuses', () => {
  it('takes a new iterator behind the last change when the old one has expired', async () => {
    const { changes, gaps, subscription } = subscriber();
    start(subscription);
    const last = server.append(root, item('a'));
    await eventually(() => changes.length === 1);

    server.expireIterators();
    server.append(root, item('b'));
    await eventually(() => changes.length === 2);

    expect(idsOf(changes)).toEqual(['a', 'b']);
    expect(gaps).toEqual([]);
    expect(requestsFor('GetShardIterator').at(-1)).toMatchObject({
      ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
      SequenceNumber: last,
    });
  });

  it.each(['ProvisionedThroughputExceededException', 'LimitExceededException', 'InternalServerError'] as const)(
    'tries again after %s, wherever it meets it',
    async (fault) => {
      const { changes, subscription } = subscriber();
      server.inject(({ ordinal }) => (ordinal < 2 ? fault : undefined));
      server.append(root, item('a'));

      start(subscription);
      await eventually(() => changes.length === 1);

      expect(idsOf(changes)).toEqual(['a']);
    },
  );

  it('tells of trimmed records, and goes on with the oldest that there are', async () => {
    const { changes, gaps, subscription } = subscriber();
    server.append(root, item('handled'));
    const first = start(subscription);
    await eventually(() => changes.length === 1);
    await first.stop();
    server.trim(root, server.append(root, item('trimmed')));
    server.append(root, item('kept'));

    const second = start(subscription);
    await eventually(() => changes.length === 2);
    await second.stop();
    start(subscription);
    server.append(root, item('last'));
    await eventually(() => changes.length === 3);

    expect(idsOf(changes)).toEqual(['handled', 'kept', 'last']);
    expect(gaps).toEqual([{ reason: 'trimmed', streamArn: server.streamArn }]);
  });

  it('does not go on before the subscriber has dealt with a gap', async () => {
    const attempts: string[] = [];
    const { changes, subscription } = subscriber({
      async onGap({ reason }) {
        attempts.push(reason);
        if (attempts.length < 3) throw new Error('the tables cannot be read');
        expect(idsOf(changes)).toEqual(['handled']);
      },
    });
    server.append(root, item('handled'));
    const first = start(subscription);
    await eventually(() => changes.length === 1);
    await first.stop();
    server.trim(root, server.append(root, item('trimmed')));
    server.append(root, item('kept'));

    start(subscription);
    await eventually(() => changes.length === 2);

    expect(attempts).toEqual(['trimmed', 'trimmed', 'trimmed']);
  });

  it('tells of shards that vanished before they were read to the end, once', async () => {
    const { changes, gaps, subscription } = subscriber();
    server.append(root, item('handled'));
    const first = start(subscription);
    await eventually(() => changes.length === 1);
    await first.stop();
    server.append(root, item('missed'));
    const [missed, other] = server.split(root);
    const [left, right] = server.split(missed);
    for (const shardId of [root, missed]) server.dropShard(shardId);
    for (const shardId of [left, right, other]) server.append(shardId, item(shardId));

    const second = start(subscription);
    await eventually(() => changes.length === 4);
    await second.stop();
    const third = start(subscription);
    server.append(left, item('last'));
    await eventually(() => changes.length === 5);
    await third.stop();

    expect(idsOf(changes).slice(1, 4).toSorted()).toEqual([left, right, other].toSorted());
    expect(gaps).toEqual([{ reason: 'trimmed', streamArn: server.streamArn }]);
  });

  it('gives up no shard that is only missing from a list', async () => {
    const { changes, gaps, subscription } = subscriber();
    server.append(root, item('before'));
    const first = start(subscription);
    await eventually(() => changes.length === 1);
    await first.stop();
    server.hideShard(root);
    server.append(root, item('after'));

    start(subscription);
    await eventually(() => requestsFor('DescribeStream').length > 4);
    server.showShard(root);
    await eventually(() => changes.length === 2);

    expect(idsOf(changes)).toEqual(['before', 'after']);
    expect(gaps).toEqual([]);
  });

  it('misses nothing when a shard that was read to its end is forgotten', async () => {
    const { changes, gaps, subscription } = subscriber();
    server.append(root, item('before'));
    const [child] = server.split(root);
    start(subscription);
    await eventually(() => changes.length === 1);
    await eventually(
      () => checkpointsOf('rules').read(root),
      (position) => position?.state === 'finished',
    );

    server.dropShard(root);
    server.append(child, item('after'));
    await eventually(() => changes.length === 2);

    expect(gaps).toEqual([]);
  });

  it('begins with what there is where nobody has read before, and calls that no gap', async () => {
    const { changes, gaps, subscription } = subscriber();
    const [child] = server.split(root);
    server.dropShard(root);
    server.append(child, item('a'));

    start(subscription);
    await eventually(() => changes.length === 1);

    expect(gaps).toEqual([]);
  });
});

describe('a change that fails', () => {
  function failing(error: unknown) {
    const tries = new Map<unknown, number>();
    const told = subscriber({
      async handle(batch) {
        for (const { keys } of batch)
          tries.set(keys['id'], (tries.get(keys['id']) ?? 0) + (batch.length === 1 ? 1 : 0));
        if (batch.some(({ keys }) => keys['id'] === 'poison')) throw error;
        told.changes.push(...batch);
      },
    });
    return { ...told, tries };
  }

  it('goes to the dead letters with its image after five tries, and does not stop the shard', async () => {
    const { changes, subscription, tries } = failing(new AppError('repository.invalid', 'no such segment'));
    for (const id of ['a', 'b']) server.append(root, item(id));
    const image = { id: { S: 'poison' }, photo: { B: Buffer.from('raw').toString('base64') }, score: { N: '1e2' } };
    const sequenceNumber = server.append(root, image);
    for (const id of ['c', 'd']) server.append(root, item(id));

    start(subscription);
    await eventually(() => changes.length >= 4);

    expect(idsOf(changes)).toEqual(['a', 'b', 'c', 'd']);
    expect(tries.get('poison')).toBe(5);
    const [letter, ...others] = await createDeadLetters(engine.client, stateName).list('rules', { limit: 10 });
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      sequenceNumber,
      tries: 5,
      errorCode: 'repository.invalid',
      errorMessage: 'no such segment',
      imagesLeftOut: false,
    });
    expect(JSON.parse(letter?.keys ?? '')).toEqual({ id: { S: 'poison' } });
    expect(JSON.parse(letter?.after ?? '')).toEqual(image);
  });

  it('is tried for as long as it takes when it is nobody’s fault', async () => {
    let failures = 0;
    const { changes, subscription } = subscriber({
      async handle(batch) {
        failures += 1;
        if (failures <= 12) throw new AppError('repository.throttled', 'slow down', { retryable: true });
        changes.push(...batch);
      },
    });
    for (const id of ['a', 'b']) server.append(root, item(id));

    start(subscription);
    await eventually(() => changes.length === 2);

    expect(idsOf(changes)).toEqual(['a', 'b']);
    expect(await createDeadLetters(engine.client, stateName).count('rules')).toBe(0);
  });

  it('is passed over only once its dead letter is kept', async () => {
    const { changes, subscription } = failing(new Error('poison'));
    const kept: string[] = [];
    let refusals = 0;
    server.append(root, item('poison'));
    server.append(root, item('a'));

    start(subscription, {
      deadLetters: {
        async put({ record }) {
          refusals += 1;
          if (refusals < 4) throw new AppError('repository.unavailable', 'down', { retryable: true });
          expect(changes).toEqual([]);
          kept.push(record.change.sequenceNumber);
        },
      },
    });
    await eventually(() => changes.length === 1);

    expect(kept).toHaveLength(1);
  });

  it('waits longer after each failure, five seconds at most', async () => {
    const waits: number[] = [];
    let failures = 0;
    const { changes, subscription } = subscriber({
      async handle(batch) {
        failures += 1;
        if (failures <= 9) throw new AppError('repository.throttled', 'slow down', { retryable: true });
        changes.push(...batch);
      },
    });
    server.append(root, item('a'));

    start(subscription, {
      pollMs: 5,
      pause: (ms, signal) => {
        if (ms >= 100) waits.push(ms);
        return pause(Math.min(ms, 2), signal);
      },
    });
    await eventually(() => changes.length === 1);

    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  });
});
