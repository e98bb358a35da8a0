import type { Services } from '../../services.ts';
import { answerQuestion, plainQuestion, type QuestionContext } from './question.ts';

/** What is read of a `message` event. */
export interface WrittenMessage {
  readonly channel_type?: string | undefined;
  readonly subtype?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
}

interface MessageArguments {
  readonly event: WrittenMessage;
  readonly body: { readonly event_id: string; readonly team_id?: string | undefined };
  readonly context: QuestionContext;
}

/** A message that someone wrote, with a file perhaps, or shown outside its thread too. */
function isWritten(subtype: string | undefined): boolean {
  return subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast';
}

/**
 * Answers what someone writes to the app in a conversation of the two.
 *
 * Edits, deletions and joins come as other subtypes, and messages of apps, ours too, with a bot's id: none is a question.
 */
export function createDirectMessageListener(services: Services): (request: MessageArguments) => Promise<void> {
  return async ({ event, body, context }) => {
    const { channel_type: kind, subtype, bot_id: botId, user, text, channel, ts } = event;
    if (kind !== 'im' || !isWritten(subtype) || botId !== undefined || user === undefined) return;
    if (user === context.botUserId || text === undefined || text.trim() === '') return;
    await answerQuestion(services, {
      what: 'event message.im',
      eventId: body.event_id,
      surface: 'direct',
      text: plainQuestion(text, context.botUserId),
      userId: user,
      channel,
      teamId: body.team_id,
      ts,
      thread: event.thread_ts,
      inbox: context.inbox,
    });
  };
}
