import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import { readStreamRecord, type StreamRecord, type VendorRecord } from './stream-record.ts';

/** What Lambda passes on of a stream: records of one shard, in order. */
export interface StreamEvent {
  readonly Records: readonly VendorRecord[];
}

export interface StreamContext {
  /** How long the function may still run, in milliseconds. */
  getRemainingTimeInMillis?(): number;
}

/** From where Lambda is to send the records again; empty when all of them are dealt with. */
export interface StreamResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What is left for winding up when the time is nearly over, in milliseconds. */
const reserveMs = 1_000;

/**
 * A Lambda handler that stands in for the reader of an exclusive subscription in AWS.
 *
 * The event source has to report partial batch failures (`ReportBatchItemFailures`): the first record that failed is
 * named, and Lambda sends it and everything behind it again. How often, and what becomes of it then, is for the event
 * source to say (`MaximumRetryAttempts`, an on-failure destination). Lambda keeps the positions: there are no gaps
 * that it could tell of, so that `onGap` is never called.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function createStreamHandler(
  subscription: StreamSubscription,
  { log }: { readonly log: Log },
): (event: StreamEvent, context?: StreamContext) => Promise<StreamResponse> {
  async function handle(
    records: readonly StreamRecord[],
    signal: AbortSignal,
  ): Promise<{ error?: unknown; ok: boolean }> {
    try {
      await subscription.handle(
        records.map(({ change }) => change),
        { signal },
      );
      return { ok: true };
    } catch (error) {
      return { ok: false, error };
    }
  }

  async function firstFailed(records: readonly StreamRecord[], signal: AbortSignal): Promise<StreamRecord | undefined> {
    if (records.length === 0 || (await handle(records, signal)).ok) return undefined;
    for (const record of records) {
      const { ok, error } = signal.aborted ? { ok: false, error: signal.reason } : await handle([record], signal);
      if (ok) continue;
      const { sequenceNumber } = record.change;
      log.warn({ err: error, subscription: subscription.name, sequenceNumber }, 'a change was not handled');
      return record;
    }
    return undefined;
  }

  return async ({ Records }, context) => {
    const ending = new AbortController();
    const leftMs = context?.getRemainingTimeInMillis?.();
    const timer = leftMs === undefined ? undefined : setTimeout(() => ending.abort(), Math.max(0, leftMs - reserveMs));
    try {
      const records = Records.flatMap((record) => readStreamRecord(record) ?? []);
      const failed = await firstFailed(records, ending.signal);
      return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.change.sequenceNumber }] };
    } finally {
      clearTimeout(timer);
    }
  };
}
