import { wellFormed } from '../well-formed.ts';

/**
 * What someone typed: references to channels as `#` and the id, links as they were typed, and the three characters
 * restored that Slack escapes on its way.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function typedText(text: string): string {
  return wellFormed(text)
    .replace(/<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>/g, '#$1')
    .replace(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
