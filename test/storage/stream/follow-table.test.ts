import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckpoints } from '../../../src/state/checkpoints.ts';
import { createLeases } from '../../../src/state/create-leases.ts';
import { createDeadLetters } from '../../../src/state/dead-letters.ts';
import { stateTable } from '../../../src/state/state-table.ts';
import { createDocumentClient } from '../../../src/storage/create-document-client.ts';
import { ensureTable } from '../../../src/storage/ensure-table.ts';
import { createStreamReader } from '../../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../../src/storage/stream/create-streams-client.ts';
import { followTable } from '../../../src/storage/stream/follow-table.ts';
import { switchOnStream } from '../../../src/storage/switch-on-stream.ts';
import { streamOf, type TableStream } from '../../../src/storage/table-stream.ts';
import { freshTableName } from '../../support/agents-table.ts';
import { createManualClock, eventually, type ManualClock } from '../../support/manual-clock.ts';
import { proxiedEngine } from '../../support/proxied-engine.ts';
import { idsOf, type Subscriber, subscriber } from '../../support/stream-subscriber.ts';
import { fullShardId, startStreamsServer } from '../../support/streams-server.ts';

const log = pino({ level: 'silent' });
const things = { name: 'things', nameVariable: 'THINGS', partitionKey: 'id', indexes: [] };
const everyMs = 180_000;

const { engine, proxy } = proxiedEngine();
let streams: DynamoDBStreamsClient;
let tableName: string;
let stateName: string;
let clock: ManualClock;
let waits: number[];
/** The streams of the readers that run, in the order in which they were started. */
let read: string[];
let told: Subscriber;
let following: ReturnType<typeof followTable>;

beforeEach(async () => {
  proxy.reset();
  streams = createStreamsClient({ region: 'us-west-2', endpoint: engine.endpoint });
  tableName = freshTableName();
  stateName = freshTableName();
  await ensureTable(engine.client, things, tableName);
  await ensureTable(engine.client, stateTable, stateName);
  clock = createManualClock();
  waits = [];
  read = [];
  told = subscriber();
  following = follow();
});
afterEach(async () => {
  await following.stop();
  streams.destroy();
});

const findInEngine = (): Promise<TableStream> => {
  const client = createDocumentClient({ region: 'us-west-2', endpoint: proxy.endpoint, maxAttempts: 1 });
  return streamOf(client, tableName).finally(() => client.destroy());
};

function follow(find = findInEngine): ReturnType<typeof followTable> {
  return followTable({
    find,
    onMissing: () => undefined,
    open(streamArn, onGone) {
      const { subscription } = told;
      const reader = createStreamReader({
        streams,
        streamArn,
        subscription,
        leases: createLeases(engine.client, stateName, { instanceId: 'one', log }),
        checkpoints: createCheckpoints(engine.client, stateName, { streamArn, subscription: subscription.name }),
        deadLetters: createDeadLetters(engine.client, stateName),
        log,
        onGone,
        pollMs: 10,
        lookMs: 40,
      });
      return {
        start() {
          read.push(streamArn);
          reader.start();
        },
        async stop() {
          await reader.stop();
          read = read.filter((each) => each !== streamArn);
        },
      };
    },
    log,
    everyMs,
    retryMs: 5_000,
    pause(ms, signal) {
      waits.push(ms);
      return clock.pause(ms, signal);
    },
  });
}

const put = (id: string): Promise<unknown> =>
  engine.client.send(new PutCommand({ TableName: tableName, Item: { id, score: 1 } }));

const switchOff = (): Promise<unknown> =>
  engine.client.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification: { StreamEnabled: false } }));

const looked = (times: number): Promise<number> =>
  eventually(
    () => waits.length,
    (count) => count >= times,
  );

describe('followTable', () => {
  it('reads a stream that is switched on later, until it is switched off', async () => {
    following.start();
    await looked(1);
    const streamArn = await switchOnStream(engine.client, tableName);
    await put('a');

    clock.advance(everyMs);
    await eventually(() => idsOf(told.changes).includes('a'));
    expect(read).toEqual([streamArn]);
    await switchOff();
    clock.advance(everyMs);

    await eventually(() => read.length === 0);
  });

  it('goes over to the stream that takes the place of another, and says what may be missing', async () => {
    const formerArn = await switchOnStream(engine.client, tableName);
    following.start();
    await put('a');
    await eventually(() => idsOf(told.changes).includes('a'));
    await looked(1);
    await switchOff();
    const streamArn = await switchOnStream(engine.client, tableName);

    clock.advance(everyMs);
    await eventually(() => read.includes(streamArn));
    await put('b');
    await eventually(() => idsOf(told.changes).includes('b'));

    expect(streamArn).not.toBe(formerArn);
    expect(read).toEqual([streamArn]);
    expect(told.gaps).toEqual([{ reason: 'newStream', streamArn }]);
  });

  it('leaves a reader alone whose stream is still there', async () => {
    const streamArn = await switchOnStream(engine.client, tableName);
    following.start();
    await looked(1);

    for (const times of [2, 3]) {
      clock.advance(everyMs);
      await looked(times);
    }

    expect(read).toEqual([streamArn]);
    expect(waits).toEqual([everyMs, everyMs, everyMs]);
  });

  it('tries again soon, and ever later, when the table cannot be asked', async () => {
    const streamArn = await switchOnStream(engine.client, tableName);
    proxy.inject(({ operation }) => (operation === 'DescribeTable' ? { kind: 'throttled' } : undefined));
    following.start();
    await looked(1);
    clock.advance(5_000);
    await looked(2);
    proxy.reset();

    clock.advance(10_000);
    await looked(3);

    expect(waits).toEqual([5_000, 10_000, everyMs]);
    expect(read).toEqual([streamArn]);
  });

  it('looks at once when its reader finds that the stream is gone', async () => {
    const server = await startStreamsServer();
    const shard = fullShardId('root');
    server.openShard(shard);
    server.append(shard, { id: { S: 'a' } });
    const formerArn = server.streamArn.replace(/[^/]+$/u, '2020-01-01T00:00:00.000');
    const finds = [formerArn, server.streamArn];
    streams = createStreamsClient({ region: 'us-west-2', endpoint: server.endpoint });
    following = follow(async () => ({ arn: finds.shift() ?? server.streamArn }));

    following.start();
    await eventually(() => idsOf(told.changes).includes('a'));
    expect(read).toEqual([server.streamArn]);

    await following.stop();
    expect(read).toEqual([]);
    await server.stop();
  });
});
