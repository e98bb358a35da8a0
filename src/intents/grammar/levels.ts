import type { MetricAttribute } from '../../catalog/define-dataset.ts';
import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import { rankingLimit } from '../intent.ts';
import type { Draft } from './draft.ts';
import type { LevelWord } from './function-words.ts';
import { contentOf, hasCue, metricOf, neighbour, type Piece } from './pieces.ts';

type Side = 'high' | 'low' | 'rising' | 'falling' | 'medium';

/**
 * Turns "high churn", "nps is low", "poor retention", "at risk" into filters at the catalogue's own thresholds.
 *
 * "How happy" asks for the figure itself.
 */
export function takeLevels(draft: Draft): void {
  for (let at = 0; at < draft.pieces.length; at += 1) {
    const piece = draft.pieces[at];
    if (piece === undefined || piece.taken) continue;
    const state = contentOf(piece, 'state');
    if (state !== undefined) {
      piece.taken = true;
      if (/^how(?: is| are|'s|s)?$/u.test(draft.pieces[at - 1]?.text ?? '')) {
        draft.metrics.push(state.metric);
        continue;
      }
      takeThreshold(draft, piece, state.metric, state.level, isNegated(draft, at), true);
    } else if (piece.roles.level !== undefined && piece.roles.content?.kind !== 'value') {
      takeLevel(draft, at, piece.roles.level);
    }
  }
}

function takeLevel(draft: Draft, at: number, level: LevelWord): void {
  const piece = draft.pieces[at];
  const target = metricBeside(draft, at);
  const metric = metricOf(target);
  if (piece === undefined || target === undefined || metric === undefined) return;
  const side = sideOf(level, metricNamed(draft.dataset, metric));
  if (side === undefined) return;
  const negated = isNegated(draft, Math.min(at, draft.pieces.indexOf(target)));
  piece.taken = true;
  target.taken = true;
  takeThreshold(draft, target, metric, side, negated);
}

/** The metric that an adjective belongs to: the one after it, unless that has an adjective of its own. */
function metricBeside(draft: Draft, at: number): Piece | undefined {
  const usable = (piece: Piece | undefined): boolean => metricOf(piece) !== undefined && piece?.taken === false;
  const right = neighbour(draft.pieces, at, 1);
  const before = neighbour(draft.pieces, at, -1);
  const left = before.piece;
  // "Spend = high churn": the level is the segment's.
  if (
    left?.roles.operator === '=' &&
    contentOf(neighbour(draft.pieces, before.index, -1).piece, 'segment') !== undefined
  )
    return undefined;
  // "Churn low vs high engagement": both levels are the segment's.
  if (hasCue(right.piece, 'versus', 'or') && isLevelOfSegment(draft, neighbour(draft.pieces, right.index, 1).index))
    return undefined;
  const afterRight = neighbour(draft.pieces, right.index, 1).piece;
  const rightHasItsOwn = afterRight?.roles.level !== undefined && afterRight.roles.content === undefined;
  if (usable(right.piece) && !(usable(left) && rightHasItsOwn)) return right.piece;
  return usable(left) ? left : undefined;
}

function isLevelOfSegment({ pieces }: Draft, at: number): boolean {
  const piece = pieces[at];
  if (contentOf(piece, 'value') !== undefined) return levels.test(piece?.text ?? '');
  return piece?.roles.level !== undefined && contentOf(neighbour(pieces, at, 1).piece, 'segment') !== undefined;
}

const levels = /^(?:high|medium|low|mid)\b/u;

function isNegated(draft: Draft, at: number): boolean {
  const before = neighbour(draft.pieces, at, -1).piece;
  if (!hasCue(before, 'not') || before?.taken !== false) return false;
  before.taken = true;
  return true;
}

/** Which end of a metric's scale an adjective means, if it fits the metric at all. */
function sideOf(level: LevelWord, metric: MetricAttribute): Side | undefined {
  const isDuration = metric.unit === 'hours' || metric.unit === 'days';
  // "Fast growth" is high; "a quick churn check" says nothing of churn.
  const isPace = metric.unit === 'percent';
  switch (level) {
    case 'high':
    case 'low':
    case 'medium':
      return level;
    case 'good':
      return metric.better === 'higher' ? 'high' : 'low';
    case 'bad':
      return metric.better === 'higher' ? 'low' : 'high';
    case 'fast':
      return isDuration ? 'low' : isPace ? 'high' : undefined;
    case 'slow':
      return isDuration ? 'high' : isPace ? 'low' : undefined;
    case 'rising':
    case 'falling':
      return metric.range[0] < 0 ? level : undefined;
  }
}

function takeThreshold(
  draft: Draft,
  piece: Piece,
  metric: string,
  side: Side,
  negated: boolean,
  fromState = false,
): void {
  const made = filtersOf(draft, metric, side, negated);
  for (const filter of made ?? []) draft.filters.push({ at: piece.start, filter, ...(fromState ? { fromState } : {}) });
  if (made !== undefined) return;
  const { dataset, datasetName } = draft;
  const order = side === 'low' || side === 'falling' ? 'lowest' : 'highest';
  draft.problems.push({
    reason: 'incomplete',
    detail: `No threshold is set for ${metricNamed(dataset, metric).label.toLowerCase()}: say a number.`,
    suggestions: [
      { kind: 'ranking', dataset: datasetName, metric, order, limit: rankingLimit.default, filters: [] },
      { kind: 'summary', dataset: datasetName, metrics: [metric], filters: [] },
    ],
  });
}

function filtersOf(draft: Draft, metric: string, side: Side, negated: boolean): readonly Filter[] | undefined {
  const { thresholds = {} } = metricNamed(draft.dataset, metric);
  const filter = (op: '<' | '<=' | '>' | '>=', value: number): Filter => ({ field: metric, op, value });
  switch (side) {
    case 'high':
      return thresholds.high === undefined ? undefined : [filter(negated ? '<' : '>=', thresholds.high)];
    case 'low':
      return thresholds.low === undefined ? undefined : [filter(negated ? '>' : '<=', thresholds.low)];
    case 'medium':
      return thresholds.low === undefined || thresholds.high === undefined || negated
        ? undefined
        : [filter('>', thresholds.low), filter('<', thresholds.high)];
    case 'rising':
      return [filter(negated ? '<=' : '>', 0)];
    case 'falling':
      return [filter(negated ? '>=' : '<', 0)];
  }
}
