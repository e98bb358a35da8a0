import { datasets } from '../../catalog/catalog.ts';
import { lexiconOf } from './lexicon.ts';
import { nearestWords, slipsAllowed, slipsBetween } from './spelling.ts';

/** Shorter words are too near to others to be taken for one that is not about data. */
const fewestLetters = 5;

/**
 * A text in which misspelt words for operations are spelt as they should be.
 *
 * A slip in the first letter is not forgiven, nor is one that leaves a word as near to one of the datasets' own.
 *
 * @param text in lower case
 */
export function withOperationWords(text: string, words: readonly string[]): string {
  return text.replace(/\p{L}+/gu, (word) => (words.includes(word) ? word : (correctionOf(word, words) ?? word)));
}

/** Those of the words that one may have meant: further away than what is forgiven, for they are only offered. */
export function operationWordsLike(word: string, words: readonly string[]): readonly string[] {
  const most = word.length > 6 ? 3 : 2;
  return words.filter((known) => known[0] === word[0] && slipsBetween(word, known, most) <= most);
}

function correctionOf(word: string, words: readonly string[]): string | undefined {
  // "Watched" is what was done to somebody, and no slip of "watches".
  if (word.length < fewestLetters || /(?:ed|ing)$/u.test(word)) return undefined;
  const allowed = slipsAllowed(word.length);
  const known = words.find((each) => each[0] === word[0] && slipsBetween(word, each, allowed) <= allowed);
  if (known === undefined) return undefined;
  const slips = slipsBetween(word, known, allowed);
  const isOther = datasets.some((dataset) =>
    nearestWords(word, lexiconOf(dataset), slips).words.some((other) => other !== known),
  );
  return isOther ? undefined : known;
}
