import { stemsOf } from '../../catalog/derive/inflections.ts';
import { abbreviatedWords } from './abbreviations.ts';
import type { Lexicon } from './lexicon.ts';
import { correctionsOf } from './spelling.ts';
import type { Token } from './tokenise.ts';

/** A known word that a typed one may stand for. */
export interface WordForm {
  readonly word: string;
  readonly slips: number;
  /** Too bold a correction to stand for itself. */
  readonly isBold: boolean;
}

/** A text is read again for each suggestion: what its strange words may be is worked out once. */
const kept = 200;
const guesses = new WeakMap<Lexicon, Map<string, readonly WordForm[]>>();

/** The known words that a token may stand for, nearest first: itself, its stem, else what it was a slip of. */
export function formsOf(token: Token, lexicon: Lexicon, followsNumber: boolean): readonly WordForm[] {
  if (token.kind !== 'word' && token.kind !== 'number') return [];
  const exact = plainly(token.text);
  if (token.kind === 'number' || lexicon.phrases.has(token.text)) return [exact];
  const stem = stemsOf(token.text).find((word) => lexicon.words.has(word));
  const stemmed = stem === undefined ? [] : [plainly(stem)];
  if (lexicon.words.has(token.text)) return [exact, ...stemmed];
  return stem === undefined ? guessesFor(token.text, lexicon, followsNumber) : stemmed;
}

const plainly = (word: string, slips = 0): WordForm => ({ word, slips, isBold: false });

function guessesFor(word: string, lexicon: Lexicon, followsNumber: boolean): readonly WordForm[] {
  const known = guesses.get(lexicon) ?? new Map<string, readonly WordForm[]>();
  guesses.set(lexicon, known);
  const key = followsNumber ? `0 ${word}` : word;
  const found = known.get(key) ?? guess(word, lexicon, followsNumber);
  if (known.size >= kept) known.clear();
  known.set(key, found);
  return found;
}

function guess(word: string, lexicon: Lexicon, followsNumber: boolean): readonly WordForm[] {
  const { words, slips, within = [] } = correctionsOf(word, lexicon, followsNumber);
  // A letter is left out more often than put in: "medan" is rather "median" than "mean".
  const likely = words.toSorted((left, right) => right.length - left.length);
  return [
    ...likely.slice(0, 4).map((corrected) => plainly(corrected, slips)),
    ...within.map((corrected) => ({ word: corrected, slips, isBold: true })),
    ...abbreviatedWords(word, lexicon).map((whole) => plainly(whole, 1)),
  ];
}
