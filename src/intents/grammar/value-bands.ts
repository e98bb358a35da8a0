import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind, metricNamed } from '../../catalog/derive/attribute-names.ts';
import { phraseOf } from '../../catalog/derive/vocabulary.ts';
import { type Draft, insteadOf } from './draft.ts';
import type { Operator } from './lexicon.ts';
import { contentOf, hasCue, metricOf, neighbour, type Piece } from './pieces.ts';

/** A segment's value that stands for a band of amounts, such as "less than 1k". */
interface Band {
  readonly field: string;
  readonly value: string;
  readonly side: 'below' | 'above' | 'range';
  /** The amount that bounds it; of a range the upper one. */
  readonly amount: number;
}

const cache = new WeakMap<Dataset, readonly Band[]>();

/** The bands of a dataset, read from the amounts in its values' own words. */
function bandsOf(dataset: Dataset): readonly Band[] {
  const known = cache.get(dataset);
  if (known !== undefined) return known;
  const bands = attributesOfKind(dataset, 'segment').flatMap(([field, { values }]) =>
    Object.entries(values).flatMap(([value, { label, words }]) =>
      [value, label, ...words].flatMap((text) => bandIn(phraseOf(text)).map((band) => ({ field, value, ...band }))),
    ),
  );
  cache.set(dataset, bands);
  return bands;
}

function bandIn(phrase: string): readonly Pick<Band, 'side' | 'amount'>[] {
  const amounts = [...phrase.matchAll(/\$?(\d+)(k?)/gu)].map(
    ([, digits, thousands]) => Number(digits) * (thousands === 'k' ? 1_000 : 1),
  );
  const amount = amounts.at(-1);
  if (amount === undefined) return [];
  if (amounts.length > 1) return [{ side: 'range', amount }];
  if (/^(?:less|under|below|<)/u.test(phrase)) return [{ side: 'below', amount }];
  return /^(?:more|over|above|>)/u.test(phrase) ? [{ side: 'above', amount }] : [];
}

const sideOf = (operator: Operator | 'range'): Band['side'] | undefined =>
  operator === 'range' ? 'range' : operator === '=' ? undefined : operator.startsWith('<') ? 'below' : 'above';

/**
 * Takes "spend under 1k" as the value that means that band.
 *
 * An amount belongs to a band when the segment is named beside it, or when no metric is that could
 * be meant instead. A band that nobody declared is asked back, with those that are.
 */
export function takeSpendBand(
  draft: Draft,
  operatorAt: number,
  numberAt: number,
  operator: Operator | 'range',
): boolean {
  const bands = bandsOf(draft.dataset);
  const number = draft.pieces[numberAt];
  if (bands.length === 0 || number?.value === undefined) return false;
  const amount = number.unit === 'million' ? number.value * 1_000_000 : number.value;
  const named = namedSegment(draft, operatorAt, numberAt, bands);
  const band = bands.find((each) => each.side === sideOf(operator) && each.amount === amount);
  const meantOtherwise = draft.pieces.some((piece) => canBe(draft, metricOf(piece), amount, number));
  if (named === undefined && (band === undefined || (meantOtherwise && !isMoneyOfItsOwn(draft, operatorAt, numberAt))))
    return false;
  for (const piece of [...draft.pieces.slice(operatorAt, numberAt + 1), named])
    if (piece !== undefined) piece.taken = true;
  if (band !== undefined) {
    draft.values.push({ at: number.start, field: band.field, value: band.value, negated: false });
  } else {
    const field = named === undefined ? '' : (contentOf(named, 'segment')?.name ?? '');
    draft.problems.push({
      reason: 'ambiguous',
      detail: number.raw,
      alternatives: bandValues(bands, field).map((value) => insteadOf({ field, op: 'in', values: [value] })),
    });
  }
  return true;
}

/** Whether an amount may be a metric's: "$10k" is no NPS. */
function canBe(draft: Draft, metric: string | undefined, amount: number, number: Piece): boolean {
  if (metric === undefined) return false;
  const { unit, range } = metricNamed(draft.dataset, metric);
  const isMoney = number.unit === 'dollar' || /[k$€£]/iu.test(number.raw);
  return !isMoney || unit === 'usd' || (amount >= range[0] && amount <= range[1] && number.unit !== 'dollar');
}

const bandValues = (bands: readonly Band[], field: string): string[] => [
  ...new Set(bands.filter((band) => band.field === field).map(({ value }) => value)),
];

function namedSegment(draft: Draft, operatorAt: number, numberAt: number, bands: readonly Band[]): Piece | undefined {
  const isBanded = (piece: Piece | undefined): boolean => {
    const name = contentOf(piece, 'segment')?.name;
    return name !== undefined && bands.some(({ field }) => field === name);
  };
  const left = neighbour(draft.pieces, operatorAt, -1).piece;
  const right = neighbour(draft.pieces, numberAt, 1).piece;
  return isBanded(left) ? left : isBanded(right) ? right : undefined;
}

/** No metric stands beside the amount that it could be about. */
function isMoneyOfItsOwn(draft: Draft, operatorAt: number, numberAt: number): boolean {
  const left = neighbour(draft.pieces, operatorAt, -1).piece;
  const right = neighbour(draft.pieces, numberAt, 1).piece;
  if (draft.values.length > 0 && hasCue(left, 'and', 'or', 'versus')) return true;
  return left === undefined && hasCue(right, 'and', 'or', 'versus');
}
