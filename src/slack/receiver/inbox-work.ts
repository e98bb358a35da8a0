import type { ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Inbox } from '../../state/inbox.ts';
import type { InboxKey } from '../../state/inbox-item.ts';
import type { InFlight } from '../in-flight.ts';
import { type KeptBody, occurredAt } from './inbox-event.ts';

export type Dispatch = (event: ReceiverEvent) => Promise<void>;

/** What a listener finds as `context.inbox` with an event that is in the inbox. */
export interface InboxDelivery {
  /** 1 for the first attempt to work the event off. */
  readonly attempt: number;
  /** Whether it may be answered already: by an earlier attempt, or by another instance that took it from us. */
  mayBeAnswered(): boolean;
  /** Says that the event is not done and is to be tried again once its lease is over. */
  again(): void;
}

export interface InboxWork {
  /** Gives a kept event to the app, and marks it as done afterwards; settles then. */
  run(kept: KeptBody, event: ReceiverEvent, attempt: number): Promise<void>;
  isRunning(id: string): boolean;
  /** Marks events as done that could not be marked when they were. */
  settleDebts(): Promise<void>;
}

/** What is known of our lease of an event; `until` is of `performance.now()`. */
interface Lease {
  until: number;
  isLost: boolean;
}

interface InboxWorkOptions {
  readonly inbox: Pick<Inbox, 'extend' | 'finish'>;
  readonly leaseMs: number;
  readonly inFlight: Pick<InFlight, 'track'>;
  readonly log: Log;
  readonly dispatch: Dispatch;
}

/** Works events off that this instance holds: keeps the lease while it lasts, and says when it is done. */
export function createInboxWork({ inbox, leaseMs, inFlight, log, dispatch }: InboxWorkOptions): InboxWork {
  const running = new Set<string>();
  const owed = new Map<string, InboxKey>();

  async function finish(key: InboxKey): Promise<void> {
    try {
      await inbox.finish(key);
      owed.delete(key.id);
    } catch (error) {
      owed.set(key.id, key);
      log.error({ err: error, event: key.id }, 'an event is done but could not be marked so');
    }
  }

  async function keepLease(key: InboxKey, lease: Lease): Promise<void> {
    const askedAt = performance.now();
    try {
      if (await inbox.extend(key)) {
        lease.until = askedAt + leaseMs;
        return;
      }
      lease.isLost = true;
      log.warn({ event: key.id }, 'the lease of an event was lost while it ran');
    } catch (error) {
      log.warn({ err: error, event: key.id }, 'the lease of an event could not be extended');
    }
  }

  async function work(key: InboxKey, event: ReceiverEvent, attempt: number, lease: Lease): Promise<void> {
    let isDone = true;
    const delivery: InboxDelivery = {
      attempt,
      mayBeAnswered: () => attempt > 1 || lease.isLost || performance.now() >= lease.until,
      again() {
        isDone = false;
      },
    };
    await dispatch({
      ...event,
      customProperties: { ...event.customProperties, inbox: delivery },
      async ack(response) {
        // It is kept: without an ack Slack will send it again, and then it is known.
        await event.ack(response).catch((error: unknown) => log.warn({ err: error, event: key.id }, 'no ack to Slack'));
      },
    });
    if (isDone) await finish(key);
  }

  return {
    async run(kept, event, attempt) {
      const key = { id: kept.event_id, occurredAt: occurredAt(kept) };
      running.add(key.id);
      const lease: Lease = { until: performance.now() + leaseMs, isLost: false };
      const timer = setInterval(() => void keepLease(key, lease), leaseMs / 3);
      timer.unref();
      try {
        await inFlight.track(() => work(key, event, attempt, lease));
      } finally {
        clearInterval(timer);
        running.delete(key.id);
      }
    },
    isRunning: (id) => running.has(id) || owed.has(id),
    async settleDebts() {
      for (const key of owed.values()) await finish(key);
    },
  };
}
