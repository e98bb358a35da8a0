import { describe, expect, it } from 'vitest';
import { createRandomness } from '../../src/generator/randomness.ts';
import { createSegmentDrawer } from '../../src/generator/segment-drawer.ts';

const targets = { size: { small: 0.55, large: 0.45 }, speed: { slow: 0.2, medium: 0.5, fast: 0.3 } } as const;

function drawn(loading: number, count: number) {
  const loadings = { size: { common: loading }, speed: { common: loading } };
  const draw = createSegmentDrawer(targets, ['common'], loadings, createRandomness(11));
  return Array.from({ length: count }, draw);
}

const shareOf = <Item>(items: readonly Item[], fits: (item: Item) => boolean) =>
  items.filter(fits).length / items.length;

describe('createSegmentDrawer', () => {
  it.each([0, 0.5, 0.9, 1])('holds the shares when segments load %d on one factor', (loading) => {
    const people = drawn(loading, 4_000);

    expect(shareOf(people, ({ size }) => size === 'large')).toBeCloseTo(0.45, 3);
    expect(shareOf(people, ({ speed }) => speed === 'slow')).toBeCloseTo(0.2, 3);
    expect(shareOf(people, ({ speed }) => speed === 'fast')).toBeCloseTo(0.3, 3);
  });

  it('ties segments together as strongly as they load, and leaves them alone where they do not', () => {
    const fastAmongLarge = (loading: number) =>
      shareOf(
        drawn(loading, 20_000).filter(({ size }) => size === 'large'),
        ({ speed }) => speed === 'fast',
      );

    expect(fastAmongLarge(0)).toBeCloseTo(0.3, 1.5);
    expect(fastAmongLarge(0.6)).toBeGreaterThan(0.38);
    // Wholly the same factor: the fastest 30 % are all among the largest 45 %.
    expect(fastAmongLarge(1)).toBeCloseTo(0.3 / 0.45, 3);
  });

  it('deals places out by chance: the same place in two hundreds holds different people', () => {
    const people = drawn(0.5, 2_000);
    const first = people.filter((_, index) => index % 100 === 0);

    expect(new Set(first.map(({ size, speed }) => `${size} ${speed}`)).size).toBeGreaterThan(2);
  });

  it('refuses shares that do not add up to 1, and loadings beyond it', () => {
    const randomness = createRandomness(1);

    expect(() => createSegmentDrawer({ size: { small: 0.5 } }, ['common'], { size: {} }, randomness)).toThrow('size');
    expect(() =>
      createSegmentDrawer({ size: { small: 1 } }, ['a', 'b'], { size: { a: 0.8, b: 0.8 } }, randomness),
    ).toThrow('size');
  });
});
