import { expect, it } from 'vitest';
import { retryDelay } from '../../src/storage/retry-delay.ts';

const backoff = { baseMs: 50, capMs: 1_000 };

it('doubles the longest wait with each retry, up to the cap', () => {
  const longest = [0, 1, 2, 3, 4, 5, 60].map((retry) => retryDelay(retry, backoff, () => 1));

  expect(longest).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
});

it('waits anything from nothing up to the longest wait', () => {
  const waits = [0, 0.25, 0.5].map((random) => retryDelay(2, backoff, () => random));

  expect(waits).toEqual([0, 50, 100]);
});
