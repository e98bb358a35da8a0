import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import { deliver } from './deliver.ts';
import { type Pause, pause as realPause } from './pause.ts';
import type { DeadLetterBox } from './stream-ports.ts';
import { readStreamRecord, type StreamRecord, type VendorRecord } from './stream-record.ts';

/** What Lambda passes on of a stream: records of one shard, in order. */
export interface StreamEvent {
  readonly Records: readonly (VendorRecord & { readonly eventSourceARN?: string })[];
}

export interface StreamContext {
  /** How long the function may still run, in milliseconds. */
  getRemainingTimeInMillis?(): number;
}

/** From where Lambda is to send the records again; empty when all of them are dealt with. */
export interface StreamResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface StreamHandlerOptions {
  readonly deadLetters: DeadLetterBox;
  readonly log: Log;
  readonly pause?: Pause;
}

/** What is left for winding up when the time is nearly over, in milliseconds. */
const reserveMs = 1_000;

/**
 * A Lambda handler that stands in for the reader of an exclusive subscription in AWS.
 *
 * It deals with changes as the reader does: one that fails five times goes to the dead letters, and one that fails
 * through nobody's fault is tried for as long as the function may run. Then the first record that is not dealt with is
 * named, and Lambda sends it and everything behind it again: the event source has to report partial batch failures
 * (`ReportBatchItemFailures`) and must not give up. Lambda keeps the positions: there are no gaps that it could tell
 * of, so that `onGap` is never called.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function createStreamHandler(
  subscription: StreamSubscription,
  { deadLetters, log, pause = realPause }: StreamHandlerOptions,
): (event: StreamEvent, context?: StreamContext) => Promise<StreamResponse> {
  return async ({ Records }, context) => {
    const ending = new AbortController();
    const leftMs = context?.getRemainingTimeInMillis?.();
    const timer = leftMs === undefined ? undefined : setTimeout(() => ending.abort(), Math.max(0, leftMs - reserveMs));
    try {
      const records = Records.flatMap((record) => readStreamRecord(record) ?? []);
      const streamArn = Records[0]?.eventSourceARN ?? '';
      let done = 0;
      const handled = async (record: StreamRecord): Promise<void> => {
        done = records.indexOf(record) + 1;
      };
      const delivery = {
        subscription,
        streamArn,
        shardId: '',
        deadLetters,
        log,
        pause,
        signal: ending.signal,
        handled,
      };
      await deliver(records, delivery);
      const failed = records[done];
      return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.change.sequenceNumber }] };
    } finally {
      clearTimeout(timer);
    }
  };
}
