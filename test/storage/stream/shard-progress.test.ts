import { describe, expect, it } from 'vitest';
import { createShardProgress } from '../../../src/storage/stream/shard-progress.ts';
import type { StreamRecord } from '../../../src/storage/stream/stream-record.ts';

const now = Date.parse('2026-11-20T10:00:00.000Z');

const madeAt = (at: number): StreamRecord => ({
  change: { id: 'e1', sequenceNumber: '1', kind: 'modify', keys: { id: 'a' }, at },
  images: { keys: {} },
});

describe('createShardProgress', () => {
  it('takes a page without records for the end only when two came before it', () => {
    const progressAt = createShardProgress({ isAtEnd: false });

    const told = [0, 1, 2].map((at) => progressAt([], now + at).currentTo);

    expect(told).toEqual([undefined, undefined, now + 2]);
  });

  it('believes the first page without records behind a young record, and not behind an old one', () => {
    const young = createShardProgress({ isAtEnd: false });
    const old = createShardProgress({ isAtEnd: false });
    young([madeAt(now - 2_000)], now);
    old([madeAt(now - 3_600_000)], now);

    const [afterYoung, afterOld] = [young([], now + 1), old([], now + 1)];

    expect(afterYoung).toEqual({ currentTo: now + 1, isAtEnd: true });
    expect(afterOld).toEqual({ currentTo: now - 3_600_000, isAtEnd: false });
  });

  it('is current to the first record that waits, also where the clock of its maker is ahead', () => {
    const progressAt = createShardProgress({ isAtEnd: true });

    expect(progressAt([madeAt(now - 5_000), madeAt(now - 1_000)], now)).toMatchObject({
      waitingSince: now - 5_000,
      currentTo: now - 5_000,
    });
    expect(progressAt([madeAt(now + 3_000)], now)).toMatchObject({ currentTo: now });
  });
});
