import type { Dataset } from '../../catalog/define-dataset.ts';
import { joinIds } from './join-ids.ts';
import type { Lexicon } from './lexicon.ts';
import { joinNumberWords } from './number-words.ts';
import type { Piece } from './pieces.ts';
import { joinQuantities } from './quantities.ts';
import { segmentTokens } from './segment-text.ts';
import { tokenise } from './tokenise.ts';
import { numbersFirst } from './word-order.ts';

/** The pieces of a cleaned text, as the rules begin with them. */
export function readPieces(text: string, lexicon: Lexicon, dataset: Dataset): Piece[] {
  const tokens = tokenise(text, lexicon.idShapes, (word) => lexicon.phrases.has(word));
  return joinIds(joinQuantities(joinNumberWords(segmentTokens(numbersFirst(tokens), lexicon))), text, dataset);
}
