import { attributesOfKind } from '../../catalog/derive/attribute-names.ts';
import type { Filter } from '../filter.ts';
import { type Draft, insteadOf, type Problem } from './draft.ts';
import { contentOf, hasCue, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import { readTimePhrase, type TimePhrase } from './time-phrases.ts';

type Sense = 'presence' | 'absence';

/** Turns "joined since 2024", "inactive for 20 days" and the like into filters. */
export function takeTimeFilters(draft: Draft): void {
  for (let at = 0; at < draft.pieces.length; at += 1) {
    const piece = draft.pieces[at];
    if (piece === undefined || piece.taken) continue;
    const anchor = anchorOf(draft, at);
    if (anchor !== undefined) takeAnchored(draft, at, anchor);
  }
  takeNew(draft);
}

interface Anchor {
  readonly field: string;
  readonly sense: Sense;
}

function anchorOf(draft: Draft, at: number): Anchor | undefined {
  const piece = draft.pieces[at];
  const absence = contentOf(piece, 'absence');
  const presence = contentOf(piece, 'presence') ?? contentOf(piece, 'time');
  const name = (absence ?? presence)?.name;
  if (name === undefined) return undefined;
  const before = neighbour(draft.pieces, at, -1).piece;
  const negated = hasCue(before, 'not', 'without') && before?.taken === false;
  if (negated && before !== undefined) before.taken = true;
  return { field: name, sense: (absence === undefined) === negated ? 'absence' : 'presence' };
}

function takeAnchored(draft: Draft, at: number, anchor: Anchor): void {
  const piece = draft.pieces[at];
  if (piece === undefined) return;
  piece.taken = true;
  const found = phraseAfter(draft, at) ?? phraseBefore(draft, at);
  if (found === undefined) {
    draft.problems.push(askHowLong(anchor));
    return;
  }
  take(draft, piece.start, anchor, found);
  const second = found.start > at ? secondPhrase(draft, found.phrase.end) : undefined;
  if (second !== undefined) take(draft, piece.start, anchor, second);
}

function take(draft: Draft, at: number, anchor: Anchor, { start, phrase }: Found): void {
  for (const used of draft.pieces.slice(start, phrase.end)) used.taken = true;
  addFilters(draft, at, anchor, phrase);
}

/** "Joined after 2022 and before 2024": the second condition is about the same. */
function secondPhrase(draft: Draft, end: number): Found | undefined {
  const start = hasCue(draft.pieces[end], 'and') ? end + 1 : end;
  const phrase = readTimePhrase(draft.pieces, start, draft.today, true);
  const saysHow = phrase?.relation !== undefined && phrase.relation !== 'during';
  const [next] = phrase === undefined ? [] : draft.pieces.slice(phrase.end);
  return phrase === undefined || !saysHow || isOtherAnchor(next) ? undefined : { start, phrase };
}

const isOtherAnchor = (piece: Piece | undefined): boolean =>
  contentOf(piece, 'absence') !== undefined || contentOf(piece, 'presence') !== undefined;

interface Found {
  readonly start: number;
  readonly phrase: TimePhrase;
}

function phraseAfter(draft: Draft, at: number): Found | undefined {
  for (let start = at + 1; start <= at + 6; start += 1) {
    const phrase = readTimePhrase(draft.pieces, start, draft.today, true);
    if (phrase !== undefined) return { start, phrase };
    const piece = draft.pieces[start];
    if (piece === undefined || blocks(piece)) return undefined;
  }
  return undefined;
}

/** What a time phrase may not be looked for beyond: another subject of its own. */
function blocks(piece: Piece): boolean {
  const kind = piece.roles.content?.kind;
  return (
    metricOf(piece) !== undefined ||
    kind === 'absence' ||
    kind === 'presence' ||
    piece.kind === 'number' ||
    hasCue(piece, 'and')
  );
}

function phraseBefore(draft: Draft, at: number): Found | undefined {
  for (let start = Math.max(0, at - 7); start < at; start += 1) {
    const phrase = readTimePhrase(draft.pieces, start, draft.today, false);
    if (phrase === undefined || phrase.end > at) continue;
    const between = draft.pieces.slice(phrase.end, at);
    if (between.every((piece) => isLight(piece) || piece.taken || contentOf(piece, 'noun') !== undefined))
      return { start, phrase };
  }
  const previous = draft.pieces[at - 1];
  const year = previous?.kind === 'number' ? readTimePhrase(draft.pieces, at - 1, draft.today, true) : undefined;
  return year?.span === undefined || year.end !== at ? undefined : { start: at - 1, phrase: year };
}

function addFilters(draft: Draft, at: number, { field, sense }: Anchor, phrase: TimePhrase): void {
  const { days, daysTo } = phrase;
  const made =
    days === undefined
      ? spanFilters(field, sense, phrase, draft.today)
      : daysTo === undefined
        ? [daysFilter(field, sense, phrase, days)]
        : rangeOfDays(field, days, daysTo);
  for (const filter of made) draft.filters.push({ at, filter });
}

/** "10 to 20 days": at least so long, and at most so long. */
function rangeOfDays(field: string, days: number, daysTo: number): Filter[] {
  return [
    { field, op: 'olderThanDays', value: Math.min(days, daysTo) },
    { field, op: 'withinDays', value: Math.max(days, daysTo) },
  ];
}

function daysFilter(field: string, sense: Sense, { operator, relation }: TimePhrase, days: number): Filter {
  const atLeast = operator === '>' || operator === '>=';
  const atMost = operator === '<' || operator === '<=';
  const older = sense === 'absence' ? !atMost : atLeast || relation === 'before' || relation === 'until';
  return { field, op: older ? 'olderThanDays' : 'withinDays', value: Math.min(days, 36_500) };
}

function spanFilters(field: string, sense: Sense, { relation, span }: TimePhrase, today: string): Filter[] {
  if (span === undefined) return [];
  const since = (value: string): Filter => ({ field, op: 'since', value });
  const before = (value: string): Filter => ({ field, op: 'before', value });
  if (sense === 'absence') return [before(span.from)];
  const isDay = Date.parse(span.to) - Date.parse(span.from) === 86_400_000;
  switch (relation) {
    case 'since':
      return [since(span.from)];
    case 'after':
      return [since(isDay ? span.from : span.to)];
    case 'before':
      return [before(span.from)];
    case 'until':
      return [before(span.to)];
    default:
      return span.to > today ? [since(span.from)] : [since(span.from), before(span.to)];
  }
}

/** "New this year": people whose beginning falls into that time. */
function takeNew(draft: Draft): void {
  const beginning = attributesOfKind(draft.dataset, 'time').find(([, { absence }]) => absence.length === 0)?.[0];
  const mark = draft.pieces.findIndex(
    (piece) => !piece.taken && (hasCue(piece, 'new') || piece.text.startsWith('new ')) && metricOf(piece) === undefined,
  );
  const piece = draft.pieces[mark];
  if (piece === undefined) return;
  const isPlain = piece.roles.content === undefined;
  if (beginning === undefined) {
    if (isPlain) draft.problems.push({ reason: 'outOfScope', detail: 'Since when they are there is not known.' });
    return;
  }
  if (isPlain && draft.filters.some(({ filter }) => filter.field === beginning)) {
    piece.taken = true;
    return;
  }
  const found = phraseAfter(draft, mark) ?? phraseBefore(draft, mark);
  if (found !== undefined) {
    piece.taken = true;
    take(draft, piece.start, { field: beginning, sense: 'presence' }, found);
  } else if (isPlain) {
    piece.taken = true;
    draft.problems.push(askHowLong({ field: beginning, sense: 'presence' }));
  }
}

function askHowLong({ field, sense }: Anchor): Problem {
  const op = sense === 'absence' ? 'olderThanDays' : 'withinDays';
  return {
    reason: 'incomplete',
    detail: sense === 'absence' ? 'For how long?' : 'Since when?',
    alternatives: [7, 14, 30].map((value) => insteadOf({ field, op, value })),
  };
}
