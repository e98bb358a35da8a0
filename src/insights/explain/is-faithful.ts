import { isRoundingOf, type KnownFigure } from './known-figures.ts';
import { readNumbers, type SaidNumber } from './read-numbers.ts';

/** Letters, digits and the marks of a plain sentence: no markup, no mentions, no emoji, nothing that is not seen. */
const plain = /^[\p{Script=Latin}0-9 .,;:!?'’"“”()%$+/−–—-]+$/u;
/** What Slack would make a link or an emoji of. */
const linked = /\p{L}\.\p{L}|\/\/|:[\w+-]+:|\bwww\b|\bhttps?\b/iu;
/** Spans of time without a number, and the days that they are. */
const spans: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\bweeks?\b/iu, [7]],
  [/\bfortnights?\b/iu, [14]],
  [/\bmonths?\b/iu, [28, 30, 31]],
];

/**
 * Whether a text says nothing but plain words and figures of the record.
 *
 * Every number in it must be a known figure, in its unit, and where the text says which way it moved, that way.
 */
export function isFaithful(text: string, figures: readonly KnownFigure[]): boolean {
  if (!plain.test(text) || linked.test(text.replaceAll(/\b(?:e\.g|i\.e)\./giu, ''))) return false;
  const numbers = readNumbers(text);
  return numbers?.every((said) => figures.some((figure) => isSaid(said, figure))) === true;
}

/** Whether spans of time that a text names without a number are the record's: "in the last week" is 7 days. */
export function hasKnownSpans(text: string, figures: readonly KnownFigure[]): boolean {
  return spans.every(
    ([span, days]) => !span.test(text) || figures.some(({ kind, value }) => kind === 'days' && days.includes(value)),
  );
}

function isSaid(said: SaidNumber, figure: KnownFigure): boolean {
  if (!isOfKind(said, figure)) return false;
  if (said.role !== undefined && said.role !== figure.role) return false;
  const sign = said.sign ?? (Math.sign(figure.value) || 1);
  return isRoundingOf(sign * said.size, figure);
}

/** Percentages and hours are often said without their unit; money and days never. */
function isOfKind(said: SaidNumber, { kind }: KnownFigure): boolean {
  if (said.kind === 'points') return kind === 'percent' || kind === 'plain';
  return said.kind === kind || (said.kind === 'plain' && (kind === 'percent' || kind === 'hours'));
}
