import { contentOf, isAmount, type Piece } from './pieces.ts';

/** Reads a number right after the noun or "id" as an id, where a slip kept it from being one: `agnet-42`, `id 42`. */
export function joinIds(pieces: readonly Piece[], text: string): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (
      before !== undefined &&
      isAmount(piece) &&
      isIdNumber(piece) &&
      namesOne(before, text.slice(before.end, piece.start))
    ) {
      joined[joined.length - 1] = { ...piece, kind: 'id', raw: String(piece.value), start: before.start };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

const isIdNumber = (piece: Piece & { value: number }): boolean =>
  /^\d+$/u.test(piece.raw) && piece.unit === undefined && piece.bound === undefined;

function namesOne(piece: Piece, between: string): boolean {
  const isNoun = contentOf(piece, 'noun') !== undefined && piece.slips > 0 && !piece.raw.endsWith('s');
  return (isNoun || contentOf(piece, 'key') !== undefined) && /^[\s#:-]{1,3}$/u.test(between);
}
