import type { Intent } from '../intent.ts';
import { type Asked, isAsked } from './asked.ts';
import type { Draft, NamedValue, PlacedFilter } from './draft.ts';
import { hasCue, isLight } from './pieces.ts';

/**
 * The draft with what it leaves unsaid filled in from the question before it: "and veterans?", "top 10
 * of those", "by engagement".
 *
 * What is said anew takes the place of what was asked before; a draft that is whole by itself stays as it is.
 */
export function withContext(draft: Draft, context: Intent | undefined): Draft {
  if (context === undefined || !isAsked(context) || context.dataset !== draft.datasetName || !continues(draft))
    return draft;
  const everyone = draft.pieces.some((piece) => hasCue(piece, 'all')) && draft.values.length === 0;
  const earlier = everyone ? { values: [], filters: [] } : whoBefore(draft, context);
  const rank = draft.rank ?? (asksOtherwise(draft) ? undefined : rankBefore(context));
  const limit = draft.limit ?? (context.kind === 'ranking' ? context.limit : undefined);
  const statistic = draft.statistic ?? statisticBefore(context);
  return {
    ...draft,
    metrics: metricsFrom(draft, context),
    filters: [...earlier.filters, ...draft.filters],
    values: [...earlier.values, ...draft.values],
    by: draft.by.length > 0 || context.kind !== 'breakdown' || rank !== undefined ? draft.by : [context.by],
    wantsSplit: draft.wantsSplit && context.kind !== 'breakdown',
    wantsComparison:
      draft.wantsComparison || (context.kind === 'comparison' && rank === undefined && draft.by.length === 0),
    ...(rank === undefined ? {} : { rank }),
    ...(limit === undefined ? {} : { limit }),
    ...(statistic === undefined ? {} : { statistic }),
    ...(rank === undefined ? timesFrom(draft, context) : {}),
  };
}

/** The times of the question before, but for what is now said anew; a list has none. */
function timesFrom(draft: Draft, context: Asked): Pick<Draft, 'over' | 'against'> {
  if (draft.letsGo || context.kind === 'ranking') return {};
  const overBefore = context.over?.days;
  const over = draft.isUsualOver ? (overBefore ?? draft.over) : (draft.over ?? overBefore);
  const against = draft.against ?? context.against?.daysAgo;
  return { ...(over === undefined ? {} : { over }), ...(against === undefined ? {} : { against }) };
}

/** "What is their average NPS" after a list asks for no other list. */
const asksOtherwise = ({ by, wantsComparison, wantsCount, statistic }: Draft): boolean =>
  by.length > 0 || wantsComparison || wantsCount || statistic !== undefined;

const pronouns = /^(?:they|they're|their|theirs|do they|are they)$|^(?:is )?that$/u;

/** Whether a text goes on from another question: it says so, or it is no whole question. */
function continues(draft: Draft): boolean {
  const first = draft.pieces.find((piece) => !isLight(piece));
  const says =
    hasCue(draft.pieces[0], 'and') ||
    hasCue(first, 'and') ||
    draft.pieces.some((piece) => hasCue(piece, 'those', 'instead'));
  const isFragment = draft.metrics.length === 0 && !draft.wantsCount && draft.rank?.metric === undefined;
  const saysWho = draft.values.length + draft.filters.length + draft.by.length > 0;
  const shapes =
    draft.rank !== undefined ||
    draft.statistic !== undefined ||
    draft.limit !== undefined ||
    draft.wantsComparison ||
    draft.over !== undefined ||
    draft.against !== undefined;
  const onlyEveryone =
    draft.pieces.some((piece) => hasCue(piece, 'all')) &&
    draft.pieces.every((piece) => isLight(piece) || hasCue(piece, 'all'));
  const pointsBack = !saysWho && draft.pieces.some(({ text }) => pronouns.test(text));
  const otherOrder = draft.rank?.order === 'unsaid' && hasCue(first, 'by');
  const inEach = draft.wantsSplit && draft.by.length === 0;
  return (
    says ||
    inEach ||
    otherOrder ||
    pointsBack ||
    onlyEveryone ||
    draft.wantsMore ||
    draft.goesOn ||
    draft.letsGo ||
    (isFragment && (saysWho || shapes))
  );
}

/** The people asked about before, but for what is now said anew about the same attributes. */
function whoBefore(draft: Draft, context: Asked): { values: NamedValue[]; filters: PlacedFilter[] } {
  const keepsValues = draft.wantsComparison || draft.wantsMore;
  const compares = context.kind === 'comparison' ? context.segment : undefined;
  const anew = new Set([
    ...draft.values.map(({ field }) => field).filter((field) => !keepsValues && field !== compares),
    ...draft.filters.map(({ filter }) => filter.field),
  ]);
  const values: NamedValue[] = [];
  const filters: PlacedFilter[] = [];
  const compared =
    context.kind === 'comparison' ? [{ field: context.segment, op: 'in' as const, values: context.values }] : [];
  for (const filter of [...compared, ...context.filters]) {
    if (anew.has(filter.field)) continue;
    if (filter.op === 'in' || filter.op === 'has') {
      values.push(...filter.values.map((value) => ({ at: -1, field: filter.field, value, negated: false })));
    } else {
      filters.push({ at: -1, filter });
    }
  }
  return { values, filters };
}

function metricsFrom(draft: Draft, context: Asked): string[] {
  const before: string[] = context.kind === 'ranking' ? [context.metric] : context.metrics;
  if (draft.wantsCount) return [];
  if (draft.metrics.length === 0) return draft.rank?.metric === undefined ? [...before] : [];
  const adds = draft.wantsMore || draft.pieces.some(({ text }) => /^(?:also|too|as well|plus|as well as)$/u.test(text));
  return adds ? [...new Set([...before, ...draft.metrics])] : draft.metrics;
}

const rankBefore = (context: Asked): Draft['rank'] =>
  context.kind === 'ranking' ? { at: -1, order: context.order } : undefined;

const statisticBefore = (context: Asked): Draft['statistic'] =>
  context.kind === 'ranking' ? undefined : context.statistic;
