import { wellFormed } from '../well-formed.ts';

/**
 * What someone typed, with the three characters restored that Slack escapes on its way.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function typedText(text: string): string {
  return wellFormed(text)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
