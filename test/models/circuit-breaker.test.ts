import { describe, expect, it } from 'vitest';
import { createCircuitBreaker } from '../../src/models/circuit-breaker.ts';

function closed() {
  const clock = { now: 0 };
  const breaker = createCircuitBreaker({ failures: 3, pauseMs: 100, now: () => clock.now });
  const fail = (times: number): void => {
    for (let time = 0; time < times; time += 1) breaker.enter()?.fail();
  };
  return { clock, breaker, fail };
}

function opened() {
  const parts = closed();
  parts.fail(3);
  return parts;
}

describe('createCircuitBreaker', () => {
  it('lets calls pass until so many failed in a row', () => {
    const { breaker, fail } = closed();

    fail(2);
    const before = breaker.enter();
    fail(1);

    expect(before).toBeDefined();
    expect(breaker.enter()).toBeUndefined();
  });

  it('begins to count anew after a success', () => {
    const { breaker, fail } = closed();

    fail(2);
    breaker.enter()?.succeed();
    fail(2);

    expect(breaker.enter()).toBeDefined();
  });

  it('counts no call that was released', () => {
    const { breaker, fail } = closed();

    fail(2);
    breaker.enter()?.release();

    expect(breaker.enter()).toBeDefined();
    fail(1);
    expect(breaker.enter()).toBeUndefined();
  });

  it('lets one call try after the pause, and no other meanwhile', () => {
    const { breaker, clock } = opened();

    clock.now = 99;
    const early = breaker.enter();
    clock.now = 100;
    const trial = breaker.enter();

    expect(early).toBeUndefined();
    expect(trial).toBeDefined();
    expect(breaker.enter()).toBeUndefined();
  });

  it('closes when the trial succeeds', () => {
    const { breaker, clock, fail } = opened();

    clock.now = 100;
    breaker.enter()?.succeed();
    fail(2);

    expect(breaker.enter()).toBeDefined();
  });

  it('pauses again when the trial fails', () => {
    const { breaker, clock } = opened();

    clock.now = 100;
    breaker.enter()?.fail();
    clock.now = 199;
    const early = breaker.enter();
    clock.now = 200;

    expect(early).toBeUndefined();
    expect(breaker.enter()).toBeDefined();
  });

  it('lets another call try when the trial was never made', () => {
    const { breaker, clock } = opened();

    clock.now = 100;
    breaker.enter()?.release();

    expect(breaker.enter()).toBeDefined();
  });

  it('is not closed by a late success from before it opened', () => {
    const { breaker, fail } = closed();
    const slow = breaker.enter();

    fail(3);
    slow?.succeed();

    expect(breaker.enter()).toBeUndefined();
  });
});
