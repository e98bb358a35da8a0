import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/models/rate-limit.ts';

describe('createRateLimit', () => {
  it('gives a minute’s worth at once and the rest as time passes', () => {
    let time = 0;
    const pace = createRateLimit({ perMinute: 2, now: () => time });
    const take = (): boolean => pace.take('U1');

    const atOnce = [take(), take(), take()];
    time = 29_999;
    const early = take();
    time = 60_000;
    const later = [take(), take(), take()];

    expect(atOnce).toEqual([true, true, false]);
    expect(early).toBe(false);
    expect(later).toEqual([true, true, false]);
  });

  it('never saves up more than a minute’s worth', () => {
    let time = 0;
    const pace = createRateLimit({ perMinute: 2, now: () => time });

    pace.take('U1');
    time = 3_600_000;

    expect([pace.take('U1'), pace.take('U1'), pace.take('U1')]).toEqual([true, true, false]);
  });

  it('keeps everyone’s pace apart, and forgets who was quiet longest', () => {
    const pace = createRateLimit({ perMinute: 1, remembered: 2, now: () => 0 });

    const first = [pace.take('U1'), pace.take('U2'), pace.take('U1')];
    const newcomer = pace.take('U3');

    expect(first).toEqual([true, true, false]);
    expect(newcomer).toBe(true);
    expect([pace.take('U1'), pace.take('U2')]).toEqual([false, true]);
  });
});
