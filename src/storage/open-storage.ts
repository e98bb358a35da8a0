import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../log.ts';
import { createDocumentClient, isStandIn } from './create-document-client.ts';
import { resolveEngine } from './engine/resolve-engine.ts';
import { type EngineExit, startEngine } from './engine/start-engine.ts';

export interface StorageSettings {
  /** `embedded`: a DynamoDB on this machine, or the one at `endpoint`. `aws`: tables that are there already. */
  readonly kind: 'embedded' | 'aws';
  readonly region: string;
  /** Where metrics, insights and the app's own table are; `region` when left out. Of meaning in AWS only. */
  readonly insightsRegion?: string | undefined;
  readonly endpoint?: string | undefined;
  /** The engine's program, where it is not the packaged one. */
  readonly enginePath?: string | undefined;
  /** Where programs are looked for (`PATH`). */
  readonly searchPath?: string | undefined;
  readonly dataDirectory: string;
}

/** How the database is reached: what a client of another kind, such as one of its streams, is made of. */
export interface StorageConnection {
  /** The region of `client`. */
  readonly region: string;
  /** The region of `insightsClient`. */
  readonly insightsRegion: string;
  /** A DynamoDB elsewhere than in AWS. */
  readonly endpoint?: string;
  /** `chain`: the AWS credential chain, whatever the endpoint. Absent: as `createDocumentClient` decides. */
  readonly credentials?: 'chain';
}

export interface Storage {
  /** For the agents. */
  readonly client: DynamoDBDocumentClient;
  /**
   * For the metrics, the insights and the app's own table, which are in one region because an insight and its alert
   * are one transaction. The same as `client` where there is only one place.
   */
  readonly insightsClient: DynamoDBDocumentClient;
  readonly connection: StorageConnection;
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
export async function openStorage(settings: StorageSettings, log?: Log): Promise<Storage> {
  const { region, endpoint } = settings;
  if (settings.kind === 'aws') return inAws(settings);
  const engine = resolveEngine({ endpoint, binary: settings.enginePath, searchPath: settings.searchPath });
  if (engine.kind === 'endpoint') {
    // An address of the real one may be given here too: there tables and people are not ours to make.
    const facts = {
      description: `DynamoDB at ${new URL(engine.endpoint).host}`,
      createsTables: isStandIn(engine.endpoint),
    };
    return inOnePlace({ region, endpoint: engine.endpoint }, facts);
  }
  const running = await startEngine({ binary: engine.path, dataDirectory: settings.dataDirectory, log });
  const facts = { description: 'DynamoDB (embedded)', createsTables: true };
  const storage = inOnePlace({ region, endpoint: running.endpoint }, facts);
  return {
    ...storage,
    engineExited: running.exited,
    async close() {
      await storage.close();
      await running.stop();
    },
  };
}

function inAws({ region, insightsRegion = region, endpoint }: StorageSettings): Storage {
  const place = { region, ...(endpoint === undefined ? {} : { endpoint }), credentials: 'chain' } as const;
  // One endpoint is in one region, whatever else is said.
  if (endpoint !== undefined || insightsRegion === region) {
    return inOnePlace(place, { description: `DynamoDB in ${region}`, createsTables: false });
  }
  const client = createDocumentClient(place);
  const insightsClient = createDocumentClient({ ...place, region: insightsRegion });
  return {
    client,
    insightsClient,
    connection: { ...place, insightsRegion },
    description: `DynamoDB in ${region} and ${insightsRegion}`,
    createsTables: false,
    async close() {
      client.destroy();
      insightsClient.destroy();
    },
  };
}

function inOnePlace(
  place: Omit<StorageConnection, 'insightsRegion'>,
  facts: Pick<Storage, 'description' | 'createsTables'>,
): Storage {
  const client = createDocumentClient(place);
  return {
    ...facts,
    client,
    insightsClient: client,
    connection: { ...place, insightsRegion: place.region },
    async close() {
      client.destroy();
    },
  };
}
