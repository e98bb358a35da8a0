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

it('makes the directory with all that leads to it, for this user alone', async () => {
  const path = prepareDataDirectory(join(directory, 'a', 'b'));

  const made = await stat(path);
  expect(made.isDirectory()).toBe(true);
  expect(made.mode & 0o077).toBe(0);
});

it('names the setting when the directory cannot be made', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');

  expect(() => prepareDataDirectory(join(file, 'data'))).toThrow(
    expect.objectContaining({ code: 'config.invalid', message: expect.stringMatching(/ENOTDIR.*DATA_DIR/) }),
  );
});
