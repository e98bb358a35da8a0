import type { Snapshot } from '../data/workspace-data.ts';

export interface Suggestion {
  /** What the message box will hold. */
  readonly text: string;
  readonly description: string;
}

/** What may be meant by a text that begins with a slash; nothing for any other. */
export function suggestionsFor(text: string, { commands, examples }: Snapshot['app']): readonly Suggestion[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const typed = text.toLowerCase();
  const names = commands
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name, hint, description }) => ({ text: `${name} `, description: `${description}, such as “${hint}”` }));
  const tries = examples
    .filter((example) => example.startsWith(typed) && example !== text.trim())
    .map((example) => ({ text: example, description: '' }));
  return [...names, ...tries].slice(0, 8);
}
