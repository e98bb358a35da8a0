import type { Filter } from '../filter.ts';
import type { Intent } from '../intent.ts';
import { isAsked } from './asked.ts';
import { daysIn } from './calendar.ts';
import type { Draft } from './draft.ts';
import { hasCue, isAmount, isLight } from './pieces.ts';

/** Takes what only makes sense after another question: "add veterans", "no, churn", "20" after a list. */
export function takeReply(draft: Draft, context: Intent | undefined): void {
  if (context === undefined || !isAsked(context) || context.dataset !== draft.datasetName) return;
  const says = draft.values.length + draft.filters.length + draft.metrics.length > 0;
  if (says) {
    takeObjection(draft);
    takeAddition(draft);
    return;
  }
  if (context.kind === 'ranking' && draft.rank === undefined) takeOtherLimit(draft, context.limit);
  takeOtherDays(draft, context.filters);
}

/** "No, I meant churn." */
function takeObjection(draft: Draft): void {
  const [first] = draft.pieces;
  if (first?.text !== 'no' || first.taken) return;
  first.taken = true;
  draft.goesOn = true;
}

function takeAddition(draft: Draft): void {
  const first = draft.pieces.find((piece) => !isLight(piece));
  if (first === undefined || !hasCue(first, 'add')) return;
  first.taken = true;
  draft.wantsMore = true;
}

/** "Make it 20", "20 instead of 10". */
function takeOtherLimit(draft: Draft, before: number): void {
  const numbers = draft.pieces.filter((piece) => isAmount(piece) && !piece.taken && piece.unit === undefined);
  const [limit, ...more] = numbers.filter(({ value }) => value !== before);
  if (limit?.value === undefined || more.length > 0) return;
  draft.limit = limit.value;
  for (const number of numbers) number.taken = true;
}

/** "What about 10 days", when the question before had one such length. */
function takeOtherDays(draft: Draft, filters: readonly Filter[]): void {
  const [filter, ...others] = filters.filter(({ op }) => op === 'withinDays' || op === 'olderThanDays');
  if (filter === undefined || !('value' in filter) || others.length > 0) return;
  const [length, ...more] = draft.pieces.filter((piece) => isAmount(piece) && !piece.taken);
  const days = length?.value === undefined || length.unit === undefined ? undefined : daysIn(length.value, length.unit);
  if (length === undefined || days === undefined || days < 0 || days > 36_500 || more.length > 0) return;
  length.taken = true;
  draft.filters.push({ at: length.start, filter: { ...filter, value: days } as Filter });
}
