import { type PredictionType, predictionTypes } from '../../../catalog/datasets/insights.ts';
import type { LevelWord } from '../function-words.ts';
import { contentOf, hasCue, isAmount, neighbour, type Piece } from '../pieces.ts';

/**
 * Takes what insights are to foretell, each once and in text order: "churn above 80", "low health".
 *
 * A figure with a condition of the members' own ("nps < 30", "more than 4 calls", "rookies with churn over 50") is left.
 */
export function takePredictions(pieces: readonly Piece[]): readonly PredictionType[] {
  const types = new Set<PredictionType>();
  for (const [at, piece] of pieces.entries()) {
    const prediction = piece.roles.prediction;
    if (prediction === undefined || piece.taken || isOfMembers(pieces, at)) continue;
    const beside = levelBeside(pieces, at);
    const meant = beside === undefined ? prediction : underLevel(prediction, beside.level);
    if (meant === undefined) continue;
    if (beside !== undefined) beside.piece.taken = true;
    piece.taken = true;
    types.add(meant);
  }
  return [...types];
}

function isOfMembers(pieces: readonly Piece[], at: number): boolean {
  const before = neighbour(pieces, at, -1);
  const after = neighbour(pieces, at, 1);
  const operator = after.piece?.roles.operator;
  const amount = operator === undefined ? after.piece : neighbour(pieces, after.index, 1).piece;
  const hasCondition = isAmount(amount) && (operator !== undefined || amount.bound !== undefined);
  const isInactive = contentOf(pieces[at], 'absence') !== undefined && isAmount(after.piece);
  if (isInactive || isCounted(pieces, before)) return true;
  if (!hasCondition) return hasCue(before.piece, 'not', 'without');
  const isBeyondRisks = amount.value > 100 || amount.unit === 'dollar';
  return isBeyondRisks || operator?.startsWith('>') === false || isWithMembers(pieces, at);
}

/** "More than 4 calls", "no calls". */
function isCounted(pieces: readonly Piece[], { piece, index }: ReturnType<typeof neighbour>): boolean {
  const operator = isAmount(piece) ? neighbour(pieces, index, -1) : undefined;
  if (operator?.piece?.roles.operator === undefined) return false;
  // "Risk over 90 churn"
  return neighbour(pieces, operator.index, -1).piece?.roles.about !== 'risk';
}

/** "Rookies with churn over 50": whose it is has been said. */
function isWithMembers(pieces: readonly Piece[], at: number): boolean {
  if (!/^(?:with|having|whose)$/u.test(pieces[at - 1]?.text ?? '')) return false;
  return pieces.slice(0, at).some(({ roles }) => roles.content?.kind === 'value' || roles.content?.kind === 'noun');
}

function levelBeside(pieces: readonly Piece[], at: number): { piece: Piece; level: LevelWord } | undefined {
  const [before, after] = [neighbour(pieces, at, -1).piece, neighbour(pieces, at, 1).piece];
  for (const piece of [before, after]) {
    const level = piece?.roles.level;
    if (piece !== undefined && !piece.taken && level !== undefined && piece.roles.content === undefined)
      return { piece, level };
  }
  return undefined;
}

const sides: Readonly<Partial<Record<LevelWord, RegExp>>> = {
  high: /^(?:high|rising)_/u,
  low: /^low_/u,
  bad: /./u,
  rising: /^(?:high|rising)_/u,
  falling: /^low_/u,
};

/** What a prediction is with such a word beside it: "rising churn" is the one that rises; of "good health" there is none. */
function underLevel(prediction: PredictionType, level: LevelWord): PredictionType | undefined {
  const rising = prediction.replace(/^high_/u, 'rising_');
  const exact = level === 'rising' ? predictionTypes.find((type) => type === rising) : undefined;
  return exact ?? (sides[level]?.test(prediction) === true ? prediction : undefined);
}
