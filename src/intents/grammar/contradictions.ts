import type { Filter } from '../filter.ts';
import { type Alternative, type Draft, insteadOf, type Problem } from './draft.ts';
import { hasCue } from './pieces.ts';

/** What makes a draft's conditions impossible to meet, if anything does. */
export function contradictionIn(draft: Draft): Problem | undefined {
  return tooMuch(draft) ?? eitherOr(draft) ?? emptyRange(draft) ?? emptyTime(draft) ?? emptyValues(draft);
}

/** How much one question may hold, as its schema has it. */
const most = { metrics: 6, filters: 20 } as const;

function tooMuch(draft: Draft): Problem | undefined {
  const conditions = draft.filters.length + new Set(draft.values.map(({ field }) => field)).size;
  if (draft.metrics.length <= most.metrics && conditions <= most.filters) return undefined;
  return { reason: 'ambiguous', detail: `At most ${most.metrics} figures and ${most.filters} conditions at once.` };
}

/** "Churn over 80 or nps under 20": conditions can only be met together, so each is offered alone. */
function eitherOr(draft: Draft): Problem | undefined {
  if (draft.wantsComparison) return undefined;
  const said = [
    ...draft.filters.map(({ at, filter }) => ({ at, field: filter.field, filter })),
    ...draft.values.map((value) => asSaid(draft, value)),
  ];
  said.sort((left, right) => left.at - right.at);
  for (const piece of draft.pieces) {
    if (!hasCue(piece, 'or')) continue;
    const before = said.findLast(({ at }) => at < piece.start);
    const after = said.find(({ at }) => at > piece.start);
    if (before === undefined || after === undefined || canStandTogether(draft, before, after)) continue;
    return {
      reason: 'ambiguous',
      detail: 'One or the other cannot be asked at once.',
      alternatives: [onlyOne(before, after), onlyOne(after, before)],
    };
  }
  return undefined;
}

const onlyOne = (kept: Said, dropped: Said): Alternative => ({ add: [kept.filter], drop: [kept.field, dropped.field] });

interface Said {
  readonly at: number;
  readonly field: string;
  readonly filter: Filter;
}

function asSaid(draft: Draft, { at, field, value }: Draft['values'][number]): Said {
  const op = draft.dataset.attributes[field]?.kind === 'list' ? 'has' : 'in';
  return { at, field, filter: { field, op, values: [value] } };
}

/** Two values of one segment are one filter; so are the two ends of a stretch of time. */
function canStandTogether(draft: Draft, left: Said, right: Said): boolean {
  const isTime = draft.dataset.attributes[left.field]?.kind === 'time';
  return left.field === right.field && ('values' in left.filter || isTime);
}

type NumberFilter = Extract<Filter, { op: '<' | '<=' | '>' | '>=' | '=' }>;

const isNumeric = (filter: Filter): filter is NumberFilter => ['<', '<=', '>', '>=', '='].includes(filter.op);

function emptyRange(draft: Draft): Problem | undefined {
  const numeric = draft.filters.map(({ filter }) => filter).filter(isNumeric);
  for (const field of new Set(numeric.map((filter) => filter.field))) {
    const own = numeric.filter((filter) => filter.field === field);
    const lower = own.filter(({ op }) => op === '>' || op === '>=' || op === '=');
    const upper = own.filter(({ op }) => op === '<' || op === '<=' || op === '=');
    const clash = lower.some((low) => upper.some((high) => isEmptyBetween(low, high)));
    if (clash) return contradiction(own);
  }
  return undefined;
}

function isEmptyBetween(low: NumberFilter, high: NumberFilter): boolean {
  if (low === high) return false;
  if (low.value !== high.value) return low.value > high.value;
  return low.op === '>' || high.op === '<';
}

function contradiction(own: readonly Filter[]): Problem {
  return {
    reason: 'contradictory',
    detail: 'Nobody can meet both conditions.',
    alternatives: own.map(insteadOf),
  };
}

function emptyTime(draft: Draft): Problem | undefined {
  const times = draft.filters.map(({ filter }) => filter);
  for (const since of times) {
    if (since.op !== 'since') continue;
    const before = times.find(
      (other) => other.op === 'before' && other.field === since.field && other.value <= since.value,
    );
    if (before !== undefined) return contradiction([since, before]);
  }
  for (const within of times) {
    if (within.op !== 'withinDays') continue;
    const older = times.find(
      (other) => other.op === 'olderThanDays' && other.field === within.field && other.value >= within.value,
    );
    if (older !== undefined) return contradiction([within, older]);
  }
  return undefined;
}

/** "Urban but not urban", or every value of a segment left out. */
function emptyValues(draft: Draft): Problem | undefined {
  for (const field of new Set(draft.values.map((value) => value.field))) {
    const own = draft.values.filter((value) => value.field === field);
    const attribute = draft.dataset.attributes[field];
    const unwanted = new Set(own.filter(({ negated }) => negated).map(({ value }) => value));
    if (unwanted.size === 0) continue;
    if (attribute?.kind === 'list') return { reason: 'outOfScope', detail: 'Who lacks a feature cannot be asked.' };
    const clash = own.some(({ value, negated }) => !negated && unwanted.has(value));
    const all = attribute !== undefined && 'values' in attribute ? Object.keys(attribute.values) : [];
    if (clash || all.every((value) => unwanted.has(value)))
      return { reason: 'contradictory', detail: 'Nobody is left.' };
  }
  return undefined;
}
