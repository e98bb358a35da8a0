import { wellFormed } from '../well-formed.ts';

/**
 * What someone typed: references to channels with their id alone, links as they were typed, and the three characters
 * restored that Slack escapes on its way. A reference stays one, so that a question about figures can pass over it.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function typedText(text: string): string {
  return wellFormed(text)
    .replace(/<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>/g, '<#$1>')
    .replace(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
