import { insights } from '../../../catalog/datasets/insights.ts';
import { rangeSentence } from '../metric-value.ts';
import { hasCue, isAmount, isLight, metricOf, neighbour, type Piece } from '../pieces.ts';
import type { ChoiceProblem } from './choice-problem.ts';

const risk = insights.attributes.risk_score;
const [lowest, highest] = risk.range;

export type FoundRisk = { readonly minRisk?: number } | { readonly problem: ChoiceProblem };

/** Takes from which risk on insights are meant: "above 80", "risk of at least 80", "80+", "high risk", "highest risk". */
export function takeRisk(pieces: readonly Piece[]): FoundRisk {
  takeLength(pieces);
  const range = rangeOfRisk(pieces);
  if (range !== undefined) return { problem: onlyAbove(range.value) };
  for (const [at, piece] of pieces.entries()) {
    if (!isAmount(piece) || piece.taken || !isBare(piece)) continue;
    const found = boundOf(pieces, at, piece);
    if (found === undefined) continue;
    for (const used of [piece, ...found.with]) used.taken = true;
    for (const other of pieces) if (other.roles.about === 'risk') other.taken = true;
    return minRiskOf(found.operator, piece.value);
  }
  return inWords(pieces);
}

/** Days and dollars are no risk. */
const isBare = ({ unit }: Piece): boolean => unit === undefined || unit === 'percent' || unit === 'point';

interface Bound {
  /** Nothing for a bare number: "churn 80". */
  readonly operator: string | undefined;
  readonly with: readonly Piece[];
}

function boundOf(pieces: readonly Piece[], at: number, amount: Piece): Bound | undefined {
  const before = neighbour(pieces, at, -1);
  const after = neighbour(pieces, at, 1).piece;
  const isRisk = (piece: Piece | undefined): boolean =>
    piece?.roles.about === 'risk' || (piece?.roles.prediction !== undefined && piece.taken);
  const isFigure = (piece: Piece | undefined): boolean => metricOf(piece) !== undefined && !isRisk(piece);
  if (isFigure(after) && after?.taken === false) return undefined;
  const operator = before.piece?.roles.operator;
  if (operator !== undefined && before.piece?.taken === false) {
    const left = neighbour(pieces, before.index, -1).piece;
    return isFigure(left) ? undefined : { operator, with: [before.piece] };
  }
  if (amount.bound !== undefined) return isFigure(before.piece) ? undefined : { operator: amount.bound, with: [] };
  const equals = /^(?:is|of|at)$/u.test(pieces[at - 1]?.text ?? '') && isRisk(pieces[at - 2]);
  const isAlone = !pieces.some(({ roles }) => roles.order !== undefined) && pieces.every(isNumberOrLight);
  return isRisk(before.piece) || equals || isAlone ? { operator: undefined, with: [] } : undefined;
}

/** "80", and nothing that it could be about but the risk. */
const isNumberOrLight = (piece: Piece): boolean =>
  isAmount(piece) || isLight(piece) || piece.roles.about !== undefined || piece.taken;

function minRiskOf(operator: string | undefined, value: number): FoundRisk {
  if (value < lowest || value > highest) {
    return { problem: { reason: 'outOfRange', detail: rangeSentence(risk.label, risk.unit, risk.range) } };
  }
  switch (operator) {
    case '>':
      return { minRisk: value };
    case '>=':
      return atLeast(value);
    case undefined:
      return {
        problem: {
          reason: 'ambiguous',
          detail: `Above ${value}, or ${value} too?`,
          alternatives: [{ minRisk: value }, atLeast(value)],
        },
      };
    default:
      return { problem: onlyAbove(value) };
  }
}

/** Risks are whole: at least 80 is above 79. */
const atLeast = (value: number): { minRisk?: number } => (value <= lowest ? {} : { minRisk: Math.ceil(value) - 1 });

const onlyAbove = (value: number): ChoiceProblem => ({
  reason: 'outOfScope',
  detail: 'Insights are chosen by risks above a number.',
  alternatives: value >= lowest && value <= highest ? [{ minRisk: value }] : [],
});

/** "Between 60 and 80", "60-80". */
function rangeOfRisk(pieces: readonly Piece[]): (Piece & { value: number }) | undefined {
  for (const [at, low] of pieces.entries()) {
    const next = pieces[at + 1];
    const isGlued = isAmount(next) && next.start - low.end === 1;
    const high = isGlued ? next : pieces[at + 2];
    const isLinked = isGlued || /^(?:and|to|until|till)$/u.test(next?.text ?? '');
    if (!isAmount(low) || !isAmount(high) || !isLinked || !isBare(low) || !isBare(high)) continue;
    const opener = /^(?:between|from)$/u.test(pieces[at - 1]?.text ?? '') ? at - 1 : at;
    const target = neighbour(pieces, opener, -1).piece;
    const isOfMembers = metricOf(target) !== undefined && target?.taken === false && target.roles.about !== 'risk';
    if (!isOfMembers && (opener < at || next?.text !== 'and')) return low;
  }
  return undefined;
}

/** "Urgent alerts", "which alerts should I look at first": those of the highest risk come first. */
const isUrgent = (piece: Piece): boolean =>
  piece.roles.content === undefined &&
  (/^(?:urgent|urgently|critical|look at first|worrying)$/u.test(piece.text) || piece.text.startsWith('priorit'));

/** "Top 5", "the last 3 alerts": as many as there is room for are shown. */
function takeLength(pieces: readonly Piece[]): void {
  for (const [at, piece] of pieces.entries()) {
    if (!isAmount(piece) || piece.taken || piece.unit !== undefined || piece.bound !== undefined) continue;
    const [before, after] = [neighbour(pieces, at, -1).piece, neighbour(pieces, at, 1).piece];
    if (before?.roles.operator !== undefined) continue;
    const isLength = [before, after].some((beside) => beside?.roles.order !== undefined);
    const isOfInsights =
      after?.roles.about === 'insight' ||
      [pieces[at - 1], pieces[at + 1]].some((beside) => hasCue(beside, 'new', 'last'));
    if (isLength || isOfInsights) piece.taken = true;
  }
}

/** "High risk" by the catalogue's own threshold; "highest risk first" leaves none out. */
function inWords(pieces: readonly Piece[]): FoundRisk {
  const at = pieces.findIndex(({ roles, taken }) => roles.about === 'risk' && !taken);
  const order = pieces.find((piece) => !piece.taken && (piece.roles.order !== undefined || isUrgent(piece)));
  const sorted = at === -1 ? undefined : neighbour(pieces, at, -1).piece;
  const sorting = hasCue(sorted, 'by', 'rank') ? sorted : undefined;
  if (order !== undefined || sorting !== undefined) {
    for (const piece of pieces) {
      const says = piece === order || piece === sorting || piece.roles.about === 'risk' || isUrgent(piece);
      if (says || hasCue(piece, 'rank')) piece.taken = true;
    }
    if (order?.roles.order === 'lowest') return { problem: onlyAbove(lowest) };
    return { minRisk: lowest };
  }
  if (at === -1) return {};
  const risky = pieces[at];
  if (risky !== undefined) risky.taken = true;
  const beside = [neighbour(pieces, at, -1).piece, neighbour(pieces, at, 1).piece].find(
    (piece) => piece?.roles.level !== undefined && !piece.taken,
  );
  if (beside === undefined) return {};
  beside.taken = true;
  return beside.roles.level === 'high' ? atLeast(risk.thresholds.high) : { problem: onlyAbove(risk.thresholds.high) };
}
