import type { MrkdwnElement, PlainTextElement } from '@slack/types';

/** The text, cut to a number of characters, with an ellipsis where something was lost. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half of a surrogate pair is no character: leave a cut one out whole.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/**
 * Text that Slack shows as it is: no markup, links, mentions or emoji codes. Anything from data goes here.
 *
 * An empty text would be refused, so it becomes a dash.
 */
export function plain(text: string, limit: number): PlainTextElement {
  const shown = clip(text.trim(), limit);
  return { type: 'plain_text', text: shown === '' ? '–' : shown, emoji: false };
}

/**
 * The one place where text becomes safe inside mrkdwn.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Markup of our own making: every part that is not ours must have come through `escapeMrkdwn`. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
