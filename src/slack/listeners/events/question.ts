import { firstThatWorks } from '../../posting/first-that-works.ts';
import { replyOnce } from '../../posting/reply-once.ts';
import type { Services } from '../../services.ts';
import { type AskedText, answerText } from '../answer-text.ts';
import { answering } from '../answering.ts';
import { typedText } from '../typed-text.ts';

/** A question that someone wrote in a conversation. */
export interface WrittenQuestion {
  readonly what: string;
  /** Slack's id of the event that told of it. */
  readonly eventId: string;
  readonly surface: Exclude<AskedText['surface'], 'slash'>;
  readonly text: string;
  readonly userId: string;
  readonly channel: string;
  /** When it was written: Slack's `ts`. */
  readonly ts: string;
  /** The thread that it was written in, if any. */
  readonly thread?: string | undefined;
}

/** Answers a question in its thread, or in a conversation with the person where that is not possible. */
export async function answerQuestion(services: Services, question: WrittenQuestion): Promise<void> {
  const { what, eventId, surface, text, userId, channel, ts, thread = ts } = question;
  const { port, isAnswered } = services;
  const written = { event_id: eventId, event: { channel, ts, thread_ts: thread } };
  const asked: AskedText = {
    text,
    surface,
    asker: { userId, channel, receivedAt: Date.now() },
    audience: surface === 'direct' ? 'asker' : 'channel',
    place: { channel, threadTs: thread, askedTs: ts },
    isReply: thread !== ts,
  };
  await answering(
    services,
    {
      what,
      say: (message, log) =>
        firstThatWorks(
          [
            () => replyOnce({ port, isAnswered, log }, written, message),
            () => port.post(userId, message, { repeatable: true }),
          ],
          log,
        ),
    },
    (occasion) => answerText(services, occasion, asked),
  );
}

/** The question in a message: what was typed, without mentions of the app. */
export function plainQuestion(text: string, botUserId: string | undefined): string {
  const mention = botUserId === undefined ? /^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g : mentionOf(botUserId);
  return typedText(text.replace(mention, ' '));
}

function mentionOf(userId: string): RegExp {
  return new RegExp(`<@${userId}(?:\\|[^>]*)?>`, 'g');
}
