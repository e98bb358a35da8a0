import type { Dataset } from '../../catalog/define-dataset.ts';
import { idPrefixes } from '../../catalog/derive/attribute-names.ts';
import { prefixOfValue } from './id-shapes.ts';
import { contentOf, isAmount, type Piece } from './pieces.ts';

/**
 * Reads a number right after the noun or "id" as an id, where a slip kept it from being one: `agnet-42`, `tutr_42`, `id 42`,
 * `studnet 42`.
 */
export function joinIds(pieces: readonly Piece[], text: string, dataset: Dataset): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const prefix =
      before !== undefined && isAmount(piece) && isIdNumber(piece)
        ? prefixNamed(before, text.slice(before.end, piece.start), dataset)
        : undefined;
    if (before !== undefined && prefix !== undefined) {
      joined[joined.length - 1] = { ...piece, kind: 'id', raw: `${prefix}${piece.value}`, start: before.start };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

const isIdNumber = (piece: Piece): boolean =>
  /^\d+$/u.test(piece.raw) && piece.unit === undefined && piece.bound === undefined;

function prefixNamed(piece: Piece, between: string, dataset: Dataset): string | undefined {
  if (!/^[\s#:_-]{1,3}$/u.test(between)) return undefined;
  const isSlip = piece.slips > 0 && !piece.raw.endsWith('s');
  const value = contentOf(piece, 'value')?.value;
  if (value !== undefined) return isSlip ? prefixOfValue(dataset, value) : undefined;
  const [only, ...others] = idPrefixes(dataset);
  const isNamed = (contentOf(piece, 'noun') !== undefined && isSlip) || contentOf(piece, 'key') !== undefined;
  return isNamed && others.length === 0 ? only : undefined;
}
