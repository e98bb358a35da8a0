import type { Draft } from './draft.ts';
import { contentOf, hasCue, metricOf, neighbour, type Piece, takeAll } from './pieces.ts';

/** "How has health changed": there it is the figure that changes, and nobody's entry. */
export function takeChanged({ pieces }: Draft): void {
  const asks = pieces.findIndex(({ text }) => /^(?:how(?: much)?|has|have|did)$/u.test(text));
  const at = pieces.findIndex((piece) => piece.text === 'changed' && contentOf(piece, 'presence') !== undefined);
  const piece = pieces[at];
  if (asks === -1 || piece === undefined || !pieces.slice(asks, at).some((before) => metricOf(before) !== undefined))
    return;
  const { content: _, ...roles } = piece.roles;
  pieces[at] = { ...piece, roles };
}

/** "Rose" and "Delta" are names where no figure is said that could have risen, and "Brown" is no slip of "grown". */
export function freeNames({ pieces }: Draft): void {
  for (const [at, piece] of pieces.entries()) {
    if (metricOf(piece) !== undefined) return;
    const { cues, ...others } = piece.roles;
    const isChange = cues?.has('change') === true && cues.size === 1 && Object.keys(others).length === 0;
    const isName = piece.slips > 0 || piece.text === 'rose' || (piece.text === 'delta' && isUnknownBeside(pieces, at));
    if (isChange && isName) pieces[at] = { ...piece, kind: 'unknown', roles: {}, text: piece.raw.toLowerCase() };
  }
}

const isUnknownBeside = (pieces: readonly Piece[], at: number): boolean => pieces[at + 1]?.kind === 'unknown';

export const notOfEach = 'How figures move is known of groups, not of each one.';

/** "Rose", "has changed", "is going up": what the figures of a group do, and not those of each one in it. */
export function takeChanges(draft: Draft): readonly Piece[] {
  const { pieces } = draft;
  const first = neighbour(pieces, -1, 1).piece;
  const isChange = (piece: Piece): boolean => {
    const isVerbOfOurs =
      piece === first && hasCue(piece, 'update', 'destroy') && !asksWhatMoved(pieces, pieces.indexOf(piece));
    return !isVerbOfOurs && (hasCue(piece, 'change') || moves(piece) || isUp(draft, piece));
  };
  const changes = takeAll(pieces, isChange);
  if (changes.some((piece) => isOfEach(draft, piece))) {
    draft.problems.push({ reason: 'outOfScope', detail: notOfEach });
  } else if (changes.some((piece) => isWished(draft, piece))) {
    draft.problems.push({ reason: 'outOfScope', detail: 'Figures tell what was, not what will be or is to be done.' });
  }
  draft.needsFigure =
    changes.length > 0 &&
    draft.times.length === 0 &&
    !pieces.some((piece) => metricOf(piece) !== undefined || hasCue(piece, 'count'));
  return changes;
}

/** "Did our numbers drop", "have things improved": it is asked whether figures moved, whatever they are. */
export const asksWhatMoved = (pieces: readonly Piece[], at: number): boolean =>
  hasCue(pieces[at], 'change') && pieces.slice(0, at).some(({ text }) => /(?:^| )(?:did|has|have)$/u.test(text));

/** "Is churn up", "nps up since last month". */
function isUp({ pieces }: Draft, piece: Piece): boolean {
  const at = pieces.indexOf(piece);
  if (piece.text !== 'up' || metricOf(neighbour(pieces, at, -1).piece) === undefined) return false;
  const next = neighbour(pieces, at, 1).piece;
  return next === undefined || next.taken;
}

const moves = ({ roles }: Piece): boolean => roles.level === 'rising' || roles.level === 'falling';

/** "Agents with rising churn", "whose nps dropped", "how many rookies improved". */
function isOfEach({ pieces }: Draft, change: Piece): boolean {
  const at = pieces.indexOf(change);
  if (change.text.endsWith('ing') && metricOf(neighbour(pieces, at, 1).piece) !== undefined) return true;
  const isNoun = (piece: Piece | undefined): boolean => contentOf(piece, 'noun') !== undefined;
  return pieces.slice(0, at).some((piece, index) => {
    if (hasCue(piece, 'who') || piece.text === 'whose') return true;
    if (piece.text === 'that') return isNoun(pieces[index - 1]);
    if (piece.text === 'with') return neighbour(pieces, index, 1).piece === change;
    const next = neighbour(pieces, index, 1).piece;
    if (piece.text === 'which') return isNoun(next) || contentOf(next, 'value') !== undefined;
    if (piece.text === 'what') return isNoun(next);
    return /^how many$/u.test(piece.text) && !/^(?:chang|gr[eo]w|los[et]|gain)/u.test(change.text);
  });
}

const baseForms =
  /^(?:improve|grow|drop|fall|rise|increase|decrease|change|decline|worsen|climb|shrink|go up|go down|get better|get worse|develop|evolve|lose|gain)$/u;

/** "How can I improve nps", "will churn drop", "when will it rise": nothing that the figures can tell. */
function isWished({ pieces }: Draft, change: Piece): boolean {
  if (!baseForms.test(change.text)) return false;
  const before = pieces.slice(0, pieces.indexOf(change));
  const modal = before.findLastIndex(
    ({ text }) =>
      /^(?:will|would|should|shall|might|can|could|to|how to|when|help me|what should|should we|we|i)$/u.test(text) ||
      text.startsWith('will '),
  );
  if (modal === -1) return false;
  const asks = before.slice(modal).some(({ text }) => /^(?:see|show|tell|view|know|get|look)\b/u.test(text));
  const didWe =
    /^(?:we|i)$/u.test(before[modal]?.text ?? '') && before.slice(0, modal).some(({ text }) => text === 'did');
  return !asks && !didWe;
}
