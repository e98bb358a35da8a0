import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPool } from '../../../src/analytics/read-model/pool.ts';

/** A pool of numbers, and works that each go on until they are told to end. */
function poolOf(size: number) {
  let made = 0;
  const pool = createPool(size, async () => {
    made += 1;
    return made;
  });
  const ends = new Map<string, () => void>();
  const begun: string[] = [];
  const work = (name: string) =>
    pool.use(async (thing) => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return thing;
    });
  return { pool, work, begun, end: (name: string) => ends.get(name)?.() };
}

describe('createPool', () => {
  it('has no more at work than it holds, and lets those who wait in by turn', async () => {
    const { work, begun, end } = poolOf(2);
    const works = ['a', 'b', 'c', 'd'].map(work);
    await tick();
    const atFirst = [...begun];

    end('b');
    await tick();
    end('a');
    await tick();
    end('c');
    end('d');

    expect(atFirst).toEqual(['a', 'b']);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    expect(await Promise.all(works)).toEqual([1, 2, 2, 1]);
  });

  it('is drained once those who waited are done too, also where all others end at once, and takes nobody then', async () => {
    const { pool, work, begun, end } = poolOf(2);
    const works = ['a', 'b', 'c'].map(work);
    await tick();
    let drained: readonly number[] | undefined;
    const draining = pool.drain().then((things) => {
      drained = things;
    });

    end('a');
    end('b');
    await tick();
    const whileOneWorks = drained;
    end('c');
    await Promise.all([...works, draining]);

    expect(whileOneWorks).toBeUndefined();
    expect([begun, drained?.toSorted()]).toEqual([
      ['a', 'b', 'c'],
      [1, 2],
    ]);
    await expect(pool.use(async () => 0)).rejects.toThrow();
  });

  it('gives the place of one that could not be made to who waits', async () => {
    let tries = 0;
    const pool = createPool(1, async () => {
      tries += 1;
      if (tries === 1) throw new Error('not now');
      return 'made';
    });

    const [first, second] = await Promise.allSettled([pool.use(async (one) => one), pool.use(async (one) => one)]);

    expect([first?.status, second]).toEqual(['rejected', { status: 'fulfilled', value: 'made' }]);
  });
});
