import { readConfig } from '../../src/config.ts';
import { resolveEngine } from '../../src/storage/engine/resolve-engine.ts';

/** The program of the embedded engine; a drill plays with its file, so that no other database will do. */
export function engineBinary(): string {
  const { storage } = readConfig();
  const engine = resolveEngine({ binary: storage.enginePath, searchPath: storage.searchPath });
  if (engine.kind !== 'binary') throw new Error('a drill uses an engine of its own: unset DYNAMODB_ENDPOINT');
  return engine.path;
}
