import { fitEscaped } from './fit-message.ts';
import { limits } from './limits.ts';
import type { Message } from './message-block.ts';
import { onOneLine } from './on-one-line.ts';
import { escapeMrkdwn, mrkdwn, plain } from './text-objects.ts';

/**
 * A sentence to a person, on one line, and below it a line that names people or channels.
 *
 * @param line mrkdwn of our own making; nothing from data in it but through `escapeMrkdwn`
 */
export function buildSpokenNotice(said: string, line: string): Message {
  const sentence = onOneLine(said);
  return fitEscaped(
    [
      { type: 'section', text: plain(sentence, limits.sectionText) },
      { type: 'context', elements: [mrkdwn(line, limits.field)] },
    ],
    `${escapeMrkdwn(sentence)}\n${line}`,
  );
}
