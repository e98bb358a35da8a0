import { describe, expect, it } from 'vitest';
import { createInFlight } from '../../src/slack/in-flight.ts';

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('createInFlight', () => {
  it('waits for what runs, and for what that starts', async () => {
    const inFlight = createInFlight();
    const [first, second] = [deferred(), deferred()];
    const done: string[] = [];
    void inFlight.track(async () => {
      await first.promise;
      void inFlight.track(async () => {
        await second.promise;
        done.push('second');
      });
    });

    const drained = inFlight.drained(10_000);
    first.resolve();
    setImmediate(second.resolve);

    expect(await drained).toBe(0);
    expect(done).toEqual(['second']);
  });

  it('does not wait forever, and tells how much is left', async () => {
    const inFlight = createInFlight();
    void inFlight.track(() => new Promise(() => undefined));

    expect(await inFlight.drained(10)).toBe(1);
  });

  it('counts failed work as finished', async () => {
    const inFlight = createInFlight();
    const work = inFlight.track(async () => {
      throw new Error('broken');
    });

    await expect(work).rejects.toThrow('broken');
    expect(await inFlight.drained(10_000)).toBe(0);
  });
});
