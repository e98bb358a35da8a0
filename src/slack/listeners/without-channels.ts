import { type ParseOptions, parseText } from '../../intents/grammar/parse-text.ts';

const place = /\b(?:in|into|on|to|from)\s+(?:the\s+)?(?:channel\s+)?#(\p{L}[\p{L}\p{M}\d_-]{0,79})(?:\s+channel\b)?/giu;

/**
 * A text without the channels that it names, where they keep a question about figures from being understood.
 *
 * Slack writes channels as references only in some places; elsewhere `in #cs-alerts` comes as it was typed. What makes
 * sense with its channel keeps it, as a watch does, and so does a hashtag that may be a word of the question, such as
 * `in #luxury`: to drop that would answer another question.
 */
export function withoutChannels(text: string, options: ParseOptions): string {
  if (!text.includes('#') || isUnderstood(text, options)) return text;
  const names = [...text.matchAll(place)].map(([, name = '']) => name.replace(/[-_]/gu, ' '));
  const bare = text.replace(place, ' ').replace(/\s+/gu, ' ').trim();
  const areChannels = names.length > 0 && !names.some((name) => isUnderstood(name, options));
  return areChannels && bare !== '' && isUnderstood(bare, options) ? bare : text;
}

function isUnderstood(text: string, options: ParseOptions): boolean {
  return parseText(text, options).kind !== 'unclear';
}
