import type { Lexicon } from './lexicon.ts';
import { hasCue, isLight, type Piece } from './pieces.ts';

/** A member whom a text names, and the pieces that do so. */
export interface Subject {
  readonly subject: string;
  readonly pieces: readonly Piece[];
}

/** The ids and quoted names of a text. */
export function explicitSubjects(pieces: readonly Piece[], idPrefix: string): readonly Subject[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'id') return [{ subject: `${idPrefix}${piece.raw.toLowerCase()}`, pieces: [piece] }];
    return piece.kind === 'quoted' && piece.raw !== '' ? [{ subject: nameText(piece.raw), pieces: [piece] }] : [];
  });
}

/** The name in a text that is nothing but a name, each word with a capital, and perhaps "show" or "who is" before it. */
export function capitalisedName(text: string, pieces: readonly Piece[]): string | undefined {
  const words = wordsOf(text);
  const lead = leadLength(text, pieces);
  const rest = words.slice(lead);
  const enough = rest.length >= 2 || (rest.length === 1 && lead > 0);
  if (!enough || rest.length > 5 || /[\d<>=%$,]/u.test(text)) return undefined;
  return rest.every(isCapitalised) ? nameText(rest.join(' ')) : undefined;
}

/** Whether some word of a name means nothing to us, so that it can hardly be a question. */
export function hasStrangeWord(name: string, lexicon: Lexicon): boolean {
  return wordsOf(name).some((word) => !lexicon.words.has(word.toLowerCase().replace(/[.'].*$/u, '')));
}

/** Two to four words in a row that mean nothing to us: a name, typed without capitals. */
export function unknownName(text: string, pieces: readonly Piece[]): Subject | undefined {
  const first = pieces.findIndex(isStrange);
  if (first === -1) return undefined;
  let end = first;
  while (isStrange(pieces[end])) end += 1;
  const run = pieces.slice(first, end);
  const others = pieces.slice(end).some(isStrange);
  if (others) return undefined;
  const widened = widen(text, pieces, first, end);
  const name = nameText(text.slice(widened[0]?.start ?? 0, widened.at(-1)?.end ?? 0));
  const count = wordsOf(name).length;
  return count >= 2 && count <= 4 && run.length > 0 ? { subject: name, pieces: widened } : undefined;
}

const isStrange = (piece: Piece | undefined): boolean => piece?.kind === 'unknown' && !piece.taken;

/** A capital beside a strange capitalised word belongs to the name: "Will Banks", "Ana Price". */
function widen(text: string, pieces: readonly Piece[], first: number, end: number): readonly Piece[] {
  const joins = (piece: Piece | undefined, beside: Piece | undefined): boolean =>
    piece !== undefined &&
    beside !== undefined &&
    piece.words === 1 &&
    isCapitalised(piece.raw) &&
    isCapitalised(beside.raw) &&
    piece.start > 0 &&
    /^[\s-]+$/u.test(text.slice(Math.min(piece.end, beside.end), Math.max(piece.start, beside.start)));
  let [from, to] = [first, end];
  while (joins(pieces[from - 1], pieces[from])) from -= 1;
  while (joins(pieces[to], pieces[to - 1])) to += 1;
  return pieces.slice(from, to);
}

function leadLength(text: string, pieces: readonly Piece[]): number {
  let end = 0;
  for (const piece of pieces) {
    if (!hasCue(piece, 'profile') && !isLight(piece)) break;
    if (piece.start > 0 && isCapitalised(piece.raw)) break;
    if (piece.start === 0 && isCapitalised(piece.raw) && !hasCue(piece, 'profile')) break;
    end = piece.end;
  }
  return wordsOf(text.slice(0, end)).length;
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}][\p{L}\p{M}'.-]*/gu) ?? [];

const isCapitalised = (word: string): boolean =>
  /^\p{Lu}(?:['.-]?[\p{L}\p{M}])*\.?$/u.test(word) && /\p{Ll}|^\p{Lu}\.?$/u.test(word);

const nameText = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 200);
