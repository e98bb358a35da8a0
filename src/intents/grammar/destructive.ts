import type { ClearIntent } from '../intent.ts';
import { asksWhatMoved } from './changes.ts';
import type { Draft, Problem } from './draft.ts';
import { contentOf, hasCue, metricOf, neighbour, type Piece } from './pieces.ts';
import { explicitSubjects } from './subject.ts';

/** What would take data away is never done, and never guessed at. */
export function destructiveProblem(draft: Draft): Problem | undefined {
  const first = neighbour(draft.pieces, -1, 1).piece;
  const isVerb = (piece: Piece | undefined): boolean =>
    hasCue(piece, 'destroy') && piece?.roles.content === undefined && !isOfFigures(draft, piece);
  const isClear = isVerb(first) && first?.slips === 0;
  const anywhere = draft.pieces.some(
    (piece, at) =>
      isVerb(piece) && (/ (?:table|from)$/u.test(piece.text) || isVictim(neighbour(draft.pieces, at, 1).piece)),
  );
  if (!isClear && !anywhere) return undefined;
  const [subject] = explicitSubjects(draft.pieces);
  const suggestions: ClearIntent[] =
    subject === undefined ? [] : [{ kind: 'profile', dataset: draft.datasetName, subject: subject.subject }];
  return { reason: 'destructive', detail: 'Nothing can be deleted here.', suggestions };
}

/** "Did churn drop", "drop the trend": nothing that is kept is meant. */
function isOfFigures({ pieces }: Draft, piece: Piece | undefined): boolean {
  const at = piece === undefined ? -1 : pieces.indexOf(piece);
  if (at === -1) return false;
  const moves = hasCue(piece, 'change') && pieces.slice(0, at).some((before) => metricOf(before) !== undefined);
  const hasVictim = isVictim(neighbour(pieces, at, 1).piece);
  return moves || (asksWhatMoved(pieces, at) && !hasVictim) || hasCue(neighbour(pieces, at, 1).piece, 'trend');
}

const isVictim = (piece: Piece | undefined): boolean =>
  piece?.kind === 'id' || piece?.kind === 'quoted' || contentOf(piece, 'noun') !== undefined || hasCue(piece, 'all');
