import type { UnitWord } from './function-words.ts';
import { isAmount, type Piece } from './pieces.ts';

const factors: Partial<Record<UnitWord, number>> = { thousand: 1_000, million: 1_000_000 };
const timeUnits = new Set<UnitWord>([
  'day',
  'week',
  'fortnight',
  'month',
  'quarter',
  'halfYear',
  'year',
  'hour',
  'minute',
]);

/**
 * Joins numbers with what belongs to them: `10 k`, `20 days`, `70 or more`, `a week`.
 *
 * "m" stays a unit until a rule knows whether months or millions are meant.
 */
export function joinQuantities(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    let piece = pieces[at];
    if (piece === undefined) break;
    const negative = negated(piece, pieces[at + 1]);
    const single = negative ?? singleUnit(piece, pieces[at + 1]);
    if (piece.roles.unit === 'halfYear' && single === undefined)
      piece = { ...piece, kind: 'number', value: 1, unit: 'halfYear', roles: {} };
    if (single !== undefined) {
      piece = single;
      at += 1;
    }
    if (isAmount(piece) && isYearly(pieces, at + 1)) at += 2;
    while (isAmount(piece)) {
      const wider: Piece | undefined = withNext(piece, pieces[at + 1], pieces[at + 2]);
      if (wider === undefined) break;
      piece = wider;
      at += 1;
    }
    joined.push(isAmount(piece) ? scaled(piece) : piece);
  }
  return joined;
}

/** "Minus 4". */
function negated(piece: Piece, next: Piece | undefined): Piece | undefined {
  return /^(?:minus|negative)$/u.test(piece.text) && isAmount(next)
    ? { ...next, value: -next.value, start: piece.start }
    : undefined;
}

/** "A year" after an amount of money: that is what yearly figures are anyway. */
function isYearly(pieces: readonly Piece[], at: number): boolean {
  return /^(?:a|per|each|every)$/u.test(pieces[at]?.text ?? '') && pieces[at + 1]?.roles.unit === 'year';
}

function singleUnit(piece: Piece, next: Piece | undefined): Piece | undefined {
  const unit = next?.roles.unit;
  if (!/^(?:a|an|one)$/u.test(piece.text) || next === undefined || unit === undefined || !timeUnits.has(unit)) return;
  return { ...piece, kind: 'number', value: 1, unit, end: next.end, roles: {} };
}

function withNext(piece: Piece, next: Piece | undefined, afterNext: Piece | undefined): Piece | undefined {
  if (next === undefined) return undefined;
  const { unit, suffixOperator } = next.roles;
  const isWord = next.kind === 'phrase';
  const scale = piece.unit === undefined || piece.unit === 'dollar';
  if (isWord && unit !== undefined && (scale || (piece.unit === 'thousand' && unit === 'dollar'))) {
    if (piece.unit === 'thousand') return { ...piece, end: next.end };
    if (unit === 'thousand' || unit === 'million') {
      return { ...piece, value: (piece.value ?? 0) * (factors[unit] ?? 1), unit: 'dollar', end: next.end };
    }
    return { ...piece, unit, end: next.end };
  }
  // "Over 50 and under 70": what a number follows belongs to that number.
  if (isWord && suffixOperator !== undefined && piece.bound === undefined && !isAmount(afterNext)) {
    return { ...piece, bound: suffixOperator, end: next.end };
  }
  return undefined;
}

function scaled(piece: Piece & { value: number }): Piece {
  if (piece.unit !== 'thousand') return piece;
  const { unit: _, ...rest } = piece;
  return { ...rest, value: piece.value * 1_000 };
}
