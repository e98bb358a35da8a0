import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveEngine } from '../../../src/storage/engine/resolve-engine.ts';

const elsewhere = { platform: 'darwin', architecture: 'arm64' };
let directory: string;
let program: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitals-path-'));
  program = join(directory, 'dynoxide');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
});

afterAll(() => rm(directory, { recursive: true }));

describe('resolveEngine', () => {
  it('takes a given endpoint before everything else', () => {
    const engine = resolveEngine({ endpoint: 'http://db:8000', binary: program, searchPath: directory });

    expect(engine).toEqual({ kind: 'endpoint', endpoint: 'http://db:8000' });
  });

  it('takes a named program before the packaged one', () => {
    expect(resolveEngine({ binary: program })).toEqual({ kind: 'binary', path: program });
  });

  it('says which setting is wrong when the named program cannot be run', () => {
    expect(() => resolveEngine({ binary: join(directory, 'missing') })).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining('DYNOXIDE_BIN') }),
    );
    expect(() => resolveEngine({ binary: directory })).toThrow(expect.objectContaining({ code: 'config.invalid' }));
  });

  it('takes the packaged program of the platform before one on the path', () => {
    const engine = resolveEngine({ platform: 'linux', architecture: 'x64', searchPath: directory });

    expect(engine).toEqual({
      kind: 'binary',
      path: expect.stringMatching(/node_modules.@dynoxide.linux-x64.dynoxide$/),
    });
  });

  it('looks on the path where no package serves the platform', () => {
    const engine = resolveEngine({ ...elsewhere, searchPath: `/nowhere:${directory}` });

    expect(engine).toEqual({ kind: 'binary', path: program });
  });

  it('names the three ways out when there is no engine at all', () => {
    const resolve = () => resolveEngine({ ...elsewhere, searchPath: '/nowhere' });

    expect(resolve).toThrow(
      expect.objectContaining({
        code: 'config.engine_missing',
        message: expect.stringMatching(/darwin arm64.*DYNAMODB_ENDPOINT.*DYNOXIDE_BIN.*STORAGE=aws/),
      }),
    );
  });
});
