import type { Draft } from './draft.ts';
import { isAmount, metricOf, neighbour, type Piece } from './pieces.ts';

/** The metric that a number is about: right before the operator, right after the number, or the nearest before. */
export function targetOf(draft: Draft, operatorAt: number, numberAt: number): Piece | undefined {
  const left = neighbour(draft.pieces, operatorAt, -1).piece;
  if (metricOf(left) !== undefined) return left;
  const right = neighbour(draft.pieces, numberAt, 1);
  if (metricOf(right.piece) !== undefined && !right.piece?.taken && !hasOwnCondition(draft, right.index))
    return right.piece;
  for (let index = operatorAt - 1; index >= 0; index -= 1) {
    if (metricOf(draft.pieces[index]) !== undefined) return draft.pieces[index];
  }
  // "More than 5 but fewer than 10 tickets": both are about what follows.
  return (
    draft.pieces.find((piece) => metricOf(piece) !== undefined && !piece.taken) ??
    (metricOf(right.piece) === undefined ? undefined : right.piece)
  );
}

function hasOwnCondition(draft: Draft, metricAt: number): boolean {
  const next = neighbour(draft.pieces, metricAt, 1);
  if (next.piece?.roles.operator === undefined) return false;
  return isAmount(neighbour(draft.pieces, next.index, 1).piece);
}
