import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { StreamSubscription } from './change.ts';
import type { Pause } from './pause.ts';
import type { DeadLetterBox } from './stream-ports.ts';
import type { StreamRecord } from './stream-record.ts';

const mostTries = 5;
const pace = { baseMs: 100, capMs: 5_000 };

export interface Delivery {
  readonly subscription: StreamSubscription;
  readonly streamArn: string;
  readonly shardId: string;
  readonly deadLetters: DeadLetterBox;
  readonly log: Log;
  readonly pause: Pause;
  /** Aborts when nothing more may be delivered. */
  readonly signal: AbortSignal;
  /** Told after each change, or batch of changes, that is dealt with: the last one of it. */
  handled(record: StreamRecord): Promise<void>;
}

/**
 * Has the subscriber deal with changes, in order: all at once, and one by one where that fails.
 *
 * @returns whether all of them are dealt with; if not, the signal has aborted meanwhile
 */
export async function deliver(records: readonly StreamRecord[], delivery: Delivery): Promise<boolean> {
  const last = records.at(-1);
  if (last === undefined) return true;
  const failure = await handle(records, delivery);
  if (failure === undefined) {
    await delivery.handled(last);
    return true;
  }
  // Of one alone it is certain whose failure it was.
  const known = records.length === 1 ? failure : undefined;
  if (known === undefined) await delivery.pause(pace.baseMs, delivery.signal);
  for (const record of records) {
    if (!(await deliverOne(record, known, delivery))) return false;
    await delivery.handled(record);
  }
  return true;
}

interface Failure {
  readonly error: unknown;
}

async function handle(
  records: readonly StreamRecord[],
  { subscription, shardId, signal, log }: Delivery,
): Promise<Failure | undefined> {
  try {
    await subscription.handle(
      records.map(({ change }) => change),
      { shardId, signal },
    );
    return undefined;
  } catch (error) {
    const [first] = records;
    const sequenceNumber = first?.change.sequenceNumber;
    if (!signal.aborted) log.warn({ err: error, changes: records.length, sequenceNumber }, 'changes were not handled');
    return { error };
  }
}

async function deliverOne(record: StreamRecord, earlier: Failure | undefined, delivery: Delivery): Promise<boolean> {
  const { signal, pause } = delivery;
  let failure = earlier;
  let tries = failure === undefined || isNobodysFault(failure) ? 0 : 1;
  for (let failures = failure === undefined ? 0 : 1; !signal.aborted; failures += 1) {
    if (failure !== undefined) await pause(waitAfter(failures), signal);
    if (signal.aborted) return false;
    failure = await handle([record], delivery);
    if (failure === undefined) return true;
    if (!isNobodysFault(failure)) tries += 1;
    if (tries >= mostTries && !signal.aborted) return bury(record, failure, tries, delivery);
  }
  return false;
}

function isNobodysFault({ error }: Failure): boolean {
  return error instanceof AppError && error.retryable;
}

/** In milliseconds; the first of them is after one failure. */
function waitAfter(failures: number): number {
  return Math.min(pace.capMs, pace.baseMs * 2 ** Math.min(failures - 1, 16));
}

/** A change may only be passed over once its letter is there, however long that takes. */
async function bury(record: StreamRecord, { error }: Failure, tries: number, delivery: Delivery): Promise<boolean> {
  const { subscription, streamArn, deadLetters, log, pause, signal } = delivery;
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await deadLetters.put({ subscription: subscription.name, streamArn, record, error, tries });
      const { keys, sequenceNumber } = record.change;
      log.error({ err: error, keys, sequenceNumber, tries }, 'a change was given up; it is among the dead letters');
      return true;
    } catch (cause) {
      log.warn({ err: cause }, 'a dead letter was not kept; trying again');
      await pause(waitAfter(failures), signal);
    }
  }
  return false;
}
