import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createStreamReader } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import { pause } from '../../../src/storage/stream/pause.ts';
import type { ShardPosition, StreamCheckpoints } from '../../../src/storage/stream/stream-ports.ts';
import { eventually } from '../../support/manual-clock.ts';
import { idsOf, subscriber } from '../../support/stream-subscriber.ts';
import { fullShardId, type StreamsServer, startStreamsServer } from '../../support/streams-server.ts';

const item = (id: string) => ({ id: { S: id } });
let server: StreamsServer;

beforeAll(async () => {
  server = await startStreamsServer();
});
afterAll(() => server.stop());

/** Reads all shards from their newest change on, and keeps its positions in memory. */
function read() {
  const streams = createStreamsClient({ region: 'us-west-2', endpoint: server.endpoint, maxAttempts: 1 });
  const { changes, subscription } = subscriber({ name: 'model', mode: 'broadcast', startAt: 'newest' });
  const reader = createStreamReader({
    streams,
    streamArn: server.streamArn,
    subscription,
    checkpoints: inMemory(),
    deadLetters: { put: () => Promise.reject(new Error('no change of these tests may be given up')) },
    log: pino({ level: 'silent' }),
    pollMs: 5,
    lookMs: 10,
    pause: (ms, signal) => pause(Math.min(ms, 10), signal),
  });
  reader.start();
  onTestFinished(async () => {
    await reader.stop();
    streams.destroy();
  });
  return { reader, changes };
}

function inMemory(): StreamCheckpoints {
  const positions = new Map<string, ShardPosition>();
  let last: string | undefined;
  return {
    lastStream: async () => last,
    async beginStream() {
      last = server.streamArn;
    },
    positions: async () => positions,
    read: async (shardId) => positions.get(shardId),
    write: async (shardId, position) => void positions.set(shardId, position),
  };
}

describe('a reader of several shards', () => {
  it('is current to no later moment while what comes after a shard is not listed yet', async () => {
    const [one, other] = [fullShardId('one'), fullShardId('other')];
    server.openShard(one);
    server.openShard(other);
    const { reader, changes } = read();
    await eventually(() => reader.currentTo() !== undefined);

    const [child, sibling] = server.split(one);
    server.hideShard(child);
    server.hideShard(sibling);
    server.append(child, item('a'));
    await eventually(() => reader.currentTo() === undefined);
    const asked = server.calls.length;
    await eventually(() => server.calls.length > asked + 20);
    const meanwhile = reader.currentTo();
    server.showShard(child);
    server.showShard(sibling);
    await eventually(() => reader.currentTo() !== undefined);

    expect([meanwhile, idsOf(changes)]).toEqual([undefined, ['a']]);
  });

  it('begins with the newest change also where the first try to open the shard failed', async () => {
    const shard = fullShardId('third');
    server.openShard(shard);
    server.append(shard, item('old'));
    server.inject(({ operation, body, ordinal }) =>
      operation === 'GetShardIterator' && body['ShardId'] === shard && ordinal < firstTries()
        ? 'InternalServerError'
        : undefined,
    );
    const before = server.calls.filter(({ operation }) => operation === 'GetShardIterator').length;
    const firstTries = () => before + 6;
    const { reader, changes } = read();
    await eventually(() => reader.currentTo() !== undefined);

    server.append(shard, item('new'));
    await eventually(() => changes.length > 0);

    expect(idsOf(changes)).toEqual(['new']);
  });
});
