import { type DatasetName, datasets } from './catalog/catalog.ts';
import { insights } from './catalog/datasets/insights.ts';
import { readConfig, secretsOf } from './config.ts';
import { createDetectionSubscription } from './insights/detection/detection-subscription.ts';
import { createInsightRecords } from './insights/insight-records.ts';
import { createLog } from './log.ts';
import { openDetector } from './open-detector.ts';
import { createDeadLetters } from './state/dead-letters.ts';
import { createSamples } from './state/samples.ts';
import { openStorage } from './storage/open-storage.ts';
import {
  createStreamHandler,
  type StreamContext,
  type StreamEvent,
  type StreamResponse,
} from './storage/stream/lambda-handler.ts';

const config = readConfig();
const log = createLog({ level: config.logLevel, secrets: secretsOf(config) });
const handlers = openHandlers();

/**
 * Applies the rules to changes of the streamed tables, as a Lambda function: in the place of the app's own readers,
 * which are told by `LAMBDA_RULES` to leave those tables alone.
 *
 * Alerts are explained by the template: a function that waits for a model is paid for while it waits.
 */
export async function handler(event: StreamEvent, context?: StreamContext): Promise<StreamResponse> {
  const arn = event.Records[0]?.eventSourceARN ?? '';
  const handle = (await handlers).get(/:table\/(?<table>[^/]+)\//u.exec(arn)?.groups?.['table'] ?? '');
  if (handle === undefined) throw new Error(`changes of a table that is not ours: ${arn}`);
  return handle(event, context);
}

/** By the name of the table. */
async function openHandlers(): Promise<ReadonlyMap<string, ReturnType<typeof createStreamHandler>>> {
  const { insightsClient: client } = await openStorage(config.storage);
  const { tables, stateTable } = config.storage;
  const detector = openDetector({
    client,
    stateTable,
    insightRecords: createInsightRecords({
      client,
      tableName: tables[insights.name] ?? insights.table.name,
      now: () => new Date(),
    }),
    samples: createSamples(client, stateTable),
    log,
  });
  const deadLetters = createDeadLetters(client, stateTable);
  return new Map(
    datasets.map(({ name, table }): [string, ReturnType<typeof createStreamHandler>] => {
      const subscription = createDetectionSubscription(name satisfies DatasetName, detector, async () => undefined);
      return [tables[name] ?? table.name, createStreamHandler(subscription, { deadLetters, log })];
    }),
  );
}
