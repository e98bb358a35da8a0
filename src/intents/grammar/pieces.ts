import type { Meaning } from '../../catalog/derive/vocabulary.ts';
import type { Cue, UnitWord } from './function-words.ts';
import type { Operator, Roles } from './lexicon.ts';

export type PieceKind = 'phrase' | 'number' | 'date' | 'quoted' | 'id' | 'unknown';

/** A stretch of a text that means one thing, or nothing that we know. */
export interface Piece {
  readonly kind: PieceKind;
  readonly roles: Roles;
  /** The words as they were understood, or the token's own text. */
  readonly text: string;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** How many slips of spelling were forgiven. */
  readonly slips: number;
  /** The words of the phrase. */
  readonly words: number;
  readonly value?: number;
  readonly unit?: UnitWord;
  /** "or more" and the like, glued to a number. */
  readonly bound?: Operator;
  /** Set once some rule has made use of the piece. */
  taken: boolean;
}

export function hasCue(piece: Piece | undefined, ...wanted: readonly Cue[]): boolean {
  const cues = piece?.roles.cues;
  return cues !== undefined && wanted.some((cue) => cues.has(cue));
}

export function contentOf<Kind extends Meaning['kind']>(
  piece: Piece | undefined,
  kind: Kind,
): Extract<Meaning, { kind: Kind }> | undefined {
  const content = piece?.roles.content;
  return content?.kind === kind ? (content as Extract<Meaning, { kind: Kind }>) : undefined;
}

export const metricOf = (piece: Piece | undefined): string | undefined => {
  const content = piece?.roles.content;
  return content?.kind === 'metric' && 'name' in content ? content.name : undefined;
};

export const isAmount = (piece: Piece | undefined): piece is Piece & { value: number } =>
  piece?.kind === 'number' && piece.value !== undefined;

/** Whether leaving the piece out changes nothing. */
export function isLight(piece: Piece | undefined): boolean {
  if (piece === undefined) return false;
  const { content, operator } = piece.roles;
  return (
    hasCue(piece, 'filler', 'during') && content === undefined && operator === undefined && piece.kind === 'phrase'
  );
}

/** The nearest piece before or after a place that is not light, and its index. */
export function neighbour(
  pieces: readonly Piece[],
  from: number,
  step: 1 | -1,
): { readonly piece: Piece | undefined; readonly index: number } {
  let index = from + step;
  while (isLight(pieces[index])) index += step;
  return { piece: pieces[index], index };
}

/** Takes the pieces of grammar that are wanted and that no rule has made use of yet. */
export function takeAll(pieces: readonly Piece[], isWanted: (piece: Piece) => boolean): readonly Piece[] {
  const found = pieces.filter((piece) => !piece.taken && piece.roles.content === undefined && isWanted(piece));
  for (const piece of found) piece.taken = true;
  return found;
}
