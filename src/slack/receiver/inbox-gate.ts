import type { App, ReceiverEvent } from '@slack/bolt';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import type { Inbox } from '../../state/inbox.ts';
import type { InFlight } from '../in-flight.ts';
import { inTime } from '../in-time.ts';
import { type KeptBody, occurredAt, toKeptBody } from './inbox-event.ts';
import { createInboxRounds } from './inbox-rounds.ts';
import { createInboxSweep } from './inbox-sweep.ts';
import { createInboxWork, type Dispatch } from './inbox-work.ts';

export interface InboxGateOptions {
  readonly inbox: Inbox;
  /** The lease that the inbox gives, in milliseconds. */
  readonly leaseMs: number;
  readonly inFlight: Pick<InFlight, 'track'>;
  readonly log: Log;
  /** How long Slack is kept waiting for the inbox, in milliseconds; it gives up after three seconds. */
  readonly patienceMs?: number;
  /**
   * Whether an event was answered already, as far as Slack can tell. Asked before an event is worked off again, in
   * case that the crash came between the answer and the mark.
   */
  readonly isAnswered?: (event: KeptBody) => Promise<boolean>;
  /** Told of an event that is given up; its asker should hear of it. */
  readonly onParked?: (event: KeptBody) => Promise<void>;
}

export interface InboxGate {
  /** Works off what a crash cut short, now and from then on each time that a lease may have run out. */
  open(): void;
  /** Begins nothing new. What runs is `inFlight`'s. */
  close(): void;
  /** One such round; settles when everything that it found is worked off. */
  sweep(): Promise<void>;
}

/**
 * Puts the inbox before an app: a question is kept before Bolt sees it, and so before Slack gets its ack.
 *
 * Bolt acknowledges events before their listeners run; a crash would lose them. Both of its receivers hand what
 * comes to `processEvent`, and none acknowledges when that rejects: Slack sends the event again.
 *
 * An event that was kept before is acknowledged and goes no further. Everything that is no question passes as it is.
 *
 * @see https://docs.slack.dev/apis/events-api/#responding
 */
export function putInboxBefore(app: Pick<App, 'processEvent'>, options: InboxGateOptions): InboxGate {
  const { inbox, leaseMs, log, patienceMs = 2_000 } = options;
  const dispatch: Dispatch = app.processEvent.bind(app);
  const work = createInboxWork({ ...options, dispatch });
  const sweep = createInboxSweep({ ...options, work });
  const rounds = createInboxRounds(sweep, { leaseMs, log });

  async function accept(kept: KeptBody, event: ReceiverEvent): Promise<'new' | 'known'> {
    const accepting = inbox.accept({ id: kept.event_id, occurredAt: occurredAt(kept), payload: kept });
    const outcome = await inTime(accepting, patienceMs);
    if (outcome !== 'late') return outcome;
    // Kept all the same, perhaps: then it is ours to answer, for whatever Slack sends again is known by then.
    void accepting.then(
      async (late) => (late === 'new' ? work.run(kept, { ...event, ack: async () => undefined }, 1) : undefined),
      (error: unknown) =>
        log.warn({ err: error, event: kept.event_id }, 'the inbox failed after Slack was turned away'),
    );
    throw new AppError('repository.unavailable', `the inbox took longer than ${patienceMs} ms`, { retryable: true });
  }

  app.processEvent = async (event) => {
    const kept = toKeptBody(event.body);
    if (kept === undefined) return dispatch(event);
    if ((await accept(kept, event)) === 'new') return work.run(kept, event, 1);
    log.info({ event: kept.event_id, retry: event.retryNum }, 'an event that is known already');
    await event.ack();
  };

  return {
    open() {
      rounds.open();
    },
    close() {
      rounds.close();
      sweep.close();
    },
    async sweep() {
      await sweep.round();
    },
  };
}
