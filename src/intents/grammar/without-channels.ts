import { cleanText } from './tokenise.ts';

const place = /\b(?:in|into|on|to|from)\s+(?:the\s+)?(?:channel\s+)?#(\p{L}[\p{L}\p{M}\d_-]{0,79})(?:\s+channel\b)?/giu;

/** Nobody asks in more places than that. */
const mostChannels = 3;

/**
 * A question without the channels that it names as places, such as `in #cs-alerts`: figures are of no channel.
 *
 * Undefined where there are none, and where one may be a word of the question, such as `in #luxury`: to drop that would
 * answer another question.
 *
 * @param isUnderstood whether a text makes sense by itself
 */
export function withoutChannels(text: string, isUnderstood: (text: string) => boolean): string | undefined {
  if (!text.includes('#')) return undefined;
  const cleaned = cleanText(text);
  const names = [...cleaned.matchAll(place)].map(([, name = '']) => name.replace(/[-_]/gu, ' '));
  const bare = cleaned.replace(place, ' ').replace(/\s+/gu, ' ').trim();
  if (names.length === 0 || names.length > mostChannels || bare === '') return undefined;
  return names.some(isUnderstood) ? undefined : bare;
}
