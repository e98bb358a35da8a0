import { join } from 'node:path';
import type { Analytics } from './analytics/analytics.ts';
import { createPreferredAnalytics } from './analytics/preferred-analytics.ts';
import type { ReadModel, ReadModelStatus } from './analytics/read-model/read-model.ts';
import { createRepositoryAnalytics } from './analytics/repository-analytics.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { Place } from './open-tables.ts';
import { createDeadLetters } from './state/dead-letters.ts';
import type { Storage } from './storage/open-storage.ts';
import type { Repository } from './storage/repository.ts';
import { createStreamReader } from './storage/stream/create-stream-reader.ts';
import { createStreamsClient } from './storage/stream/create-streams-client.ts';
import { streamOf } from './storage/table-stream.ts';

/** A table that a read model is kept of. */
interface ModelPlace extends Omit<Place, 'tableName'> {
  readonly repository: Repository;
}

interface ReadModelParts {
  readonly config: Pick<Config, 'storage' | 'readModel'>;
  readonly storage: Pick<Storage, 'connection' | 'insightsClient' | 'createsTables'>;
  readonly log: Log;
}

/** What answers questions about many members of one dataset. */
export interface OpenAnalytics {
  readonly analytics: Analytics;
  /** Absent where there is no read model. */
  readonly model?: ReadModel;
  readonly status: () => ReadModelStatus;
  start(): void;
  stop(): Promise<void>;
}

const tellMs = 60_000;

/** Parts of a table that are read at once to fill a read model: the embedded engine is slower with more than one. */
const parallelInAws = 4;

/**
 * What answers questions about many members of a dataset: its read model, and the record while that is not ready.
 *
 * Where DuckDB cannot run the record answers always, and the log says so.
 */
export async function openAnalytics(place: ModelPlace, parts: ReadModelParts): Promise<OpenAnalytics> {
  const { repository } = place;
  const log = parts.log.child({ part: 'read model', dataset: repository.dataset.name });
  const record = createRepositoryAnalytics({ repository, now: Date.now });
  const off: OpenAnalytics = {
    analytics: record,
    status: () => ({ state: 'off' }),
    start: () => undefined,
    stop: async () => undefined,
  };
  if (parts.config.readModel === undefined) return off;
  const room = await loadReadModels(log);
  if (room === undefined) return off;
  const streams = createStreamsClient({ ...parts.storage.connection, region: place.region });
  const model = createModel(room, place, { ...parts, log, streams });
  const { dataset, tableName } = repository;
  const source = `read model of ${tableName} (DuckDB)`;
  const tell = tellStatus(model, log);
  let telling: NodeJS.Timeout | undefined;
  return {
    analytics: createPreferredAnalytics({
      preferred: () => {
        const reader = model.reader();
        return typeof reader === 'string'
          ? reader
          : room.createReadModelAnalytics({ dataset, source, reader, now: Date.now });
      },
      record,
      log,
    }),
    model,
    status: () => model.status(),
    start() {
      model.start();
      telling = setInterval(tell, tellMs);
      telling.unref();
    },
    async stop() {
      clearInterval(telling);
      await model.stop();
      streams.destroy();
    },
  };
}

/** Tells the log how far behind it is, which is what a metric is made of: as a warning when that is too far. */
function tellStatus(model: ReadModel, log: Log): () => void {
  return () => {
    const status = model.status();
    if (status.state === 'behind') log.warn(status, 'the read model is behind; the record answers');
    else log.info(status, 'the read model');
  };
}

type Room = Awaited<ReturnType<typeof importRoom>>;

/** Only when it is needed: it brings a native library, which not every machine has. */
async function importRoom() {
  const [{ createReadModel }, { createReadModelAnalytics }, { modelShape }] = await Promise.all([
    import('./analytics/read-model/create-read-model.ts'),
    import('./analytics/read-model/read-model-analytics.ts'),
    import('./analytics/read-model/model-shape.ts'),
  ]);
  return { createReadModel, createReadModelAnalytics, modelShape };
}

async function loadReadModels(log: Log): Promise<Room | undefined> {
  try {
    return await importRoom();
  } catch (error) {
    log.warn({ err: error }, 'DuckDB cannot run on this machine; questions are answered from the record');
    return undefined;
  }
}

interface ModelParts extends ReadModelParts {
  readonly streams: ReturnType<typeof createStreamsClient>;
}

function createModel(room: Room, { repository, client, region }: ModelPlace, parts: ModelParts): ReadModel {
  const { config, storage, log, streams } = parts;
  const { readModel } = config;
  if (readModel === undefined) throw new Error('there is no read model to be made');
  const { dataset, tableName } = repository;
  return room.createReadModel({
    shape: room.modelShape(dataset),
    path: join(readModel.directory, `${dataset.name}.duckdb`),
    memoryMegabytes: readModel.memoryMegabytes,
    maxLagMs: readModel.maxLagMs,
    table: [storage.connection.endpoint === undefined ? region : 'local', tableName].join('/'),
    repository,
    parallel: storage.createsTables ? 1 : parallelInAws,
    find: () => streamOf(client, tableName),
    follow: (streamArn, subscription, checkpoints, onGone) =>
      createStreamReader({
        streams,
        streamArn,
        subscription,
        checkpoints,
        deadLetters: createDeadLetters(storage.insightsClient, config.storage.stateTable),
        log,
        onGone,
      }),
    log,
    now: Date.now,
  });
}
