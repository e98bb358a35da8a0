import { firstThatWorks } from '../../posting/first-that-works.ts';
import type { Services } from '../../services.ts';
import { answerIntent } from '../answer-intent.ts';
import { answering } from '../answering.ts';
import { typedText } from '../typed-text.ts';

/** A question that someone wrote in a conversation. */
export interface WrittenQuestion {
  readonly what: string;
  readonly text: string;
  readonly userId: string;
  readonly channel: string;
  /** The thread that the answer goes into. */
  readonly thread: string;
  readonly audience: 'asker' | 'channel';
}

/** Answers a question in its thread, or in a conversation with the person where that is not possible. */
export async function answerQuestion(services: Services, question: WrittenQuestion): Promise<void> {
  const { what, text, userId, channel, thread, audience } = question;
  const { port } = services;
  await answering(
    services,
    {
      what,
      say: (message, log) =>
        firstThatWorks(
          [
            () => port.post(channel, message, { thread, repeatable: true }),
            () => port.post(userId, message, { repeatable: true }),
          ],
          log,
        ),
    },
    (occasion) => {
      const intent = services.parse(text, { surface: 'message' });
      const asker = { userId, channel, receivedAt: Date.now() };
      return answerIntent(services, occasion, { intent, asker, audience });
    },
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
