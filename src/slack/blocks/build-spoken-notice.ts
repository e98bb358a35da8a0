import { fitEscaped } from './fit-message.ts';
import { limits } from './limits.ts';
import type { Message } from './message-block.ts';
import { escapeMrkdwn, mrkdwn, plain } from './text-objects.ts';

/**
 * A sentence to a person, and below it a line that names people or channels.
 *
 * @param line mrkdwn of our own making; nothing from data in it but through `escapeMrkdwn`
 */
export function buildSpokenNotice(sentence: string, line: string): Message {
  return fitEscaped(
    [
      { type: 'section', text: plain(sentence, limits.sectionText) },
      { type: 'context', elements: [mrkdwn(line, limits.field)] },
    ],
    `${escapeMrkdwn(sentence)}\n${line}`,
  );
}
