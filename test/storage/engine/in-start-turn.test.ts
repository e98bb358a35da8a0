import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inStartTurn } from '../../../src/storage/engine/in-start-turn.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-turn-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('inStartTurn', () => {
  it('has one at a time work over a directory', async () => {
    let atWork = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      atWork += 1;
      most = Math.max(most, atWork);
      await nextTurn();
      atWork -= 1;
    };

    await Promise.all([1, 2, 3].map(() => inStartTurn(directory, work)));

    expect(most).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it('gives the turn back when the work fails', async () => {
    const failed = inStartTurn(directory, () => Promise.reject(new Error('no luck')));

    await expect(failed).rejects.toThrowError('no luck');
    expect(await inStartTurn(directory, async (hasTurn) => hasTurn)).toBe(true);
  });

  it('passes over the turn of a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(join(directory, 'engine.starting'), String(pid));

    expect(await inStartTurn(directory, async (hasTurn) => hasTurn)).toBe(true);
  });

  it('works without a turn where none can be had', async () => {
    expect(await inStartTurn(join(directory, 'missing'), async (hasTurn) => hasTurn)).toBe(false);
  });
});
