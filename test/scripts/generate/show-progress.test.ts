import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../scripts/generate/show-progress.ts';

function shown(isTTY: boolean, steps: readonly number[]): string[] {
  const texts: string[] = [];
  const show = createProgress({ isTTY, write: (text: string) => texts.push(text) });
  for (const written of steps) show({ written, total: 1_000 });
  return texts;
}

const everyBatch = Array.from({ length: 40 }, (_, index) => (index + 1) * 25);

describe('createProgress', () => {
  it('fills a bar in place on a terminal, and ends its line at the end', () => {
    const texts = shown(true, [0, 500, 1_000]);

    expect(texts).toEqual([
      `\r[${'.'.repeat(30)}] 0 of 1,000 written (0 %)`,
      `\r[${'#'.repeat(15)}${'.'.repeat(15)}] 500 of 1,000 written (50 %)`,
      `\r[${'#'.repeat(30)}] 1,000 of 1,000 written (100 %)\n`,
    ]);
  });

  it('writes a plain line for each tenth elsewhere', () => {
    const texts = shown(false, everyBatch);

    expect(texts).toHaveLength(10);
    expect(texts[0]).toBe('100 of 1,000 written (10 %)\n');
    expect(texts.at(-1)).toBe('1,000 of 1,000 written (100 %)\n');
    expect(texts.join('')).not.toContain('\r');
  });

  it('writes one line where one step passes several tenths', () => {
    expect(shown(false, [550, 575, 1_000])).toHaveLength(2);
  });
});
