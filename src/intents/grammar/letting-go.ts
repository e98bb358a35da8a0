import type { Draft } from './draft.ts';
import { hasCue, neighbour, type Piece } from './pieces.ts';

/** "Without the trend", "drop the history". */
export function takeLetGo(draft: Draft): void {
  for (const [at, piece] of draft.pieces.entries()) {
    const isShown = hasCue(piece, 'trend') || piece.text.startsWith('comparison');
    if (piece.taken || !isShown || piece.roles.content !== undefined) continue;
    const before = neighbour(draft.pieces, at, -1).piece;
    if (before === undefined || before.taken || !letsGo(before)) continue;
    before.taken = true;
    piece.taken = true;
    draft.letsGo = true;
  }
}

const letsGo = (piece: Piece): boolean =>
  hasCue(piece, 'not', 'without', 'destroy') || /^(?:forget|skip|stop|hide)$/u.test(piece.text);

/** "Just now", "only today": the question before it without its looking back. */
export const asksForNow = (text: string): boolean =>
  /^\s*(?:and |ok |okay |but )*(?:just|only|as of|right|back to|what about|and)? ?(?:now|today|the present|current(?:ly)?)(?: only)?[\s.?!]*$/iu.test(
    text,
  );
