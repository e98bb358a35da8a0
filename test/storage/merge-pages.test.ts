import { setTimeout as delay, setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mergePages } from '../../src/storage/merge-pages.ts';

async function* pages(name: string, count: number, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  for (let page = 0; page < count; page += 1) {
    await tick();
    if (page === failAt) throw new Error(`${name} failed`);
    yield `${name}${page}`;
  }
}

async function collect(source: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const page of source) all.push(page);
  return all;
}

describe('mergePages', () => {
  it.each([1, 2, 5])('yields every page of %i sources once', async (count) => {
    const sources = Array.from({ length: count }, (_, at) => pages(`s${at}-`, at + 2));

    const all = await collect(mergePages(sources));

    const expected = Array.from({ length: count }, (_, at) =>
      Array.from({ length: at + 2 }, (_unused, page) => `s${at}-${page}`),
    ).flat();
    expect(all.toSorted()).toEqual(expected.toSorted());
  });

  it('throws what one source throws, and lets the others go', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          await tick();
          yield 'page';
        }
      } finally {
        closed = true;
      }
    }

    await expect(collect(mergePages([endless(), pages('b', 3, 1)]))).rejects.toThrow('b failed');
    await tick();
    await tick();
    expect(closed).toBe(true);
  });

  it('throws a failure that comes while a page is dealt with, and only there', async () => {
    const read = async (): Promise<void> => {
      // An unhandled rejection would fail the run.
      for await (const _page of mergePages([pages('a', 9), pages('b', 3, 1)])) await delay(5);
    };

    await expect(read()).rejects.toThrow('b failed');
  });

  it('swallows a failure that comes after the reader has stopped', async () => {
    for await (const page of mergePages([pages('a', 9, 1), pages('b', 9)])) {
      expect(page).toBe('a0');
      break;
    }

    // An unhandled rejection would fail the run.
    await tick();
    await tick();
  });
});
