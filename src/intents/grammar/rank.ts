import type { Draft, RankWish } from './draft.ts';
import { contentOf, hasCue, isAmount, neighbour, type Piece } from './pieces.ts';

/** Takes a word that asks for a list in some order: "top", "worst", "slowest to respond", "rank". */
export function takeRank(draft: Draft, piece: Piece): void {
  const wish = wishIn(piece);
  if (wish === undefined) return;
  piece.taken = true;
  const merged = merge(draft.rank, wish);
  if (merged === undefined) {
    draft.problems.push({ reason: 'contradictory', detail: `${draft.rank?.order} or ${wish.order}` });
  } else {
    draft.rank = merged;
  }
}

function wishIn(piece: Piece): RankWish | undefined {
  const at = piece.start;
  const superlative = contentOf(piece, 'superlative');
  if (superlative !== undefined) return { at, order: superlative.order, metric: superlative.metric };
  const { order } = piece.roles;
  if (order === undefined) return hasCue(piece, 'rank') ? { at, order: 'unsaid' } : undefined;
  const end = /^(?:top|bottom)/u.exec(piece.text)?.[0] as RankWish['end'];
  return end === undefined ? { at, order } : { at, order, end };
}

/** What two wishes come to; nothing when they contradict each other. */
function merge(first: RankWish | undefined, second: RankWish): RankWish | undefined {
  if (first === undefined) return second;
  const at = first.at;
  const metric = second.metric ?? first.metric;
  const both = { at, ...(metric === undefined ? {} : { metric }) };
  if (first.order === 'unsaid') return { ...second, ...both };
  if (second.order === 'unsaid') return { ...first, ...both };
  // "The 5 lowest, top 5": the top of a list that has an order of its own is its beginning.
  if (first.end === 'top' && second.end === undefined) return { ...second, ...both };
  if (second.end === 'top' && first.end === undefined) return { ...first, ...both };
  return ends[first.order] === ends[second.order] ? { ...first, ...both } : undefined;
}

/** "Top 10 by highest revenue" says one thing twice; "top 3 and bottom 3" says two. */
const ends: Readonly<Record<RankWish['order'], number>> = {
  highest: 1,
  best: 1,
  fastest: 1,
  lowest: -1,
  worst: -1,
  slowest: -1,
  unsaid: 0,
};

/** The number in "top 10", "the 5 worst", "10 agents with the highest churn". */
export function takeLimit(draft: Draft): void {
  if (draft.rank === undefined && !draft.pieces.some((piece) => hasCue(piece, 'attention'))) return;
  const free = draft.pieces.filter((piece) => isAmount(piece) && !piece.taken && piece.unit === undefined);
  if (free.length === 0 && draft.rank !== undefined && asksForOne(draft)) draft.limit = 1;
  const [first] = free;
  if (free.length !== 1 || first?.value === undefined) return;
  first.taken = true;
  draft.limit = first.value;
}

/** "Which agent has the highest churn", "who is the happiest rookie": one person, said in the singular. */
function asksForOne({ pieces }: Draft): boolean {
  const isOne = (piece: Piece | undefined): boolean =>
    ['noun', 'value'].includes(piece?.roles.content?.kind ?? '') && piece?.text.endsWith('s') === false;
  const asks = pieces.findIndex(({ text }) => /^(?:which|what)$/u.test(text));
  let end = asks + 1;
  while (isOne(pieces[end])) end += 1;
  if (asks !== -1 && end > asks + 1 && /^(?:has|is|had|was)$/u.test(pieces[end]?.text ?? '')) return true;
  const ranked = pieces.findIndex(({ roles }) => roles.order !== undefined || roles.content?.kind === 'superlative');
  return /^who(?: is|'s|s)$/u.test(pieces[0]?.text ?? '') && ranked > 0 && isOne(neighbour(pieces, ranked, 1).piece);
}

/** "Who should I call first": the people who are worst off by the dataset's own attention metric. */
export function takeAttention(draft: Draft): void {
  const cue = draft.pieces.find((piece) => !piece.taken && hasCue(piece, 'attention'));
  if (cue === undefined || draft.metrics.length > 0 || draft.rank?.metric !== undefined) return;
  for (const piece of draft.pieces) if (hasCue(piece, 'attention')) piece.taken = true;
  draft.rank = { at: cue.start, order: 'worst', metric: draft.dataset.attention };
  // "This week" in such a question says when the asker has time, not what the figures are of.
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.roles.unit !== undefined && hasCue(draft.pieces[at - 1], 'this')) piece.taken = true;
  }
}
