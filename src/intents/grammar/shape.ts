import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Draft, RankWish } from './draft.ts';
import { contentOf, hasCue, isAmount, metricOf, neighbour, type Piece } from './pieces.ts';

/** Takes what says in which form an answer is wanted: ranked, parted, compared, counted, summed up. */
export function takeShape(draft: Draft): void {
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.taken) continue;
    takeStatistic(draft, at, piece);
    takeRank(draft, piece);
    takeSplitting(draft, at, piece);
    takeComparing(draft, at, piece);
    takeCount(draft, at, piece);
  }
  takeMetrics(draft);
  takeLimit(draft);
  takeAttention(draft);
}

function takeStatistic(draft: Draft, at: number, piece: Piece): void {
  const statistic = piece.roles.statistic;
  if (statistic === undefined) return;
  const { piece: next, index } = neighbour(draft.pieces, at, 1);
  const ranked =
    next?.roles.order !== undefined || (isAmount(next) && draft.pieces[index + 1]?.roles.order !== undefined);
  if (ranked) draft.problems.push({ reason: 'ambiguous', detail: `The ${statistic} of a list, or the list?` });
  // In "rookies vs average", the average is everyone.
  if (
    hasCue(neighbour(draft.pieces, at, -1).piece, 'versus') &&
    draft.pieces.slice(at + 1).every((next) => metricOf(next) === undefined)
  ) {
    draft.againstAll = true;
  } else if (draft.statistic !== undefined && draft.statistic !== statistic) {
    draft.problems.push({ reason: 'ambiguous', detail: `${draft.statistic} or ${statistic}` });
  } else {
    draft.statistic = statistic;
  }
  piece.taken = true;
}

function takeRank(draft: Draft, piece: Piece): void {
  const superlative = contentOf(piece, 'superlative');
  const order = piece.roles.order;
  const wish: RankWish | undefined =
    superlative !== undefined
      ? { at: piece.start, order: superlative.order, metric: superlative.metric }
      : order !== undefined
        ? { at: piece.start, order }
        : hasCue(piece, 'rank')
          ? { at: piece.start, order: 'unsaid' }
          : undefined;
  if (wish === undefined) return;
  piece.taken = true;
  const current = draft.rank;
  if (current !== undefined && current.order !== 'unsaid' && wish.order !== 'unsaid' && !agree(current, wish)) {
    draft.problems.push({ reason: 'contradictory', detail: `${current.order} or ${wish.order}` });
    return;
  }
  const order_ = current === undefined || current.order === 'unsaid' ? wish.order : current.order;
  const metric = wish.metric ?? current?.metric;
  draft.rank = { at: current?.at ?? wish.at, order: order_, ...(metric === undefined ? {} : { metric }) };
}

const ends: Readonly<Record<RankWish['order'], number>> = {
  highest: 1,
  best: 1,
  fastest: 1,
  lowest: -1,
  worst: -1,
  slowest: -1,
  unsaid: 0,
};

/** "Top 10 by highest revenue" says one thing twice; "top 3 and bottom 3" says two. "Top 5 lowest" is a list of the lowest. */
function agree(left: RankWish, right: RankWish): boolean {
  return ends[left.order] === ends[right.order];
}

function takeSplitting(draft: Draft, at: number, piece: Piece): void {
  if (hasCue(piece, 'split')) {
    draft.wantsSplit = true;
    piece.taken = true;
  }
  if (hasCue(piece, 'by')) {
    const next = neighbour(draft.pieces, at, 1).piece;
    if (next === undefined) draft.wantsSplit = true;
    const each = /per|each|every/u.test(piece.text);
    if (each && ['noun', 'value'].includes(next?.roles.content?.kind ?? '')) draft.perMember = true;
    if (contentOf(next, 'value') !== undefined && !each) draft.wantsSplit = true;
    if (metricOf(next) !== undefined && draft.rank === undefined) draft.rank = { at: piece.start, order: 'unsaid' };
    piece.taken = true;
  }
  const segment = contentOf(piece, 'segment') ?? contentOf(piece, 'text');
  if (segment !== undefined) {
    if (!draft.by.includes(segment.name)) draft.by.push(segment.name);
    piece.taken = true;
  }
  const list = contentOf(piece, 'list');
  if (list !== undefined) {
    piece.taken = true;
    draft.problems.push({ reason: 'outOfScope', detail: `Figures cannot be split by ${piece.text}.` });
  }
}

function takeComparing(draft: Draft, at: number, piece: Piece): void {
  const next = neighbour(draft.pieces, at, 1).piece;
  const nextIsValue =
    contentOf(next, 'value') !== undefined || hasCue(next, 'all', 'others') || contentOf(next, 'noun') !== undefined;
  if (hasCue(piece, 'compare')) {
    draft.wantsComparison = true;
    piece.taken = true;
  }
  // "More than veterans": an operator with no number after it compares people.
  const comparesPeople = /than$|than /u.test(piece.text) && nextIsValue && !isAmount(next);
  if (hasCue(piece, 'versus') || comparesPeople) {
    draft.versusAt.push(piece.start);
    draft.wantsComparison = true;
    piece.taken = true;
    if (hasCue(next, 'all') || (contentOf(next, 'noun') !== undefined && !hasCue(next, 'others')))
      draft.againstAll = true;
  }
  if (hasCue(piece, 'others')) {
    draft.againstOthers = true;
    piece.taken = true;
  }
  if (hasCue(piece, 'more') && !piece.taken && draft.pieces.some((other) => hasCue(other, 'or', 'than'))) {
    draft.wantsComparison = true;
    piece.taken = true;
  }
}

function takeCount(draft: Draft, at: number, piece: Piece): void {
  if (!hasCue(piece, 'count')) return;
  piece.taken = true;
  // "How many days to sell" and "how many hours do they take" ask for a figure, not for people.
  const next = neighbour(draft.pieces, at, 1).piece;
  if (metricOf(next) !== undefined && !next?.taken) return;
  if (next?.roles.unit !== undefined) {
    next.taken = true;
    return;
  }
  if (!/how much|amount|size|quantity/u.test(piece.text)) draft.wantsCount = true;
}

function takeMetrics(draft: Draft): void {
  for (const piece of draft.pieces) {
    const metric = metricOf(piece);
    if (metric === undefined || piece.taken) continue;
    piece.taken = true;
    if (!draft.metrics.includes(metric)) draft.metrics.push(metric);
  }
  const counted = draft.metrics.every((metric) => metricNamed(draft.dataset, metric).unit === 'count');
  const summed = draft.metrics.some((metric) => metricNamed(draft.dataset, metric).sum === 'total');
  if (draft.perMember && summed) draft.statistic ??= 'average';
  if (draft.wantsCount && draft.metrics.length > 0 && counted) draft.wantsCount = false;
}

/** The number in "top 10", "the 5 worst", "10 agents with the highest churn". */
function takeLimit(draft: Draft): void {
  if (draft.rank === undefined && !draft.pieces.some((piece) => hasCue(piece, 'attention'))) return;
  const free = draft.pieces.filter((piece) => isAmount(piece) && !piece.taken && piece.unit === undefined);
  const [first] = free;
  if (free.length !== 1 || first?.value === undefined) return;
  first.taken = true;
  draft.limit = first.value;
}

/** "Who should I call first": the people whom the dataset's own attention metric puts first. */
function takeAttention(draft: Draft): void {
  const cue = draft.pieces.find((piece) => !piece.taken && hasCue(piece, 'attention'));
  if (cue === undefined || draft.metrics.length > 0 || draft.rank?.metric !== undefined) return;
  for (const piece of draft.pieces) if (hasCue(piece, 'attention')) piece.taken = true;
  draft.rank = { at: cue.start, order: 'highest', metric: draft.dataset.attention };
  // "This week" in such a question says when the asker has time, not what the figures are of.
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.roles.unit !== undefined && hasCue(draft.pieces[at - 1], 'this')) piece.taken = true;
  }
}
