import type { Dataset } from '../../catalog/define-dataset.ts';
import { nameName } from '../../catalog/derive/attribute-names.ts';
import type { ClearIntent, Intent } from '../intent.ts';
import type { Draft, Problem } from './draft.ts';
import { speaksOfTime } from './look-back.ts';
import type { Outcome } from './outcome.ts';
import { hasCue, isAmount, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import {
  capitalisedName,
  capitalisedRun,
  explicitSubjects,
  hasStrangeWord,
  type Subject,
  strangeId,
  unknownName,
} from './subject.ts';
import { isUpdate, readUpdate } from './update.ts';

export const profile = (draft: Draft, subject: string): ClearIntent => ({
  kind: 'profile',
  dataset: draft.datasetName,
  subject,
});

/** A text of capitalised words of which some mean nothing, or mean something only by a bold correction. */
export function strangeName({ dataset, pieces, lexicon }: Draft, text: string): string | undefined {
  if (!hasNames(dataset)) return undefined;
  if (pieces.some((piece) => metricOf(piece) !== undefined && piece.slips === 0)) return undefined;
  const telling = pieces.filter((piece) => !isLight(piece) && !hasCue(piece, 'profile'));
  const name = pieces.some(isBold) && !isQuestion(telling) ? capitalisedName(text, pieces) : undefined;
  return name !== undefined && hasStrangeWord(name, lexicon) ? name : undefined;
}

/** Whether members have names besides their ids. */
const hasNames = (dataset: Dataset): boolean => nameName(dataset) !== undefined;

/** Unknown, or known by a correction that a name may well have brought about. */
const isBold = ({ kind, slips, text }: Piece): boolean =>
  kind === 'unknown' || (slips > 0 && (slips > 1 || text.length <= 5));

/** "Rookie Chrun" and "Luxry Revnue" are questions in capitals: each word is about the data, and one is surely. */
const isQuestion = (pieces: readonly Piece[]): boolean =>
  pieces.every(({ roles }) => roles.content !== undefined || roles.order !== undefined) &&
  pieces.some(
    ({ slips, text, roles }) => slips === 0 || (slips === 1 && text.length > 5 && roles.content !== undefined),
  );

/** "How is Rose Toy doing": capitals after a word that asks about one person, of which not all are known as they stand. */
export function nameAfterLead({ dataset, pieces }: Draft, text: string): string | undefined {
  if (!hasNames(dataset) || !hasCue(pieces[0], 'profile')) return undefined;
  const run = capitalisedRun(text, pieces, 1);
  if (run === undefined || !run.pieces.some(isBold) || isQuestion(run.pieces)) return undefined;
  const isRest = pieces.slice(1 + run.pieces.length).every(isLight);
  return isRest ? run.subject : undefined;
}

/** Ids and quoted names; a quoted word of the catalogue amid a question is just that word. */
export function subjectsIn(draft: Draft): readonly Subject[] {
  const others = draft.pieces.some((piece) => piece.kind === 'phrase' && piece.roles.content !== undefined);
  const subjects = explicitSubjects(draft.pieces);
  return subjects.filter(({ pieces: [piece] }) => !(others && piece?.kind === 'quoted' && unquote(draft, piece)));
}

function unquote(draft: Draft, piece: Piece): boolean {
  const roles = draft.lexicon.phrases.get(piece.text);
  const verb = neighbour(draft.pieces, -1, 1).piece;
  if (roles?.content === undefined || hasCue(verb, 'update')) return false;
  draft.pieces[draft.pieces.indexOf(piece)] = { ...piece, kind: 'phrase', roles };
  return true;
}

/** A name after a verb of change, typed without quotes. */
export function nameToUpdate(draft: Draft, text: string): Subject | undefined {
  const { piece, index } = neighbour(draft.pieces, -1, 1);
  if (!hasNames(draft.dataset) || !hasCue(piece, 'update')) return undefined;
  return unknownName(text, draft.pieces) ?? capitalisedRun(text, draft.pieces, index + 1);
}

/** The person whom the question before was about, if this one speaks of "her", or sets a figure of nobody else. */
export function subjectBefore(draft: Draft, context: Intent | undefined): Subject | undefined {
  if (context === undefined || !('subject' in context) || context.subject === undefined) return undefined;
  if (context.dataset !== undefined && context.dataset !== draft.datasetName) return undefined;
  const pieces = draft.pieces.filter(({ text }) => /^(?:he|she|him|his|her|hers)$/u.test(text));
  const isMeant = pieces.length > 0 || isUpdate(draft, undefined);
  return isMeant ? { subject: context.subject, pieces } : undefined;
}

/** The profile of the one person whom a text names. */
export function profileOf(draft: Draft, subjects: readonly Subject[]): Outcome {
  const distinct = [...new Set(subjects.map(({ subject }) => subject))];
  const profiles = distinct.map((subject): ClearIntent => ({ kind: 'profile', dataset: draft.datasetName, subject }));
  const [profile] = profiles;
  if (profile === undefined || profiles.length > 1) {
    return { problem: { reason: 'ambiguous', detail: 'One at a time.', suggestions: profiles } };
  }
  const stranger = draft.pieces.find((piece) => piece.kind === 'unknown' || hasCue(piece, 'offTopic'));
  if (stranger !== undefined) {
    return { problem: { reason: 'notUnderstood', detail: stranger.raw.slice(0, 100), suggestions: [profile] } };
  }
  if (speaksOfTime(draft)) {
    const detail = `One ${draft.dataset.noun.one} is shown as of now: earlier figures are kept of groups alone.`;
    return { problem: { reason: 'outOfScope', detail, suggestions: [profile] } };
  }
  if (!draft.pieces.some((piece) => isAmount(piece))) return { intent: profile };
  const change = readUpdate(draft, subjects[0]);
  return {
    problem: { reason: 'ambiguous', suggestions: 'intent' in change ? [change.intent, profile] : [profile] },
  };
}

/** A name or id that a question can only be, once it is known that it makes no other sense. */
export function lastResortName(draft: Draft, text: string, problem: Problem): string | undefined {
  const id = problem.reason === 'notUnderstood' ? strangeId(text) : undefined;
  if (id !== undefined) return id;
  if (!hasNames(draft.dataset)) return undefined;
  const unknown = plainEnough(draft) ? unknownName(text, draft.pieces) : undefined;
  return unknown?.subject ?? (problem.reason === 'notUnderstood' ? capitalisedName(text, draft.pieces) : undefined);
}

/** A lone strange word after "who is" may be a name: offered, not taken. */
export function withPossibleName(draft: Draft, text: string, problem: Problem): Problem {
  const [lead, ...rest] = draft.pieces;
  const strange = rest.filter((piece) => piece.kind === 'unknown');
  if (
    !hasNames(draft.dataset) ||
    !hasCue(lead, 'profile') ||
    strange.length !== 1 ||
    rest.some((piece) => piece.roles.content !== undefined)
  )
    return problem;
  const [piece] = strange;
  const subject = text.slice(piece?.start ?? 0, piece?.end ?? 0).slice(0, 200);
  return {
    ...problem,
    suggestions: [{ kind: 'profile', dataset: draft.datasetName, subject }, ...(problem.suggestions ?? [])],
  };
}

/** Nothing but perhaps one metric stands beside a possible name. */
const plainEnough = (draft: Draft): boolean =>
  draft.metrics.length <= 1 &&
  draft.values.length + draft.by.length === 0 &&
  draft.filters.every(({ fromState }) => fromState === true) &&
  draft.rank === undefined &&
  draft.statistic === undefined &&
  !draft.wantsCount &&
  !draft.wantsComparison;
