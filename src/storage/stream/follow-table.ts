import type { Log } from '../../log.ts';
import type { TableStream } from '../table-stream.ts';
import type { ChangeSource } from './change-source.ts';
import { type Pause, pause as realPause } from './pause.ts';

export interface FollowingOptions {
  /** The table's stream as it is now. */
  readonly find: () => Promise<TableStream>;
  /**
   * Makes the reader of a stream; it is started and stopped from here.
   *
   * @param onGone to be called when the stream turns out not to be there any more
   */
  readonly open: (streamArn: string, onGone: () => void) => Pick<ChangeSource, 'start' | 'stop'>;
  /** Told when the table turns out to have no stream, and why. */
  readonly onMissing: (reason: string) => void;
  readonly log: Log;
  /** How often the table is looked at, in milliseconds. */
  readonly everyMs?: number;
  /** How long to wait after a look that failed, in milliseconds; twice as long each time. */
  readonly retryMs?: number;
  readonly pause?: Pause;
}

interface Followed {
  readonly streamArn: string;
  readonly source: Pick<ChangeSource, 'start' | 'stop'>;
}

/**
 * Reads whatever stream a table has: one that is switched on later, and the one that takes the place of another.
 *
 * Whatever goes wrong on the way is in the log and tried again; it ends by `stop` alone.
 */
export function followTable(options: FollowingOptions): Pick<ChangeSource, 'start' | 'stop'> {
  const { find, open, onMissing, log, everyMs = 180_000, retryMs = 5_000, pause = realPause } = options;
  const stopping = new AbortController();
  let waking = new AbortController();
  let followed: Followed | undefined;
  let missing: string | undefined;
  let loop: Promise<void> | undefined;

  async function leave(): Promise<void> {
    const left = followed;
    followed = undefined;
    await left?.source.stop();
  }

  async function look(): Promise<void> {
    const stream = await find();
    if (stopping.signal.aborted) return;
    if (!('arn' in stream)) {
      if (missing !== stream.reason) {
        onMissing(stream.reason);
      }
      missing = stream.reason;
      await leave();
      return;
    }
    missing = undefined;
    const { arn: streamArn } = stream;
    if (followed?.streamArn === streamArn) return;
    await leave();
    const source = open(streamArn, () => waking.abort());
    followed = { streamArn, source };
    source.start();
    log.info({ streamArn }, 'changes of this table are followed');
  }

  async function keepLooking(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      try {
        await look();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ err: error }, 'the stream of this table was not found out; trying again');
      }
      const waitMs = failures === 0 ? everyMs : Math.min(everyMs, retryMs * 2 ** (failures - 1));
      await pause(waitMs, AbortSignal.any([waking.signal, stopping.signal]));
    }
    await leave();
  }

  return {
    start() {
      loop ??= keepLooking();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
