import type { MrkdwnElement, PlainTextElement } from '@slack/types';

/** The text, cut to a number of characters, with an ellipsis where something was lost. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half of a surrogate pair is no character: leave a cut one out whole.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/** A text that Slack takes where it wants one: cut to the limit, and a dash in place of nothing. */
export function stated(text: string, limit: number): string {
  const shown = clip(text.trim(), limit);
  return shown === '' ? '–' : shown;
}

/** Text that Slack shows as it is: no markup, links, mentions or emoji codes. Anything from data goes here. */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: stated(text, limit), emoji: false };
}

/**
 * The one place where text becomes safe inside mrkdwn.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Escaped text, cut to a number of characters without leaving half of an entity. */
export function clipEscaped(text: string, limit: number): string {
  return text.length <= limit ? text : clip(text, limit).replace(/&[a-z]{0,3}…$/u, '…');
}

/** Markup of our own making: every part that is not ours must have come through `escapeMrkdwn`. */
export function mrkdwn(text: string, limit: number): MrkdwnElement {
  return { type: 'mrkdwn', text: clipEscaped(text, limit) };
}
