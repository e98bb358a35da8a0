import { keyName } from '../../catalog/derive/attribute-names.ts';
import type { ClearIntent, Intent } from '../intent.ts';
import { assemble, type Outcome } from './assemble.ts';
import { bareNumber, takeConditions } from './conditions.ts';
import type { Draft, Problem } from './draft.ts';
import { withContext } from './follow-up.ts';
import { takeLevels } from './levels.ts';
import { contentOf, hasCue, isAmount, isLight, metricOf, neighbour, type Piece } from './pieces.ts';
import { takeShape } from './shape.ts';
import {
  capitalisedName,
  capitalisedRun,
  explicitSubjects,
  hasStrangeWord,
  type Subject,
  unknownName,
} from './subject.ts';
import { takeTimeFilters } from './time-filters.ts';
import { unclear } from './unclear.ts';
import { isUpdate, readUpdate } from './update.ts';
import { takeValues } from './values.ts';

/**
 * Turns the pieces of a text into an intent: commands first, then people, then questions.
 *
 * @param context what was asked before in the same conversation
 */
export function understand(draft: Draft, text: string, context?: Intent): Intent {
  const name = strangeName(draft, text);
  if (name !== undefined) return profile(draft, name);
  if (draft.pieces.every(isLight) || asksForHelp(draft)) return { kind: 'help' };
  const destructive = destructiveProblem(draft);
  if (destructive !== undefined) return unclear(draft, destructive);
  const subjects = subjectsIn(draft);
  const named = subjects[0] ?? nameToUpdate(draft, text);
  if (isUpdate(draft, named)) {
    return settle(draft, subjects.length > 1 ? profileOf(draft, subjects) : readUpdate(draft, named));
  }
  if (subjects.length > 0) return settle(draft, profileOf(draft, subjects));
  return question(draft, text, context);
}

/** A text of capitalised words of which some mean nothing, or mean something only by a bold correction. */
function strangeName({ pieces, lexicon }: Draft, text: string): string | undefined {
  const bold = pieces.some(
    (piece) => piece.kind === 'unknown' || (piece.slips > 0 && (piece.slips > 1 || piece.text.length <= 5)),
  );
  const name = bold ? capitalisedName(text, pieces) : undefined;
  return name !== undefined && hasStrangeWord(name, lexicon) ? name : undefined;
}

function settle(draft: Draft, outcome: Outcome): Intent {
  return 'intent' in outcome ? outcome.intent : unclear(draft, outcome.problem);
}

function asksForHelp({ pieces }: Draft): boolean {
  const rest = pieces.filter(
    (piece) => !hasCue(piece, 'help', 'greeting', 'all') && !isLight(piece) && contentOf(piece, 'noun') === undefined,
  );
  return rest.length === 0 && pieces.some((piece) => hasCue(piece, 'help', 'greeting'));
}

/** What would take data away is never done, and never guessed at. */
function destructiveProblem(draft: Draft): Problem | undefined {
  const first = neighbour(draft.pieces, -1, 1).piece;
  const isVerb = (piece: Piece | undefined): boolean => hasCue(piece, 'destroy') && piece?.roles.content === undefined;
  const isClear = isVerb(first) && first?.slips === 0;
  const anywhere = draft.pieces.some(
    (piece, at) =>
      isVerb(piece) && (/ (?:table|from)$/u.test(piece.text) || isVictim(neighbour(draft.pieces, at, 1).piece)),
  );
  if (!isClear && !anywhere) return undefined;
  const [subject] = explicitSubjects(draft.pieces, idPrefixOf(draft));
  const suggestions: ClearIntent[] =
    subject === undefined ? [] : [{ kind: 'profile', dataset: draft.datasetName, subject: subject.subject }];
  return { reason: 'destructive', detail: 'Nothing can be deleted here.', suggestions };
}

const isVictim = (piece: Piece | undefined): boolean =>
  piece?.kind === 'id' || piece?.kind === 'quoted' || contentOf(piece, 'noun') !== undefined || hasCue(piece, 'all');

/** Ids and quoted names; a quoted word of the catalogue amid a question is just that word. */
function subjectsIn(draft: Draft): readonly Subject[] {
  const others = draft.pieces.some((piece) => piece.kind === 'phrase' && piece.roles.content !== undefined);
  const subjects = explicitSubjects(draft.pieces, idPrefixOf(draft));
  return subjects.filter(({ pieces: [piece] }) => !(others && piece?.kind === 'quoted' && unquote(draft, piece)));
}

function unquote(draft: Draft, piece: Piece): boolean {
  const roles = draft.lexicon.phrases.get(piece.text);
  const verb = neighbour(draft.pieces, -1, 1).piece;
  if (roles?.content === undefined || hasCue(verb, 'update')) return false;
  draft.pieces[draft.pieces.indexOf(piece)] = { ...piece, kind: 'phrase', roles };
  return true;
}

function nameToUpdate(draft: Draft, text: string): Subject | undefined {
  const { piece, index } = neighbour(draft.pieces, -1, 1);
  if (!hasCue(piece, 'update')) return undefined;
  return unknownName(text, draft.pieces) ?? capitalisedRun(text, draft.pieces, index + 1);
}

function profileOf(draft: Draft, subjects: readonly Subject[]): Outcome {
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
  if (!draft.pieces.some((piece) => isAmount(piece))) return { intent: profile };
  const change = readUpdate(draft, subjects[0]);
  return {
    problem: { reason: 'ambiguous', suggestions: 'intent' in change ? [change.intent, profile] : [profile] },
  };
}

function question(draft: Draft, text: string, context: Intent | undefined): Intent {
  applyRules(draft);
  const problem = problemOf(draft);
  const outcome: Outcome = problem === undefined ? assemble(withContext(draft, context)) : { problem };
  if ('intent' in outcome) return outcome.intent;
  const unknown = plainEnough(draft) ? unknownName(text, draft.pieces) : undefined;
  const { problem: found } = outcome;
  const person =
    unknown?.subject ?? (found.reason === 'notUnderstood' ? capitalisedName(text, draft.pieces) : undefined);
  return person === undefined ? unclear(draft, withPossibleName(draft, text, found)) : profile(draft, person);
}

/** A lone strange word after "who is" may be a name: offered, not taken. */
function withPossibleName(draft: Draft, text: string, problem: Problem): Problem {
  const [lead, ...rest] = draft.pieces;
  const strange = rest.filter((piece) => piece.kind === 'unknown');
  if (!hasCue(lead, 'profile') || strange.length !== 1 || rest.some((piece) => piece.roles.content !== undefined))
    return problem;
  const [piece] = strange;
  const subject = text.slice(piece?.start ?? 0, piece?.end ?? 0).slice(0, 200);
  return {
    ...problem,
    suggestions: [{ kind: 'profile', dataset: draft.datasetName, subject }, ...(problem.suggestions ?? [])],
  };
}

const profile = (draft: Draft, subject: string): Intent => ({ kind: 'profile', dataset: draft.datasetName, subject });

/** Nothing but perhaps one metric stands beside a possible name. */
const plainEnough = (draft: Draft): boolean =>
  draft.metrics.length <= 1 &&
  draft.values.length + draft.filters.length + draft.by.length === 0 &&
  draft.rank === undefined &&
  draft.statistic === undefined &&
  !draft.wantsCount &&
  !draft.wantsComparison;

function applyRules(draft: Draft): void {
  takeRepeated(draft);
  takeTimeFilters(draft);
  takeConditions(draft);
  takeLevels(draft);
  takeValues(draft);
  takeShape(draft);
}

/** "Risk churn": the same metric said twice running. */
function takeRepeated({ pieces }: Draft): void {
  for (const [at, piece] of pieces.entries()) {
    const metric = metricOf(piece);
    if (metric !== undefined && metric === metricOf(pieces[at - 1])) piece.taken = true;
  }
}

/** The first thing that stands in the way of answering. */
function problemOf(draft: Draft): Problem | undefined {
  const { pieces, dataset } = draft;
  const asked = (piece: Piece): boolean => !piece.taken;
  const offTopic = pieces.find(
    (piece) =>
      asked(piece) &&
      piece.slips === 0 &&
      hasCue(piece, 'offTopic', 'history', 'why') &&
      piece.roles.content === undefined,
  );
  if (offTopic !== undefined) return { reason: 'outOfScope', detail: offTopic.text };
  const personal = pieces.find((piece) => contentOf(piece, 'personal') !== undefined);
  if (personal !== undefined)
    return { reason: 'outOfScope', detail: `${personal.text} is private: ask for one ${dataset.noun.one}.` };
  const left = pieces.find((piece) => asked(piece) && carriesMeaning(piece));
  const bare = left === undefined || draft.problems.length > 0 ? undefined : bareNumber(draft, left);
  if (bare !== undefined) return bare;
  if (left !== undefined && draft.problems.length === 0 && (isTime(left) || isChange(left))) {
    return { reason: 'outOfScope', detail: 'Figures are as they stand now.' };
  }
  if (left === undefined) return draft.problems[0];
  if (left.kind !== 'unknown' && draft.problems.length > 0) return draft.problems[0];
  const known = pieces.some((piece) => piece.roles.content !== undefined && piece.roles.content.kind !== 'noun');
  const chatter =
    left.kind === 'unknown' && !known && draft.rank === undefined && pieces.length >= 3 && pieces.some(isLight);
  return { reason: chatter ? 'outOfScope' : 'notUnderstood', detail: left.raw.slice(0, 100) };
}

/** "Rising" of a figure of which only today's value is known. */
const isChange = ({ roles }: Piece): boolean => roles.level === 'rising' || roles.level === 'falling';

/** A stretch of time that belongs to nothing that happened. */
const isTime = ({ kind, unit, roles }: Piece): boolean =>
  kind === 'date' ||
  roles.month !== undefined ||
  roles.daysAgo !== undefined ||
  ['day', 'week', 'fortnight', 'month', 'quarter', 'year'].includes(unit ?? roles.unit ?? '');

/** Whether leaving a piece out would change what is asked. */
function carriesMeaning(piece: Piece): boolean {
  if (piece.kind !== 'phrase') return true;
  if (isLight(piece)) return false;
  const { content, level, month, daysAgo, operator, unit } = piece.roles;
  if (metricOf(piece) !== undefined) return true;
  if (content !== undefined) return content.kind !== 'noun' && content.kind !== 'key' && content.kind !== 'name';
  const telling =
    level ??
    month ??
    (daysAgo || undefined) ??
    (hasCue(piece, 'during', 'filler', 'more') ? undefined : operator) ??
    unit;
  return telling !== undefined || hasCue(piece, 'not', 'without', 'next', 'destroy', 'update', 'attention');
}

function idPrefixOf({ dataset }: Draft): string {
  const key = dataset.attributes[keyName(dataset)];
  return key?.kind === 'key' ? key.prefix : '';
}
