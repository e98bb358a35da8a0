import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient, isStandIn } from './create-document-client.ts';
import { resolveEngine } from './engine/resolve-engine.ts';
import { type EngineExit, startEngine } from './engine/start-engine.ts';

export interface StorageSettings {
  /** `embedded`: a DynamoDB on this machine, or the one at `endpoint`. `aws`: tables that are there already. */
  readonly kind: 'embedded' | 'aws';
  readonly region: string;
  readonly endpoint?: string | undefined;
  /** The engine's program, where it is not the packaged one. */
  readonly enginePath?: string | undefined;
  /** Where programs are looked for (`PATH`). */
  readonly searchPath?: string | undefined;
  readonly dataDirectory: string;
}

export interface Storage {
  readonly client: DynamoDBDocumentClient;
  /** What people are told of where the data is: `DynamoDB (embedded)`. */
  readonly description: string;
  /** Whether the app may make tables here: everywhere but in AWS. */
  readonly createsTables: boolean;
  /** Settles when the embedded engine has ended; absent where there is none. */
  readonly engineExited?: Promise<EngineExit>;
  /** Lets go of the connections and stops the engine, if one was started. */
  close(): Promise<void>;
}

/**
 * The database that the settings ask for, started if it is the embedded one.
 *
 * @throws {AppError} `config.engine_missing`, `config.invalid` or `repository.unavailable`
 */
export async function openStorage(settings: StorageSettings): Promise<Storage> {
  const { region, endpoint } = settings;
  if (settings.kind === 'aws') {
    const client = createDocumentClient({ region, endpoint, credentials: 'chain' });
    return remote(client, `DynamoDB in ${region}`, false);
  }
  const engine = resolveEngine({ endpoint, binary: settings.enginePath, searchPath: settings.searchPath });
  if (engine.kind === 'endpoint') {
    const client = createDocumentClient({ region, endpoint: engine.endpoint });
    // An address of the real one may be given here too: there tables and people are not ours to make.
    return remote(client, `DynamoDB at ${new URL(engine.endpoint).host}`, isStandIn(engine.endpoint));
  }
  const running = await startEngine({ binary: engine.path, dataDirectory: settings.dataDirectory });
  const client = createDocumentClient({ region, endpoint: running.endpoint });
  return {
    client,
    description: 'DynamoDB (embedded)',
    createsTables: true,
    engineExited: running.exited,
    async close() {
      client.destroy();
      await running.stop();
    },
  };
}

function remote(client: DynamoDBDocumentClient, description: string, createsTables: boolean): Storage {
  return {
    client,
    description,
    createsTables,
    async close() {
      client.destroy();
    },
  };
}
