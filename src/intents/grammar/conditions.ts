import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import { targetOf } from './condition-target.ts';
import { type Draft, insteadOf, type Problem } from './draft.ts';
import type { Operator } from './lexicon.ts';
import { inUnit, rangeSentence } from './metric-value.ts';
import { hasCue, isAmount, metricOf, neighbour, type Piece } from './pieces.ts';
import { takeSpendBand } from './value-bands.ts';

/** Turns "nps < 30", "more than 5 tickets", "revenue between 5k and 10k" into filters. */
export function takeConditions(draft: Draft): void {
  takeReversed(draft);
  takeRanges(draft);
  takeOperatorFirst(draft);
  takeNone(draft);
  for (let at = 0; at < draft.pieces.length; at += 1) {
    const number = draft.pieces[at];
    if (!isAmount(number) || number.taken) continue;
    const operator = operatorFor(draft, at);
    if (operator !== undefined) takeCondition(draft, at, operator);
  }
}

interface FoundOperator {
  readonly operator: Operator;
  readonly negated: boolean;
  /** Index of the operator's piece, or of the number where it is part of that. */
  readonly index: number;
}

function operatorFor(draft: Draft, at: number): FoundOperator | undefined {
  const before = neighbour(draft.pieces, at, -1);
  const said = before.piece?.taken === false ? before.piece.roles.operator : undefined;
  if (said !== undefined) {
    const not = neighbour(draft.pieces, before.index, -1);
    const negated = hasCue(not.piece, 'not') && not.piece?.taken === false;
    if (negated && not.piece !== undefined) not.piece.taken = true;
    return { operator: said, negated, index: before.index };
  }
  // "Tickets max 2"
  const limit = limits[before.piece?.text ?? ''];
  if (limit !== undefined && metricOf(draft.pieces[before.index - 1]) !== undefined)
    return { operator: limit, negated: false, index: before.index };
  const bound = draft.pieces[at]?.bound;
  if (bound !== undefined) return { operator: bound, negated: false, index: at };
  if (isExactCount(draft, at)) {
    // "5 tickets or more"
    const after = draft.pieces[at + 2];
    const suffix = after?.roles.suffixOperator;
    if (after !== undefined && suffix !== undefined) after.taken = true;
    return { operator: suffix ?? '=', negated: false, index: at };
  }
  const linked = draft.pieces[at - 1];
  const equals =
    linked !== undefined && /^(?:is|of|at|are|was)$/u.test(linked.text) && metricOf(draft.pieces[at - 2]) !== undefined;
  return equals ? { operator: '=', negated: false, index: at - 1 } : undefined;
}

const limits: Readonly<Record<string, Operator>> = { min: '>=', minimum: '>=', max: '<=', maximum: '<=' };

/** "With zero listings", "who have 3 tickets": a number of what is counted, and no list of that length. */
function isExactCount(draft: Draft, at: number): boolean {
  const metric = metricOf(draft.pieces[at + 1]);
  if (metric === undefined || metricNamed(draft.dataset, metric).unit !== 'count') return false;
  return !draft.pieces.some((piece) => piece.roles.order !== undefined || hasCue(piece, 'rank'));
}

const mirrored: Readonly<Record<string, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** "70 < churn", and the first half of "30 <= nps <= 60". */
function takeReversed(draft: Draft): void {
  for (let at = 0; at + 2 < draft.pieces.length; at += 1) {
    const [number, sign, target] = draft.pieces.slice(at, at + 3);
    const operator = mirrored[sign?.text ?? ''];
    const metric = metricOf(target);
    const isFirst = metricOf(draft.pieces[at - 1]) === undefined && draft.pieces[at - 1]?.roles.operator === undefined;
    if (!isAmount(number) || operator === undefined || metric === undefined || !isFirst) continue;
    for (const piece of [number, sign, target]) if (piece !== undefined) piece.taken = true;
    addCondition(draft, target?.start ?? 0, metric, operator, number);
  }
}

/** "Below nps 30", "over churn 70". */
function takeOperatorFirst(draft: Draft): void {
  for (const [at, sign] of draft.pieces.entries()) {
    const { operator, content } = sign.roles;
    if (operator === undefined || content !== undefined || sign.taken || hasCue(sign, 'more')) continue;
    const target = neighbour(draft.pieces, at, 1);
    const metric = metricOf(target.piece);
    const number = neighbour(draft.pieces, target.index, 1).piece;
    const isOther = metricOf(neighbour(draft.pieces, at, -1).piece) !== undefined || isTimeUnit(number?.unit);
    if (metric === undefined || target.piece?.taken !== false || !isAmount(number) || number.taken || isOther) continue;
    for (const piece of [sign, target.piece, number]) piece.taken = true;
    addCondition(draft, target.piece.start, metric, operator, number);
  }
}

const isTimeUnit = (unit: Piece['unit']): boolean =>
  ['hour', 'day', 'week', 'fortnight', 'month', 'quarter', 'halfYear', 'year'].includes(unit ?? '');

/** "No tickets" and "without listings": none of what is counted. */
function takeNone(draft: Draft): void {
  for (const [at, piece] of draft.pieces.entries()) {
    const counted = draft.pieces[at + 1];
    const metric = metricOf(counted);
    if (metric === undefined || counted?.taken !== false || piece.taken || !/^(?:no|without)$/u.test(piece.text))
      continue;
    if (metricNamed(draft.dataset, metric).unit !== 'count') continue;
    piece.taken = true;
    counted.taken = true;
    draft.filters.push({ at: counted.start, filter: { field: metric, op: '=', value: 0 } });
  }
}

const opposite: Readonly<Record<Operator, Operator>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '=': '=' };

function takeCondition(draft: Draft, at: number, found: FoundOperator): void {
  const number = draft.pieces[at];
  if (!isAmount(number)) return;
  const operator = found.negated ? opposite[found.operator] : found.operator;
  if (takeSpendBand(draft, found.index, at, operator)) return;
  const target = targetOf(draft, found.index, at);
  const operatorPiece = draft.pieces[found.index];
  if (operatorPiece !== undefined) operatorPiece.taken = true;
  number.taken = true;
  if (target === undefined && draft.metricBefore !== undefined) {
    addCondition(draft, number.start, draft.metricBefore, operator, number);
    return;
  }
  if (target === undefined) {
    draft.problems.push({ reason: 'incomplete', detail: `What is to be ${operator} ${number.raw}?` });
    return;
  }
  target.taken = true;
  addCondition(draft, target.start, metricOf(target) ?? '', operator, number);
}

/** "Between 20 and 40", "from 20 to 40", "20-40". */
function takeRanges(draft: Draft): void {
  for (let at = 0; at < draft.pieces.length; at += 1) {
    const low = draft.pieces[at];
    if (!isAmount(low) || low.taken) continue;
    const before = neighbour(draft.pieces, at, -1);
    const opened =
      hasCue(before.piece, 'between') || before.piece?.text === 'from' || draft.pieces[at - 1]?.text === 'from';
    const link = draft.pieces[at + 1];
    const glued = isAmount(link);
    const high = glued ? link : draft.pieces[at + 2];
    const linked = glued
      ? link.start - low.end === 1
      : /^(?:to|and|until|till|through|thru|up to)$/u.test(link?.text ?? '');
    if (!isAmount(high) || high.taken || !linked || (link?.text === 'and' && !opened)) continue;
    takeRange(draft, at, opened ? before.index : at, low, high, glued ? undefined : link);
  }
}

function takeRange(
  draft: Draft,
  at: number,
  openedAt: number,
  low: Piece & { value: number },
  high: Piece & { value: number },
  link: Piece | undefined,
): void {
  const highAt = draft.pieces.indexOf(high, at);
  if (takeSpendBand(draft, openedAt, highAt, 'range')) return;
  const target = targetOf(draft, openedAt, highAt);
  if (target === undefined) return;
  for (const piece of [low, high, target, link, draft.pieces[openedAt]]) if (piece !== undefined) piece.taken = true;
  // "5 to 10k": the unit of the second number holds for the first.
  const shared =
    low.unit === undefined && /k/iu.test(high.raw) && !/k/iu.test(low.raw) && low.value < 1_000 ? 1_000 : 1;
  const metric = metricOf(target) ?? '';
  addCondition(draft, target.start, metric, '>=', { ...low, value: low.value * shared });
  addCondition(draft, target.start, metric, '<=', high);
}

function addCondition(
  draft: Draft,
  at: number,
  metric: string,
  operator: Operator,
  number: Piece & { value: number },
): void {
  const { unit, range, label } = metricNamed(draft.dataset, metric);
  const value = inUnit(number, unit);
  if (value < range[0] || value > range[1]) {
    draft.problems.push({ reason: 'outOfRange', detail: rangeSentence(label, unit, range) });
    return;
  }
  const filter: Filter = { field: metric, op: operator, value };
  draft.filters.push({ at, filter });
}

/** "NPS 30": above it, below it or just that? */
export function bareNumber(draft: Draft, number: Piece): Problem | undefined {
  if (!isAmount(number) || draft.rank !== undefined) return undefined;
  const at = draft.pieces.indexOf(number);
  const beside = [neighbour(draft.pieces, at, -1).piece, neighbour(draft.pieces, at, 1).piece];
  const field = beside.map(metricOf).find((metric) => metric !== undefined);
  if (field === undefined) return undefined;
  const { unit, range, label } = metricNamed(draft.dataset, field);
  const value = inUnit(number, unit);
  if (value < range[0] || value > range[1]) return { reason: 'outOfRange', detail: rangeSentence(label, unit, range) };
  const alternatives = (['>=', '<=', '='] as const).map((op) => ({
    ...insteadOf({ field, op, value }),
    unask: field,
  }));
  return { reason: 'ambiguous', detail: `At least, at most or exactly ${number.raw}?`, alternatives };
}
