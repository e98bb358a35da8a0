import type { DatasetName } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import type { Detector } from './insights/detection/create-detector.ts';
import { createDetectionSubscription } from './insights/detection/detection-subscription.ts';
import type { Log } from './log.ts';
import type { Records } from './open-records.ts';
import { createCheckpoints } from './state/checkpoints.ts';
import { createDeadLetters } from './state/dead-letters.ts';
import type { Leases } from './state/leases.ts';
import type { ChangeSource } from './storage/stream/change-source.ts';
import { createStreamReader, type StreamReaderOptions } from './storage/stream/create-stream-reader.ts';
import { createStreamsClient } from './storage/stream/create-streams-client.ts';
import { followTable } from './storage/stream/follow-table.ts';
import { streamOf } from './storage/table-stream.ts';

interface SourceParts {
  readonly records: Pick<Records, 'streams' | 'storage'>;
  readonly log: Log;
  readonly storage: Pick<Config['storage'], 'stateTable'>;
  /** Datasets whose changes a Lambda function deals with. */
  readonly lambdaRules: readonly string[];
  readonly detector: Detector;
  readonly leases: Leases;
  /** What is done at once where changes are missing, by dataset. */
  readonly sweeps: ReadonlyMap<DatasetName, { readonly now: () => Promise<unknown> }>;
}

/**
 * One reader a table that tells its changes, for as long as it does; the others are served by the sweep
 * alone.
 */
export function followTables({ records, lambdaRules, ...parts }: SourceParts): Pick<ChangeSource, 'stop'>[] {
  const places = Object.entries(records.streams) as [DatasetName, Records['streams'][DatasetName]][];
  return places
    .filter(([name]) => !lambdaRules.includes(name))
    .map(([name, { client, tableName, region }]) => {
      const { endpoint, credentials } = records.storage.connection;
      const streams = createStreamsClient({ region, endpoint, credentials });
      const log = parts.log.child({ dataset: name });
      const following = followTable({
        find: () => streamOf(client, tableName),
        open: (streamArn, onGone) => openReader({ ...parts, records, log, name, streams, streamArn, onGone }),
        onMissing: (reason) => log.warn({ reason }, 'changes of this table are found by the nightly sweep alone'),
        log,
      });
      following.start();
      return {
        async stop() {
          await following.stop();
          streams.destroy();
        },
      };
    });
}

interface ReaderParts
  extends Omit<SourceParts, 'lambdaRules'>,
    Pick<StreamReaderOptions, 'streams' | 'streamArn' | 'onGone'> {
  readonly name: DatasetName;
}

function openReader({ records, storage, detector, sweeps, name, ...parts }: ReaderParts): ChangeSource {
  const { insightsClient: client } = records.storage;
  const { streamArn } = parts;
  const subscription = createDetectionSubscription(name, detector, async () => {
    await sweeps.get(name)?.now();
  });
  const named = { streamArn, subscription: subscription.name };
  return createStreamReader({
    ...parts,
    subscription,
    checkpoints: createCheckpoints(client, storage.stateTable, named),
    deadLetters: createDeadLetters(client, storage.stateTable),
  });
}
