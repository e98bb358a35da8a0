import { isAmount, type Piece } from './pieces.ts';

/** Joins numbers in words: "two hundred and fifty", "thirty-two"; "one" counts where a number is awaited. */
export function joinNumberWords(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    let piece = pieces[at];
    if (piece === undefined) break;
    const before = pieces[at - 1]?.roles;
    if (piece.text === 'one' && (before?.operator ?? before?.order) !== undefined) piece = asNumber(piece, 1);
    while (isAmount(piece)) {
      // "Two hundred and fifty": "and" only joins what follows a hundred.
      const skips: 0 | 1 = pieces[at + 1]?.text === 'and' && piece.value % 100 === 0 && isWord(piece) ? 1 : 0;
      const next: Piece | undefined = pieces[at + 1 + skips];
      const value: number | undefined = isAmount(next) && isWord(next) ? together(piece, next, skips) : undefined;
      if (next === undefined || value === undefined) break;
      piece = { ...asNumber(piece, value), end: next.end };
      at += 1 + skips;
    }
    joined.push(piece);
  }
  return joined;
}

type Amount = Piece & { readonly value: number };

const isWord = (piece: Piece): boolean => piece.roles.number !== undefined;

const asNumber = (piece: Piece, value: number): Amount => ({
  ...piece,
  kind: 'number',
  value,
  roles: { number: value },
});

/** What two numbers that stand side by side are, if they are one. */
function together(left: Amount, right: Amount, skips: 0 | 1): number | undefined {
  const bare = left.unit === undefined && left.bound === undefined;
  if (bare && skips === 0 && right.value === 100 && left.value >= 1 && left.value < 100) return left.value * 100;
  if (!isWord(left)) return undefined;
  if (left.value >= 100 && left.value % 100 === 0 && left.value < 10_000 && right.value < 100)
    return left.value + right.value;
  const isTens = left.value % 100 >= 20 && left.value % 10 === 0 && left.value < 10_000;
  return skips === 0 && isTens && right.value >= 1 && right.value < 10 ? left.value + right.value : undefined;
}
