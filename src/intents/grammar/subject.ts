import type { Lexicon } from './lexicon.ts';
import { hasCue, isLight, metricOf, type Piece } from './pieces.ts';

/** A member whom a text names, and the pieces that do so. */
export interface Subject {
  readonly subject: string;
  readonly pieces: readonly Piece[];
}

/** The ids and quoted names of a text. */
export function explicitSubjects(pieces: readonly Piece[]): readonly Subject[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'id') return [{ subject: piece.raw, pieces: [piece] }];
    return piece.kind === 'quoted' && piece.raw !== '' ? [{ subject: nameText(piece.raw), pieces: [piece] }] : [];
  });
}

/** A text that is nothing but what looks like an id, of nobody that we know the ids of: `nobody-9999`. */
export function strangeId(text: string): string | undefined {
  return /^\s*(?<id>\p{L}{2,40}[-_]\d{1,20})[\s?.!]*$/u.exec(text)?.groups?.['id'];
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

/** Two to four words in a row that mean nothing to us: a name, perhaps typed without capitals. */
export function unknownName(text: string, pieces: readonly Piece[]): Subject | undefined {
  const first = pieces.findIndex(isStrange);
  let end = first;
  while (end !== -1 && isStrange(pieces[end])) end += 1;
  if (first === -1) return undefined;
  const [from, to] = widened(text, pieces, first, end);
  const found = pieces.slice(from, to);
  if (/^(?:the|an?|my|our|your|their|any|some|all|this|that)$/u.test(pieces[from - 1]?.text ?? '')) return undefined;
  const rest = pieces.slice(to);
  if (!found.some(isUnknown) || rest.some(isUnknown)) return undefined;
  const name = nameText(text.slice(found[0]?.start ?? 0, found.at(-1)?.end ?? 0));
  const count = wordsOf(name).length;
  return count >= 2 && count <= 4 ? { subject: name, pieces: found } : undefined;
}

/** Two or more capitalised words that begin at a place: "Max Grant" in "set Max Grant nps 72". */
export function capitalisedRun(text: string, pieces: readonly Piece[], from: number): Subject | undefined {
  let end = from;
  while (pieces[end]?.words === 1 && isCapitalised(pieces[end]?.raw ?? '')) end += 1;
  const run = pieces.slice(from, end);
  if (run.length < 2) return undefined;
  return { subject: nameText(text.slice(run[0]?.start ?? 0, run.at(-1)?.end ?? 0)), pieces: run };
}

const isUnknown = (piece: Piece): boolean => piece.kind === 'unknown';

/** Unknown, or only known by a correction that a name may well have brought about. */
function isStrange(piece: Piece | undefined): boolean {
  if (piece === undefined) return false;
  if (isUnknown(piece)) return true;
  if (piece.words > 1) return false;
  const isGrammar = piece.roles.content === undefined;
  return piece.slips > 1 || (piece.slips === 1 && (isGrammar || piece.raw.length <= 4));
}

/** A capital beside a strange capitalised word belongs to the name: "Will Banks", "Ana Price". */
function widened(text: string, pieces: readonly Piece[], first: number, end: number): readonly [number, number] {
  const joins = (piece: Piece | undefined, beside: Piece | undefined): boolean =>
    piece !== undefined &&
    beside !== undefined &&
    piece.words === 1 &&
    metricOf(piece) === undefined &&
    isCapitalised(piece.raw) &&
    isCapitalised(beside.raw) &&
    piece.start > 0 &&
    /^[\s-]+$/u.test(text.slice(Math.min(piece.end, beside.end), Math.max(piece.start, beside.start)));
  let [from, to] = [first, end];
  while (joins(pieces[from - 1], pieces[from])) from -= 1;
  while (isStrange(pieces[to]) || joins(pieces[to], pieces[to - 1])) to += 1;
  return [from, to];
}

function leadLength(text: string, pieces: readonly Piece[]): number {
  let end = 0;
  for (const piece of pieces) {
    if ((!hasCue(piece, 'profile') && !isLight(piece)) || piece.slips > 0) break;
    if (piece.start > 0 && isCapitalised(piece.raw)) break;
    if (piece.start === 0 && isCapitalised(piece.raw) && !hasCue(piece, 'profile')) break;
    end = piece.end;
  }
  return wordsOf(text.slice(0, end)).length;
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}][\p{L}\p{M}'.-]*/gu) ?? [];

const isCapitalised = (word: string): boolean =>
  /^\p{Lu}(?:['.-]?[\p{L}\p{M}])*\.?$/u.test(word) && /\p{Ll}|^\p{Lu}\.?$/u.test(word);

const nameText = (text: string): string => text.replace(/\s+/gu, ' ').replace(/'s$/u, '').trim().slice(0, 200);
