import { pino } from 'pino';
import { createReadModel, type ReadModelOptions } from '../../src/analytics/read-model/create-read-model.ts';
import { modelShape } from '../../src/analytics/read-model/model-shape.ts';
import type { ReadModel } from '../../src/analytics/read-model/read-model.ts';
import type { Dataset } from '../../src/catalog/define-dataset.ts';
import type { Repository } from '../../src/storage/repository.ts';
import type { StreamSubscription } from '../../src/storage/stream/change.ts';
import { createStreamReader } from '../../src/storage/stream/create-stream-reader.ts';
import { createStreamsClient } from '../../src/storage/stream/create-streams-client.ts';
import { streamOf } from '../../src/storage/table-stream.ts';
import type { TestEngine } from './engine.ts';
import { eventually } from './manual-clock.ts';

interface KeptOptions extends Partial<Pick<ReadModelOptions, 'retryMs' | 'maxLagMs' | 'find'>> {
  readonly engine: Pick<TestEngine, 'client'>;
  /** Where the stream is read from. */
  readonly endpoint: string;
  readonly repository: Repository;
  readonly path: string;
  readonly now?: () => number;
  /** What stands between the stream and the model. */
  readonly through?: (subscription: StreamSubscription) => StreamSubscription;
}

/** A read model that is kept as the app keeps it, but looks for changes more often. */
export interface KeptModel extends ReadModel {
  /** Waits until it can be answered from, and holds all that was changed before this moment. */
  caughtUp(): Promise<void>;
  /** What a query over its `members` gives. */
  ask(sql: (members: string) => string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What it wrote to its log. */
  readonly said: readonly string[];
}

/** The times of changes are whole seconds. */
const secondMs = 1_000;

export function keepModel({ engine, endpoint, repository, path, ...options }: KeptOptions): KeptModel {
  const { now = Date.now, through = (subscription) => subscription } = options;
  const said: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line).msg) });
  const streams = createStreamsClient({ region: 'us-west-2', endpoint });
  const dataset: Dataset = repository.dataset;
  const model = createReadModel({
    shape: modelShape(dataset),
    path,
    memoryMegabytes: 128,
    maxLagMs: 30_000,
    table: `local/${repository.tableName}`,
    repository,
    parallel: 1,
    find: () => streamOf(engine.client, repository.tableName),
    follow: (streamArn, subscription, checkpoints, onGone) =>
      createStreamReader({
        streams,
        streamArn,
        subscription: through(subscription),
        checkpoints,
        deadLetters: { put: () => Promise.reject(new Error('no change of these tests may be given up')) },
        log,
        onGone,
        pollMs: 25,
        lookMs: 50,
        now: () => new Date(now()),
      }),
    log,
    now,
    retryMs: { locked: 20, failed: 20 },
    ...options,
  });
  return {
    ...model,
    said,
    async stop() {
      await model.stop();
      streams.destroy();
    },
    async caughtUp() {
      const since = now();
      await eventually(
        () => {
          const { state, lagMs } = model.status();
          return state === 'ready' && lagMs !== undefined && now() - lagMs > since;
        },
        Boolean,
        10_000 + secondMs,
      );
    },
    async ask(sql) {
      const reader = model.reader();
      if (typeof reader === 'string') throw new Error(`the model cannot be answered from: ${reader}`);
      return reader.read((snapshot) => snapshot.query(sql(snapshot.members)));
    },
  };
}
