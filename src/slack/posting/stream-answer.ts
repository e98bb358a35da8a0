import type { WebClient } from '@slack/web-api';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log.ts';
import { escapeMarks } from './escape-markdown.ts';
import type { Message } from './message.ts';
import { type Patience, patiently } from './patiently.ts';
import { sendFitting } from './send-fitting.ts';
import type { MessageMetadata } from './slack-port.ts';

/** An answer that is seen to come. */
export interface StreamedAnswer {
  readonly channel: string;
  readonly thread: string;
  /** The first line, in Slack's markdown. */
  readonly lead: string;
  /** The rest: its blocks without the first line, and the whole as text, for where the blocks are refused. */
  readonly rest: Message;
  readonly recipient: { readonly userId: string; readonly teamId: string };
  readonly metadata: MessageMetadata;
}

/** A stream that cannot be begun at once is not worth waiting for: the same can be posted whole. */
const starting: Patience = { withinMs: 0, repeatable: false };
const stopping: Patience = { withinMs: 20_000, repeatable: true };

/**
 * Streams an answer, and returns whether it is there; if not, nothing of it is.
 *
 * The stream begins empty: one whose beginning Slack did not confirm, or that a crash leaves behind, says nothing
 * beside the answer that is posted in its place.
 *
 * @see https://docs.slack.dev/reference/methods/chat.startStream
 */
export async function streamAnswer(client: WebClient, answer: StreamedAnswer, log: Log): Promise<boolean> {
  const ts = await start(client, answer, log);
  if (ts === undefined) return false;
  const { channel, lead, rest, metadata } = answer;
  try {
    await sendFitting(
      rest,
      stopping,
      ({ text, blocks }) =>
        client.apiCall('chat.stopStream', {
          channel,
          ts,
          metadata,
          ...(blocks === undefined ? { markdown_text: escapeMarks(text) } : { markdown_text: lead, blocks }),
        }),
      log,
    );
    return true;
  } catch (error) {
    // An earlier attempt was carried out, and only its reply was lost.
    if (error instanceof AppError && error.details['error'] === 'message_not_in_streaming_state') return true;
    log.warn({ err: error }, 'a stream could not be brought to its end; posting the answer instead');
    await takeBack(client, channel, ts, log);
    return false;
  }
}

async function start(
  client: WebClient,
  { channel, thread, recipient }: StreamedAnswer,
  log: Log,
): Promise<string | undefined> {
  const request = {
    channel,
    thread_ts: thread,
    recipient_user_id: recipient.userId,
    recipient_team_id: recipient.teamId,
  };
  try {
    const { ts } = await patiently(() => client.chat.startStream(request), starting);
    return ts;
  } catch (error) {
    log.info({ err: error }, 'an answer cannot be streamed here; posting it instead');
    return undefined;
  }
}

async function takeBack(client: WebClient, channel: string, ts: string, log: Log): Promise<void> {
  await patiently(() => client.apiCall('chat.delete', { channel, ts }), { withinMs: 5000, repeatable: true }).catch(
    (error: unknown) => log.warn({ err: error }, 'the beginning of a stream could not be taken back'),
  );
}
