import { metricNamed } from '../../catalog/derive/attribute-names.ts';
import type { IntentOfKind } from '../intent.ts';
import type { Draft, Problem } from './draft.ts';
import { inUnit, rangeSentence } from './metric-value.ts';
import type { Outcome } from './outcome.ts';
import { contentOf, hasCue, isAmount, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import type { Subject } from './subject.ts';

type Changes = IntentOfKind<'update'>['changes'];

/** Whether a text tells us to change something, not to show it. */
export function isUpdate(draft: Draft, subject: Subject | undefined): boolean {
  const first = draft.pieces.find((piece) => hasCue(piece, 'update') || !isLight(piece));
  const isVerb = hasCue(first, 'update') && (first?.slips === 0 || draft.pieces.some(isAmount));
  const saysSo = draft.pieces.some(
    (piece) => hasCue(piece, 'update') && piece.slips === 0 && piece.roles.content === undefined,
  );
  if (subject !== undefined && saysSo && draft.pieces.some(isAmount)) return true;
  if (isVerb) return subject !== undefined || hasValueToSet(draft, first) || changesMany(draft, first);
  const assigns = draft.pieces.some((piece, at) => piece.roles.operator === '=' && isAmount(draft.pieces[at + 1]));
  return subject !== undefined && assigns;
}

/** "Set churn to 50", with nobody named; not "make a list of rookies". */
function hasValueToSet(draft: Draft, verb: Piece | undefined): boolean {
  const names = draft.pieces.some((piece) => metricOf(piece) !== undefined);
  const isPlainVerb = /^(?:set|update|change|edit|modify|adjust|assign|overwrite)$/u.test(verb?.text ?? '');
  return names && isPlainVerb;
}

/** "Make everyone premium", "change rookies to veterans". */
function changesMany({ pieces }: Draft, verb: Piece | undefined): boolean {
  if (verb === undefined || !/^(?:set|update|change|make|put|assign)$/u.test(verb.text)) return false;
  if (pieces.some((piece) => hasCue(piece, 'compare', 'versus'))) return false;
  const { piece: whom, index } = neighbour(pieces, pieces.indexOf(verb), 1);
  const isMany = hasCue(whom, 'all') || contentOf(whom, 'noun') !== undefined;
  const field = contentOf(whom, 'value')?.field;
  const later = pieces.slice(index + 1).flatMap((piece) => contentOf(piece, 'value') ?? []);
  return isMany ? later.length > 0 : later.some((value) => value.field === field);
}

/** The change that a text asks for, or what is missing or wrong about it. */
export function readUpdate(draft: Draft, subject: Subject | undefined): Outcome {
  for (const piece of subject?.pieces ?? []) piece.taken = true;
  if (subject === undefined) return { problem: noSubject(draft) };
  const read = readChanges(draft);
  if ('problem' in read) return { problem: withProfile(draft, subject, read.problem) };
  return { intent: { kind: 'update', dataset: draft.datasetName, subject: subject.subject, changes: read.changes } };
}

function noSubject(draft: Draft): Problem {
  const many = draft.pieces.some(
    (piece) => hasCue(piece, 'all') || ['noun', 'value'].includes(piece.roles.content?.kind ?? ''),
  );
  return many
    ? { reason: 'destructive', detail: 'Only one at a time can be changed.' }
    : { reason: 'incomplete', detail: `Say whose value is to change, as in "set ${draft.dataset.noun.one}-1 …".` };
}

type ReadChanges = { readonly changes: Changes } | { readonly problem: Problem };

function readChanges(draft: Draft): ReadChanges {
  const changes: Changes = [];
  let open: string | undefined;
  let waiting: (Piece & { value: number }) | undefined;
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.taken || isPassedOver(piece) || isOldValue(draft, at)) continue;
    if (hasCue(piece, 'by'))
      return { problem: { reason: 'incomplete', detail: 'Say the new value, not the difference.' } };
    const metric = metricOf(piece);
    if (metric !== undefined && waiting === undefined) {
      if (open !== undefined) return missing(draft, open);
      open = metric;
    } else if (isAmount(piece) && open === undefined && waiting === undefined) {
      waiting = piece;
    } else if ((isAmount(piece) && open !== undefined) || (metric !== undefined && waiting !== undefined)) {
      const name = open ?? metric ?? '';
      const change = changeOf(draft, name, isAmount(piece) ? piece : waiting);
      if ('problem' in change) return change;
      changes.push(change);
      open = undefined;
      waiting = undefined;
    } else {
      return { problem: strangerOf(piece) };
    }
  }
  if (open !== undefined) return missing(draft, open);
  if (waiting !== undefined || changes.length === 0)
    return { problem: { reason: 'incomplete', detail: 'Say which figure to set, and to what.' } };
  if (changes.length > 10) return { problem: { reason: 'ambiguous', detail: 'At most ten figures at once.' } };
  const names = changes.map(({ metric }) => metric);
  return new Set(names).size < names.length
    ? { problem: { reason: 'contradictory', detail: 'One figure, two values.' } }
    : { changes };
}

/** "From 40 to 30": what the value was. */
const isOldValue = ({ pieces }: Draft, at: number): boolean =>
  isAmount(pieces[at]) && pieces[at - 1]?.text === 'from' && pieces.slice(at + 1).some(isAmount);

const isPassedOver = (piece: Piece): boolean =>
  isLight(piece) ||
  hasCue(piece, 'update', 'and', 'since', 'until', 'instead', 'new') ||
  piece.roles.operator === '=' ||
  contentOf(piece, 'noun') !== undefined ||
  contentOf(piece, 'key') !== undefined;

function missing(draft: Draft, metric: string): ReadChanges {
  const { label } = metricNamed(draft.dataset, metric);
  return { problem: { reason: 'incomplete', detail: `What is ${label} to be?` } };
}

function strangerOf(piece: Piece): Problem {
  const kind = piece.roles.content?.kind;
  if (kind === 'segment' || kind === 'value' || kind === 'text' || kind === 'list' || kind === 'personal') {
    return { reason: 'outOfScope', detail: `Only figures can be set, not ${piece.raw.toLowerCase()}.` };
  }
  return { reason: 'notUnderstood', detail: piece.raw.slice(0, 100) };
}

function changeOf(
  draft: Draft,
  metric: string,
  number: (Piece & { value: number }) | undefined,
): Changes[number] | { problem: Problem } {
  const { label, unit, range, whole } = metricNamed(draft.dataset, metric);
  const value = number === undefined ? Number.NaN : inUnit(number, unit);
  if (!(value >= range[0] && value <= range[1]))
    return { problem: { reason: 'outOfRange', detail: rangeSentence(label, unit, range) } };
  if (whole && !Number.isInteger(value))
    return { problem: { reason: 'outOfRange', detail: `${label} is a whole number.` } };
  return { metric: metric as Changes[number]['metric'], value };
}

function withProfile(draft: Draft, { subject }: Subject, problem: Problem): Problem {
  return { ...problem, suggestions: [{ kind: 'profile', dataset: draft.datasetName, subject }] };
}
