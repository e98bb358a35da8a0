import type { UserMessage } from '../../errors/to-user-message.ts';
import { buildNotice } from '../blocks/build-notice.ts';
import type { Message } from '../posting/message.ts';

const mostNamed = 5;

/** A failure as a message, with the people to turn to mentioned by name. */
export function buildFailureNotice({ text, ask }: UserMessage): Message {
  const notice: Message = buildNotice(text);
  if (ask.length === 0) return notice;
  const named = ask.slice(0, mostNamed).map((id) => `<@${id}>`);
  const line = `Ask ${named.join(', ')}${ask.length > mostNamed ? ' or another editor' : ''}.`;
  const context = { type: 'context', elements: [{ type: 'mrkdwn', text: line }] };
  return { text: `${notice.text} ${line}`, blocks: [...(notice.blocks ?? []), context] };
}
