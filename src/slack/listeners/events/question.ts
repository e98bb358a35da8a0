import { AppError } from '../../../errors/app-error.ts';
import type { Log } from '../../../log.ts';
import { leadOf } from '../../posting/lead-of.ts';
import type { Message } from '../../posting/message.ts';
import { isThere, replyOnce } from '../../posting/reply-once.ts';
import { answerMetadata, type WrittenEvent } from '../../receiver/inbox-answered.ts';
import type { InboxDelivery } from '../../receiver/inbox-work.ts';
import type { Services } from '../../services.ts';
import { type AskedText, answerText } from '../answer-text.ts';
import { answering } from '../answering.ts';
import { typedText } from '../typed-text.ts';
import { type AgentThread, createAgentThread } from './agent-thread.ts';

/** What a listener finds beside an event. */
export interface QuestionContext {
  readonly botUserId?: string | undefined;
  /** Absent where the event is in no inbox. */
  readonly inbox?: Pick<InboxDelivery, 'again' | 'mayBeAnswered'> | undefined;
}

/** A question that someone wrote in a conversation. */
export interface WrittenQuestion {
  readonly what: string;
  /** Slack's id of the event that told of it. */
  readonly eventId: string;
  readonly surface: Exclude<AskedText['surface'], 'slash'>;
  readonly text: string;
  readonly userId: string;
  readonly channel: string;
  /** The workspace that the person is in. */
  readonly teamId?: string | undefined;
  /** When it was written: Slack's `ts`. */
  readonly ts: string;
  /** The thread that it was written in, if any. */
  readonly thread?: string | undefined;
  readonly inbox?: QuestionContext['inbox'];
}

/**
 * Answers a question in its thread, or in a conversation with the person where that is not possible.
 *
 * In a conversation of the two Slack shows that the app is at work, and the answer as it comes. Where Slack takes
 * nothing at all for now, the question stays in the inbox and is answered later.
 */
export async function answerQuestion(services: Services, question: WrittenQuestion): Promise<void> {
  const { what, eventId, surface, text, userId, channel, ts, thread = ts, inbox } = question;
  const isReply = thread !== ts;
  const place = { channel, threadTs: thread, askedTs: ts, isNew: !isReply };
  const asked: AskedText = {
    text,
    surface,
    asker: { userId, teamId: question.teamId, channel, receivedAt: Date.now() },
    audience: surface === 'direct' ? 'asker' : 'channel',
    place,
    isReply,
  };
  const beside = surface === 'direct' ? createAgentThread(services, place, services.log) : undefined;
  beside?.begin({ text, isReply });
  const written = { event_id: eventId, event: { channel, ts, thread_ts: thread } };
  // What is asked next in a thread may go on from what is being answered.
  const reach = await services.turns.inTurn(`${channel} ${thread}`, () =>
    answering(services, { what, say: sayIn(services, question, written, beside) }, (occasion) =>
      answerText(services, occasion, asked),
    ),
  );
  if (!reach.told && isPassing(reach.silence)) inbox?.again();
}

/** Whether Slack may well take later what it did not take now. */
function isPassing(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'slack.unavailable' || error.code === 'slack.rate_limited');
}

/** Says something in the thread of a question: streamed, posted, or to the person where the thread takes nothing. */
function sayIn(
  { port, isAnswered }: Services,
  { userId, teamId, inbox }: Pick<WrittenQuestion, 'userId' | 'teamId' | 'inbox'>,
  written: WrittenEvent,
  beside: AgentThread | undefined,
): (message: Message, log: Log) => Promise<void> {
  const { channel, ts, thread_ts: thread = ts } = written.event;
  /** Whether an earlier attempt has answered, or another instance; Slack is asked only where that may be. */
  async function isAnsweredMeanwhile(log: Log): Promise<boolean> {
    if (inbox?.mayBeAnswered() !== true || !(await isThere(isAnswered, written, log))) return false;
    log.info('answered meanwhile; not answering again');
    await beside?.end();
    return true;
  }
  return async (message, log) => {
    await beside?.settled();
    const led = beside === undefined || teamId === undefined ? undefined : leadOf(message);
    if (led !== undefined && teamId !== undefined) {
      if (await isAnsweredMeanwhile(log)) return;
      const metadata = answerMetadata(written.event_id);
      if (await port.stream({ channel, thread, ...led, recipient: { userId, teamId }, metadata })) return;
    }
    if (await isAnsweredMeanwhile(log)) return;
    try {
      await replyOnce({ port, isAnswered, log }, written, message);
    } catch (error) {
      log.warn({ err: error }, 'the thread does not take the answer; telling the person directly');
      await beside?.end();
      await port.post(userId, message, { repeatable: true }).catch((direct: unknown) => {
        throw isPassing(error) ? error : direct;
      });
    }
  };
}

/** The question in a message: what was typed, without mentions of the app. */
export function plainQuestion(text: string, botUserId: string | undefined): string {
  const mention = botUserId === undefined ? /^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g : mentionOf(botUserId);
  return typedText(text.replace(mention, ' '));
}

function mentionOf(userId: string): RegExp {
  return new RegExp(`<@${userId}(?:\\|[^>]*)?>`, 'g');
}
