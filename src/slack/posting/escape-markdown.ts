/** Text from data inside markdown: no markup, links or mentions come of it. */
export function escapeMarkdown(text: string): string {
  return escapeMarks(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

/** The same of a text whose `&`, `<` and `>` are escaped already, as they are in every message. */
export function escapeMarks(text: string): string {
  return text.replace(/[\\`*_~[\]|#!]/gu, '\\$&');
}
