import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

export interface EngineSources {
  /** The address of a DynamoDB to use as it is (`DYNAMODB_ENDPOINT`). */
  readonly endpoint?: string | undefined;
  /** The path of an engine to start (`DYNOXIDE_BIN`). */
  readonly binary?: string | undefined;
  /** Where programs are looked for (`PATH`). */
  readonly searchPath?: string | undefined;
  /** The machine, as Node names it; the one at hand where absent. */
  readonly platform?: string | undefined;
  readonly architecture?: string | undefined;
}

export type ResolvedEngine =
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  | { readonly kind: 'binary'; readonly path: string };

/**
 * Where DynamoDB is on this machine: a running one if an address is given, else a program to start.
 *
 * What is named outright is never passed over in silence: a `DYNOXIDE_BIN` that cannot be run is an error.
 *
 * @throws {AppError} `config.invalid` when the named program cannot be run
 * @throws {AppError} `config.engine_missing` when there is none, naming the ways out
 */
export function resolveEngine(sources: EngineSources): ResolvedEngine {
  if (sources.endpoint) return { kind: 'endpoint', endpoint: sources.endpoint };
  if (sources.binary) {
    if (isProgram(sources.binary)) return { kind: 'binary', path: sources.binary };
    throw new AppError('config.invalid', 'DYNOXIDE_BIN names no program that can be run on this machine');
  }
  const { platform = process.platform, architecture = process.arch } = sources;
  const path = packagedEngine(platform, architecture) ?? programOnPath('dynoxide', sources.searchPath ?? '');
  if (path !== undefined) return { kind: 'binary', path };
  throw new AppError(
    'config.engine_missing',
    `There is no database to keep the data in: the embedded one is not available for ${platform} ${architecture}. ` +
      'Three ways out: set DYNAMODB_ENDPOINT to the address of any DynamoDB or DynamoDB Local; ' +
      'set DYNOXIDE_BIN to the path of a dynoxide program for this machine; ' +
      'or set STORAGE=aws to use the tables in your AWS account.',
    { details: { platform, architecture } },
  );
}

function packagedEngine(platform: string, architecture: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}-${architecture}/package.json`);
    const path = join(dirname(manifest), 'dynoxide');
    return isProgram(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function programOnPath(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
