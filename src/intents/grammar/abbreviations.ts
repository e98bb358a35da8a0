import type { Lexicon } from './lexicon.ts';

/** How long a shortened word must be, and how much of the whole one it must leave out. */
const limits = { least: 3, leftOut: 3 } as const;

/**
 * The words of the dataset that a shortened one may stand for: `rev` → `revenue`, `conv` → `conversion`.
 *
 * None when words of different meanings begin that way.
 */
export function abbreviatedWords(short: string, { ownWords, phrases }: Lexicon): readonly string[] {
  if (short.length < limits.least || !/^[a-z]+$/u.test(short)) return [];
  const begun = [...ownWords].filter((word) => word.startsWith(short) && word.length >= short.length + limits.leftOut);
  // "Customerlifetimevalue" and "revenues" only go on where another word ends: that one is meant.
  const roots = begun.filter((word) => !begun.some((other) => other !== word && word.startsWith(other)));
  const meanings = new Map<string, string>();
  for (const word of roots) {
    const content = phrases.get(word)?.content;
    if (content !== undefined) meanings.set(JSON.stringify(content), word);
  }
  return meanings.size > 1 ? [] : [...new Set([...meanings.values(), ...roots])].slice(0, 4);
}
