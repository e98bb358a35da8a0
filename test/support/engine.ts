import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../src/storage/create-document-client.ts';
import { resolveEngine } from '../../src/storage/engine/resolve-engine.ts';
import { startEngine } from '../../src/storage/engine/start-engine.ts';

export interface TestEngine {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  readonly dataDirectory: string;
  /** Stops the engine and removes its data. */
  stop(): Promise<void>;
}

/** The real embedded engine, empty, in a directory of its own; for `beforeAll`, with `stop` in `afterAll`. */
export async function startTestEngine(): Promise<TestEngine> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'vitals-engine-'));
  const engine = await startEngine({ binary: engineBinary(), dataDirectory });
  const client = createDocumentClient({ region: 'us-west-2', endpoint: engine.endpoint });
  return {
    endpoint: engine.endpoint,
    client,
    dataDirectory,
    async stop() {
      client.destroy();
      await engine.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The engine's program on this machine. */
export function engineBinary(): string {
  const engine = resolveEngine({});
  if (engine.kind !== 'binary') throw new Error('without an endpoint the engine is always a program');
  return engine.path;
}
