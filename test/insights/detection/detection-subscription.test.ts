import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDetectionSubscription } from '../../../src/insights/detection/detection-subscription.ts';
import type { Change } from '../../../src/storage/stream/change.ts';

const changeOf = (id: string, sequenceNumber: number): Change => ({
  id: `event-${sequenceNumber}`,
  sequenceNumber: String(sequenceNumber),
  kind: 'modify',
  keys: { id },
  at: 0,
});
/** Three changes each of twenty members, mixed. */
const changes = Array.from({ length: 60 }, (_, at) => changeOf(`agent-${at % 20}`, at));

function subscriptionOver(changed: (change: Change) => Promise<void>) {
  return createDetectionSubscription('agents', { changed: (_dataset, change) => changed(change) }, async () => {});
}

describe('the subscription of the rules', () => {
  it('deals with several members at once, and with the changes of one in order', async () => {
    const done = new Map<unknown, string[]>();
    const busy = new Set<unknown>();
    let most = 0;
    const subscription = subscriptionOver(async ({ keys, sequenceNumber }) => {
      expect(busy.has(keys['id'])).toBe(false);
      busy.add(keys['id']);
      most = Math.max(most, busy.size);
      await delay(Number(sequenceNumber) % 3);
      busy.delete(keys['id']);
      done.set(keys['id'], [...(done.get(keys['id']) ?? []), sequenceNumber]);
    });

    await subscription.handle(changes, { shardId: 'shard-1', signal: new AbortController().signal });

    expect(most).toBe(8);
    expect(done.size).toBe(20);
    expect(done.get('agent-4')).toEqual(['4', '24', '44']);
  });

  it('begins nothing more once one has failed, and ends when all have ended', async () => {
    let busy = 0;
    let begun = 0;
    const subscription = subscriptionOver(async ({ sequenceNumber }) => {
      begun += 1;
      busy += 1;
      await delay(sequenceNumber === '2' ? 0 : 5);
      busy -= 1;
      if (sequenceNumber === '2') throw new Error('it failed');
    });

    await expect(
      subscription.handle(changes, { shardId: 'shard-1', signal: new AbortController().signal }),
    ).rejects.toThrow('it failed');

    expect(busy).toBe(0);
    expect(begun).toBeLessThan(20);
  });

  it('stops when it may not go on', async () => {
    const ending = new AbortController();
    let begun = 0;
    const subscription = subscriptionOver(async () => {
      begun += 1;
      ending.abort();
    });

    await expect(subscription.handle(changes, { shardId: 'shard-1', signal: ending.signal })).rejects.toThrow();

    expect(begun).toBeLessThanOrEqual(8);
  });

  it('reads the table once for the gaps of several shards, and again for those that come meanwhile', async () => {
    const gap = { reason: 'trimmed', streamArn: 'arn' } as const;
    const endings: (() => void)[] = [];
    const subscription = createDetectionSubscription('agents', { changed: async () => undefined }, () => {
      return new Promise((resolve) => endings.push(resolve));
    });

    const first = Promise.all([subscription.onGap(gap), subscription.onGap(gap), subscription.onGap(gap)]);
    await delay(0);
    const second = Promise.all([subscription.onGap(gap), subscription.onGap(gap)]);
    await delay(0);
    const begunMeanwhile = endings.length;
    endings[0]?.();
    await first;
    await delay(0);
    endings[1]?.();
    await second;

    expect([begunMeanwhile, endings.length]).toEqual([1, 2]);
  });

  it('reads the table again for whoever asks after it failed', async () => {
    let reads = 0;
    const subscription = createDetectionSubscription('agents', { changed: async () => undefined }, async () => {
      reads += 1;
      if (reads === 1) throw new Error('it failed');
    });
    const gap = { reason: 'newStream', streamArn: 'arn' } as const;

    await expect(subscription.onGap(gap)).rejects.toThrow('it failed');
    await subscription.onGap(gap);

    expect(reads).toBe(2);
  });
});
