import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../errors/app-error.ts';
import { toUserMessage } from '../../errors/to-user-message.ts';
import type { Log } from '../../log.ts';
import type { Message } from '../posting/message.ts';
import type { Services } from '../services.ts';
import { buildFailureNotice } from './failure-notice.ts';

/** One thing that someone did, as its listener sees it. */
export interface Occasion {
  /** What the log knows it by, and what the person is told when something fails. */
  readonly requestId: string;
  readonly log: Log;
  /** Tells the person something; tries other ways when the first does not work. */
  readonly say: (message: Message) => Promise<void>;
}

interface Answering {
  /** What happened, for the log: `command`, `action show`, … */
  readonly what: string;
  readonly say: (message: Message, log: Log) => Promise<void>;
}

/** Whether the person was told anything; if not, what stood in the way. */
export type Reach = { readonly told: true } | { readonly told: false; readonly silence: unknown };

/** Failures that are somebody's ordinary mistake and no fault of the product. */
const expected: ReadonlySet<string> = new Set(['input.invalid', 'repository.conflict', 'slack.forbidden']);

/**
 * Does a listener's work after the ack: counted, so that a shutdown waits for it, logged under an id, and
 * with one boundary at which every failure becomes a sentence for the person.
 *
 * Never rejects: Bolt would only log it. Someone whom nothing reaches is in the log, under the same id, and it is
 * the caller's to try again where that is possible.
 */
export async function answering(
  { inFlight, log }: Pick<Services, 'inFlight' | 'log'>,
  { what, say }: Answering,
  work: (occasion: Occasion) => Promise<void>,
): Promise<Reach> {
  const requestId = randomUUID().slice(0, 8);
  const requestLog = log.child({ request: requestId, what });
  const occasion: Occasion = { requestId, log: requestLog, say: (message) => say(message, requestLog) };
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  return inFlight.track(async () => {
    try {
      // Whoever else waits for an ack gets it before this work begins.
      await nextTurn();
      await work(occasion);
      requestLog.info({ tookMs: tookMs() }, 'done');
      return { told: true };
    } catch (error) {
      const level = error instanceof AppError && expected.has(error.code) ? 'info' : 'error';
      requestLog[level]({ err: error, tookMs: tookMs() }, 'failed');
      return tell(occasion, buildFailureNotice(toUserMessage(error, requestId)));
    }
  });
}

async function tell({ say, log }: Occasion, message: Message): Promise<Reach> {
  try {
    await say(message);
    return { told: true };
  } catch (silence) {
    log.error({ err: silence }, 'the person could not be told');
    return { told: false, silence };
  }
}
