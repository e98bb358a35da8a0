import type { Log } from '../../log.ts';
import type { Inbox } from '../../state/inbox.ts';
import type { InboxKey, InboxPayload } from '../../state/inbox-item.ts';
import { fromPayload, type KeptBody } from './inbox-event.ts';
import type { InboxWork } from './inbox-work.ts';

export interface InboxSweep {
  /**
   * Works off the events of the last `withinMs` (a day when left out) that nobody works on any more, one by one.
   *
   * Returns how many it found, whatever became of them.
   */
  round(withinMs?: number): Promise<number>;
  /** Lets a running round end after the event that it is at. */
  close(): void;
}

interface InboxSweepOptions {
  readonly inbox: Pick<Inbox, 'unfinished' | 'start' | 'finish'>;
  readonly work: InboxWork;
  readonly log: Log;
  readonly isAnswered?: (event: KeptBody) => Promise<boolean>;
  readonly onParked?: (event: KeptBody) => Promise<void>;
}

/** Takes up what a crash cut short, here or in another instance. */
export function createInboxSweep({ inbox, work, log, isAnswered, onParked }: InboxSweepOptions): InboxSweep {
  let isClosed = false;
  let current: Promise<number> | undefined;

  async function round(withinMs: number | undefined): Promise<number> {
    await work.settleDebts();
    const found = await inbox.unfinished(withinMs === undefined ? {} : { withinMs });
    for (const key of found) {
      if (isClosed) break;
      // One event that fails must not keep the others waiting.
      await takeUp(key).catch((error: unknown) => log.error({ err: error, event: key.id }, 'an event was left again'));
    }
    return found.length;
  }

  async function takeUp(key: InboxKey): Promise<void> {
    if (work.isRunning(key.id)) return;
    const started = await inbox.start(key);
    if (started.outcome === 'taken') return;
    const kept = read(key, started.payload);
    if (started.outcome === 'parked') return giveUp(key, kept, started.attempt);
    if (kept === undefined) return inbox.finish(key);
    if (await wasAnswered(kept)) return inbox.finish(key);
    log.warn({ event: key.id, attempt: started.attempt }, 'taking up an event that was cut short');
    await work.run(kept, { body: kept, ack: async () => undefined }, started.attempt);
  }

  function read(key: InboxKey, payload: InboxPayload): KeptBody | undefined {
    const kept = fromPayload(payload);
    if (kept === undefined) log.error({ event: key.id }, 'an event was kept in a form that cannot be read');
    return kept;
  }

  async function giveUp(key: InboxKey, kept: KeptBody | undefined, tries: number): Promise<void> {
    log.error({ event: key.id, tries }, 'an event is parked: it was tried too often');
    if (kept !== undefined) await onParked?.(kept);
  }

  async function wasAnswered(kept: KeptBody): Promise<boolean> {
    if (isAnswered === undefined) return false;
    try {
      return await isAnswered(kept);
    } catch (error) {
      // A second answer is the lesser evil than none.
      log.warn({ err: error, event: kept.event_id }, 'Slack did not say whether an event was answered');
      return false;
    }
  }

  return {
    round(withinMs) {
      current ??= round(withinMs).finally(() => {
        current = undefined;
      });
      return current;
    },
    close() {
      isClosed = true;
    },
  };
}
