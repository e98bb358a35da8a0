/**
 * Text from tables, models and people on one line: line breaks and other control characters in it become spaces.
 *
 * Whatever is put on a line of its own goes through here, so that nothing from data can begin a line that looks like
 * one of ours.
 */
export function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
