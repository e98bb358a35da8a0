import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { type AnsweredCheck, answerMetadata, type WrittenEvent } from '../receiver/inbox-answered.ts';
import type { Message } from './message.ts';
import type { SlackPort } from './slack-port.ts';

interface Desk {
  readonly port: Pick<SlackPort, 'post'>;
  readonly isAnswered: AnsweredCheck;
  readonly log: Log;
}

/**
 * Answers a message that someone wrote, in its thread.
 *
 * Where Slack does not say whether it took the answer, the thread is looked at before it is posted again: Slack
 * has no way of posting something only once. Who cannot look posts again, because no answer is worse than two.
 *
 * Throws `slack.*` when the answer is not there.
 */
export async function replyOnce(
  { port, isAnswered, log }: Desk,
  written: WrittenEvent,
  message: Message,
): Promise<void> {
  const { channel, ts, thread_ts: thread = ts } = written.event;
  const metadata = answerMetadata(written.event_id);
  try {
    await port.post(channel, message, { thread, metadata, repeatable: false });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'slack.unavailable') throw error;
    log.warn({ err: error }, 'Slack did not confirm an answer; looking whether it is there');
    if (await isThere(isAnswered, written, log)) return;
    await port.post(channel, message, { thread, metadata, repeatable: true });
  }
}

/** Whether an answer is there, as far as Slack tells: who cannot look takes it for missing. */
export async function isThere(isAnswered: AnsweredCheck, written: WrittenEvent, log: Log): Promise<boolean> {
  try {
    return await isAnswered(written);
  } catch (error) {
    log.warn({ err: error }, 'the thread cannot be looked at');
    return false;
  }
}
