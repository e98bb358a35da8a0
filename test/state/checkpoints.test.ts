import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCheckpoints } from '../../src/state/checkpoints.ts';
import { createLeases } from '../../src/state/create-leases.ts';
import { stateTable } from '../../src/state/state-table.ts';
import { ensureTable } from '../../src/storage/ensure-table.ts';
import type { StreamCheckpoints } from '../../src/storage/stream/stream-ports.ts';
import { freshTableName } from '../support/agents-table.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { createManualClock } from '../support/manual-clock.ts';

const firstArn = 'arn:aws:dynamodb:us-west-2:123456789012:table/Agents/stream/2026-03-01T10:00:00.000';
const nextArn = 'arn:aws:dynamodb:us-west-2:123456789012:table/Agents/stream/2026-03-02T10:00:00.000';
const otherTable = 'arn:aws:dynamodb:us-west-2:123456789012:table/Metrics/stream/2026-03-01T10:00:00.000';

let engine: TestEngine;
let tableName: string;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tableName = freshTableName();
  await ensureTable(engine.client, stateTable, tableName);
});

function checkpoints(streamArn = firstArn, subscription = 'rules'): StreamCheckpoints {
  const now = () => new Date('2026-03-01T10:00:00.000Z');
  return createCheckpoints(engine.client, tableName, { streamArn, subscription, now });
}

describe('createCheckpoints', () => {
  it('knows no position of a shard that nobody has read', async () => {
    expect(await checkpoints().read('shard-1')).toBeUndefined();
    expect(await checkpoints().lastStream()).toBeUndefined();
  });

  it('keeps the position of each shard', async () => {
    await checkpoints().write('shard-1', { state: 'reading', after: '100000000000000000000001' });
    await checkpoints().write('shard-2', { state: 'finished' });
    await checkpoints().write('shard-3', { state: 'reading' });

    expect(await checkpoints().read('shard-1')).toEqual({ state: 'reading', after: '100000000000000000000001' });
    expect(Object.fromEntries(await checkpoints().positions())).toEqual({
      'shard-1': { state: 'reading', after: '100000000000000000000001' },
      'shard-2': { state: 'finished' },
      'shard-3': { state: 'reading' },
    });
  });

  it('keeps subscriptions, tables and streams apart', async () => {
    await checkpoints().write('shard-1', { state: 'finished' });

    for (const others of [checkpoints(firstArn, 'other'), checkpoints(otherTable), checkpoints(nextArn)]) {
      expect(await others.read('shard-1')).toBeUndefined();
      expect(await others.positions()).toEqual(new Map());
    }
  });

  it('lets finished shards expire, and no others', async () => {
    await checkpoints().write('shard-1', { state: 'finished' });
    await checkpoints().write('shard-2', { state: 'reading', after: '100000000000000000000001' });

    const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: tableName }));
    expect(Object.fromEntries(Items.map(({ state, ttl }) => [state, ttl]))).toEqual({
      finished: Date.parse('2026-03-15T10:00:00Z') / 1000,
      reading: undefined,
    });
  });

  it('remembers the stream that was begun, and forgets the positions in the one before', async () => {
    await checkpoints().beginStream();
    await checkpoints().write('shard-1', { state: 'reading' });
    await checkpoints(nextArn).write('shard-9', { state: 'reading' });

    await checkpoints(nextArn).beginStream();

    expect(await checkpoints().lastStream()).toBe(nextArn);
    expect(await checkpoints().positions()).toEqual(new Map());
    expect([...(await checkpoints(nextArn).positions()).keys()]).toEqual(['shard-9']);
  });

  it('refuses to move for a holder that was overtaken', async () => {
    const [stalled, clock] = [createManualClock(), createManualClock()];
    const leasesOf = (instanceId: string, ofInstance: typeof clock) =>
      createLeases(engine.client, tableName, { instanceId, log: pino({ level: 'silent' }), ...ofInstance });
    const former = await leasesOf('former', stalled).acquire('shard-1');
    const next = leasesOf('next', clock);
    await next.acquire('shard-1');
    clock.advance(10_000);
    const latter = await next.acquire('shard-1');
    await checkpoints().write('shard-1', { state: 'reading', after: '2' }, latter?.guard());

    const late = checkpoints().write('shard-1', { state: 'reading', after: '1' }, former?.guard());

    await expect(late).rejects.toMatchObject({ code: 'repository.conflict' });
    expect(await checkpoints().read('shard-1')).toEqual({ state: 'reading', after: '2' });
    await Promise.all([former?.release(), latter?.release()]);
  });
});
