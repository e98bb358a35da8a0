import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { Draft } from './draft.ts';
import { contentOf, hasCue, isAmount, metricOf, neighbour, type Piece } from './pieces.ts';
import { takeAttention, takeLimit, takeRank } from './rank.ts';

/** Takes what says in which form an answer is wanted: ranked, parted, compared, counted, summed up. */
export function takeShape(draft: Draft): void {
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.taken) continue;
    takeStatistic(draft, at, piece);
    takeRank(draft, piece);
    takeSplitting(draft, at, piece);
    takeComparing(draft, at, piece);
    takeCount(draft, at, piece);
    takeDeed(draft, at, piece);
  }
  takeMetrics(draft);
  takeNumberOfParts(draft);
  takeLimit(draft);
  takeAttention(draft);
}

function takeStatistic(draft: Draft, at: number, piece: Piece): void {
  const statistic = piece.roles.statistic;
  if (statistic === undefined) return;
  const { piece: next, index } = neighbour(draft.pieces, at, 1);
  if (
    piece.text === 'mean' &&
    next === undefined &&
    draft.pieces.some(({ text }) => /^(?:what )?do(?:es)?$/u.test(text))
  ) {
    draft.problems.push({ reason: 'outOfScope', detail: 'Words cannot be explained.' });
  }
  const ranked =
    next?.roles.order !== undefined || (isAmount(next) && draft.pieces[index + 1]?.roles.order !== undefined);
  if (ranked) draft.problems.push({ reason: 'ambiguous', detail: `The ${statistic} of a list, or the list?` });
  // In "rookies vs average", the average is everyone's.
  const isLast = draft.pieces.slice(at + 1).every((later) => contentOf(later, 'value') === undefined);
  if (isLast && hasCue(neighbour(draft.pieces, at, -1).piece, 'versus')) {
    draft.againstAll = true;
  } else if (draft.statistic !== undefined && draft.statistic !== statistic) {
    draft.problems.push({ reason: 'ambiguous', detail: `${draft.statistic} or ${statistic}` });
  } else {
    draft.statistic = statistic;
  }
  piece.taken = true;
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
    draft.splitsEach ||= each;
    if (each && ['noun', 'value'].includes(next?.roles.content?.kind ?? '')) draft.perMember = true;
    if (contentOf(next, 'value') !== undefined && !each && !isDoer(draft, next)) draft.wantsSplit = true;
    const compares = draft.pieces.some((other) => hasCue(other, 'compare', 'versus'));
    if (metricOf(next) !== undefined && draft.rank === undefined && !compares)
      draft.rank = { at: piece.start, order: 'unsaid' };
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

/** "Listings by veterans", "tickets by urban agents": whose they are, and not what to split them by. */
function isDoer({ pieces, values }: Draft, piece: Piece | undefined): boolean {
  const field = contentOf(piece, 'value')?.field;
  if (piece === undefined || values.filter((value) => value.field === field).length > 1) return false;
  let index = pieces.indexOf(piece);
  while (contentOf(pieces[index], 'value') !== undefined) {
    if (/[^s]s$/u.test(pieces[index]?.text ?? '')) return true;
    index = neighbour(pieces, index, 1).index;
  }
  return contentOf(pieces[index], 'noun') !== undefined;
}

function takeComparing(draft: Draft, at: number, piece: Piece): void {
  const next = neighbour(draft.pieces, at, 1).piece;
  const nextIsValue =
    contentOf(next, 'value') !== undefined || hasCue(next, 'all', 'others') || contentOf(next, 'noun') !== undefined;
  if (hasCue(piece, 'compare')) {
    draft.wantsComparison = true;
    // "Put them side by side" sets nothing.
    for (const verb of draft.pieces) if (verb.text === 'put') verb.taken = true;
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
    // "Not rookies, the others": they are meant already.
    draft.againstOthers = !draft.values.some(({ negated }) => negated);
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

/** "Compare the three tiers": how many there are is known. */
function takeNumberOfParts(draft: Draft): void {
  if (draft.rank !== undefined) return;
  for (const [at, piece] of draft.pieces.entries()) {
    const segment = neighbour(draft.pieces, at, 1).piece?.roles.content?.kind;
    if (isAmount(piece) && !piece.taken && (segment === 'segment' || segment === 'text')) piece.taken = true;
  }
}

/** "How many tickets did teams file": the verb says again what is counted. */
function takeDeed(draft: Draft, at: number, piece: Piece): void {
  const isCounted = (metric: string | undefined): boolean =>
    metric !== undefined && metricNamed(draft.dataset, metric).unit === 'count';
  if (hasCue(piece, 'deed') && draft.pieces.slice(0, at).some((before) => isCounted(metricOf(before))))
    piece.taken = true;
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
