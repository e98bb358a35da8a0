import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDataDirectory } from '../../../src/storage/engine/prepare-data-directory.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-data-'));
});

afterAll(() => rm(directory, { recursive: true }));

it('makes the directory with all that leads to it', async () => {
  const path = prepareDataDirectory(join(directory, 'a', 'b'));

  expect((await stat(path)).isDirectory()).toBe(true);
});

it('names the setting when the directory cannot be made', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');

  expect(() => prepareDataDirectory(join(file, 'data'))).toThrow(
    expect.objectContaining({ code: 'config.invalid', message: expect.stringMatching(/ENOTDIR.*DATA_DIR/) }),
  );
});
