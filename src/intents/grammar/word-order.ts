import { orderWords } from './function-words.ts';
import type { Token } from './tokenise.ts';

const ends = new Set<string>(Object.values(orderWords).flat());

/** "Top 5 earners" as "5 top earners", so that the words of a phrase stand side by side. */
export function numbersFirst(tokens: readonly Token[]): readonly Token[] {
  const ordered = [...tokens];
  for (let at = 0; at + 1 < ordered.length; at += 1) {
    const [first, second] = [ordered[at], ordered[at + 1]];
    if (first === undefined || second?.kind !== 'number' || second.suffix !== '' || !ends.has(first.text)) continue;
    if (ordered[at - 1]?.text === 'at') continue;
    ordered[at] = second;
    ordered[at + 1] = first;
    at += 1;
  }
  return ordered;
}
