import type { Lexicon, Roles } from './lexicon.ts';

interface Entry {
  readonly word: string;
  /** One bit a letter that occurs in the word. */
  readonly letters: number;
}

export interface Corrections {
  readonly words: readonly string[];
  /** How many slips away they are. */
  readonly slips: number;
  /** Those that a word may be taken for only where its neighbours bear that out. */
  readonly within?: readonly string[];
}

interface Speller {
  readonly byLength: ReadonlyMap<number, readonly Entry[]>;
}

const cache = new WeakMap<Lexicon, Speller>();

/** How many slips a word of that many letters may have. */
export function slipsAllowed(length: number): number {
  if (length < 3) return 0;
  return length >= 8 ? 2 : 1;
}

/**
 * The known words that a misspelt one may stand for: the nearest, all equally near; none when the
 * word is too far from every one, or short and near to several.
 *
 * A slip is a letter too many, missing, wrong, or two changed about.
 */
export function correctionsOf(word: string, lexicon: Lexicon, followsNumber = false): Corrections {
  const allowed = slipsAllowed(word.length);
  if (allowed === 0 || !/^[\p{L}']+$/u.test(word)) return none;
  const found = nearestWords(word, lexicon, allowed);
  if (word.length > 4) return found;
  const units = followsNumber ? found.words.filter((known) => lexicon.phrases.get(known)?.unit !== undefined) : [];
  if (units.length > 0) return { words: units.slice(0, 1), slips: found.slips };
  const [only, ...others] = likeliest(word, found.words, lexicon);
  if (only === undefined) return none;
  // Many a short name is one slip from a word of grammar: only telling words are worth the risk.
  // "Sub" is rather the beginning of one of the dataset's own words than a slip.
  const isBegun = [...lexicon.ownWords].some((known) => known.length > word.length + 2 && known.startsWith(word));
  const isSure = others.length === 0 && !isBegun && (isTelling(lexicon.phrases.get(only)) || isAnagram(word, only));
  // "Lifetime vale": beside its neighbour a word may be another than alone.
  const within = found.words.filter((known) => !isSure || known !== only);
  return { words: isSure ? [only] : [], slips: found.slips, within };
}

const none: Corrections = { words: [], slips: 0 };

/** Of the words that fit: those with the same letters, else the dataset's own, each meaning once. */
function likeliest(word: string, words: readonly string[], { ownWords, phrases }: Lexicon): readonly string[] {
  const anagrams = words.filter((known) => isAnagram(word, known));
  const own = words.filter((known) => ownWords.has(known) && phrases.get(known)?.cues?.has('filler') !== true);
  const best = anagrams.length > 0 ? anagrams : own.length > 0 ? own : words;
  const meanings = new Map(best.map((known) => [meaningOf(phrases.get(known)) ?? known, known]));
  return [...meanings.values()];
}

const meaningOf = ({ content, prediction, about }: Roles = {}): string | undefined =>
  JSON.stringify(prediction ?? content ?? about);

const isAnagram = (left: string, right: string): boolean =>
  left.length === right.length && lettersOf(left) === lettersOf(right);

const data: ReadonlySet<string> = new Set(['metric', 'segment', 'value', 'superlative', 'state', 'noun']);

function isTelling(roles: Roles | undefined): boolean {
  // A word that only stands inside phrases is found with its neighbours, or not at all.
  if (roles === undefined) return true;
  const { content, order, statistic, level, operator, cues, prediction, about } = roles;
  const isOfTime =
    cues !== undefined && (['since', 'before', 'after', 'until', 'trend'] as const).some((cue) => cues.has(cue));
  const isData = content !== undefined && data.has(content.kind);
  return isData || isOfTime || (order ?? statistic ?? level ?? operator ?? prediction ?? about) !== undefined;
}

/** The nearest known words within a number of slips, and how many slips away they are. */
export function nearestWords(word: string, lexicon: Lexicon, within: number): Corrections {
  const { byLength } = spellerOf(lexicon);
  const letters = lettersOf(word);
  let slips = within;
  let words: string[] = [];
  for (let length = word.length - within; length <= word.length + within; length += 1) {
    for (const entry of byLength.get(length) ?? []) {
      if (bitCount(entry.letters ^ letters) > 2 * slips) continue;
      const distance = slipsBetween(word, entry.word, slips);
      if (distance > slips) continue;
      if (distance < slips) words = [];
      slips = distance;
      words.push(entry.word);
    }
  }
  return { words, slips };
}

/**
 * The number of slips that turn one word into the other; anything above `limit` when there are more.
 *
 * Optimal string alignment: each letter takes part in one slip only.
 */
export function slipsBetween(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= right.length; column += 1) {
      const value = stepCost(left, right, row, column, { beforeLast, last, current });
      current.push(value);
      if (value < best) best = value;
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? limit + 1;
}

interface Rows {
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly current: readonly number[];
}

function stepCost(left: string, right: string, row: number, column: number, rows: Rows): number {
  const same = left[row - 1] === right[column - 1];
  const value = Math.min(
    (rows.last[column] ?? 0) + 1,
    (rows.current[column - 1] ?? 0) + 1,
    (rows.last[column - 1] ?? 0) + (same ? 0 : 1),
  );
  const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
  return swapped ? Math.min(value, (rows.beforeLast[column - 2] ?? 0) + 1) : value;
}

function spellerOf(lexicon: Lexicon): Speller {
  const known = cache.get(lexicon);
  if (known !== undefined) return known;
  const byLength = new Map<number, Entry[]>();
  for (const word of lexicon.words) {
    if (word.length < 3 || !/^[a-z']+$/u.test(word)) continue;
    const entries = byLength.get(word.length) ?? [];
    entries.push({ word, letters: lettersOf(word) });
    byLength.set(word.length, entries);
  }
  const built = { byLength };
  cache.set(lexicon, built);
  return built;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
