/** A text without the channels that it names, and those. */
export interface Channelled {
  readonly text: string;
  /** Slack's ids, or names without "#"; each once. */
  readonly channels: readonly string[];
}

const id = /^[CG][A-Z0-9]{6,}$/u;

/** Writes channels as Slack escapes them (`<#C08CSALERTS|cs-alerts>`) as `#C08CSALERTS`. */
export const withChannelIds = (text: string): string =>
  text.replace(/<#([A-Z0-9]{2,40})(?:\|[^<>]{0,100})?>/gu, ' #$1 ');

/**
 * Takes `in #cs-alerts` and the like out of a cleaned text. Digits alone are no channel: `#42` names a member.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text for how Slack writes channels
 */
export function takeChannels(text: string): Channelled {
  const channels = new Set<string>();
  const rest = text.replace(
    /(?:\b(?:in|into|to|on|at|via)\s+)?(?:\b(?:the\s+)?(?:channel\s+)?)?(?<![\p{L}\d])#(?!\d+(?![\p{L}\d_-]))([\p{L}\d][\p{L}\p{M}\d_-]{0,79})(?:\s+channel\b)?/giu,
    (_, name: string) => {
      channels.add(id.test(name) ? name : name.toLowerCase());
      return ' ';
    },
  );
  return { text: rest.replace(/\s+/gu, ' ').trim(), channels: [...channels] };
}
