import { insights } from '../../../catalog/datasets/insights.ts';
import type { Dataset } from '../../../catalog/define-dataset.ts';
import type { Filter } from '../../filter.ts';
import { takeConditions } from '../conditions.ts';
import { contradictionIn } from '../contradictions.ts';
import { isOwnWord } from '../dataset-meant.ts';
import { destructiveProblem } from '../destructive.ts';
import { createDraft, type Draft } from '../draft.ts';
import { filtersOf } from '../draft-parts.ts';
import { takeLevels } from '../levels.ts';
import { isTime, problemOf } from '../obstacles.ts';
import { contentOf, hasCue, type Piece } from '../pieces.ts';
import { readPieces } from '../read-pieces.ts';
import { takeSpans } from '../spans.ts';
import { explicitSubjects, unknownName } from '../subject.ts';
import { takeTimeFilters } from '../time-filters.ts';
import { takeValues } from '../values.ts';
import type { Choice, ChoiceProblem } from './choice-problem.ts';
import { daysSaid } from './days-said.ts';
import { insightsLexiconOf } from './insights-lexicon.ts';
import { takePredictions } from './predictions.ts';
import { takeRisk } from './risk.ts';

export interface ChoiceReading {
  /** As far as it was understood. */
  readonly choice: Choice;
  readonly problem?: ChoiceProblem;
  readonly pieces: readonly Piece[];
}

/** Which insights a text chooses, with the words of one dataset's members. */
export function readChoice(dataset: Dataset, text: string, today: string): ChoiceReading {
  const lexicon = insightsLexiconOf(dataset);
  const pieces = readPieces(text, lexicon, dataset);
  const draft = createDraft(dataset, lexicon, today, pieces);
  const destructive = destructiveProblem(draft);
  if (destructive !== undefined) {
    return { choice: { filters: [] }, problem: { reason: 'destructive', ...detailOf(destructive.detail) }, pieces };
  }

  const subjects = takeSubjects(pieces, text);
  const split = pieces.findIndex(({ text: said }) => said === 'among');
  const before = split === -1 ? pieces : pieces.slice(0, split);
  const types = takePredictions(before);
  const risk = takeRisk(before);
  const [subject, other] = subjects;
  const [predictionType, otherType] = types;
  const members = membersIn({ ...draft, pieces: remaining(pieces, split) });
  const choice: Choice = {
    ...(subject === undefined ? {} : { subject }),
    ...(predictionType === undefined ? {} : { predictionType }),
    ...('minRisk' in risk ? { minRisk: risk.minRisk } : {}),
    ...('filters' in members ? members : { filters: [] }),
  };
  const several: ChoiceProblem | undefined =
    other !== undefined
      ? { reason: 'ambiguous', detail: 'One at a time.', alternatives: subjects.map((each) => ({ subject: each })) }
      : otherType !== undefined
        ? {
            reason: 'ambiguous',
            detail: 'One kind of insight at a time.',
            alternatives: types.map((type) => ({ predictionType: type })),
          }
        : undefined;
  const problem =
    several ?? ('problem' in risk ? risk.problem : undefined) ?? ('problem' in members ? members.problem : undefined);
  return { choice, pieces, ...(problem === undefined ? {} : { problem }) };
}

function takeSubjects(pieces: readonly Piece[], text: string): readonly string[] {
  const explicit = explicitSubjects(pieces);
  const named = explicit.length > 0 ? undefined : unknownName(text, pieces);
  const found = named === undefined ? explicit : [named];
  for (const subject of found) for (const piece of subject.pieces) piece.taken = true;
  return [...new Set(found.map(({ subject }) => subject))];
}

/** What is left for the members; what only says that insights are wanted is left out. */
function remaining(pieces: readonly Piece[], split: number): Piece[] {
  return pieces.filter((piece, at) => {
    if (piece.taken || (split !== -1 && at === split)) return false;
    const next = pieces[at + 1];
    const isNew = hasCue(piece, 'new') || contentOf(piece, 'presence') !== undefined;
    const isOfInsight = piece.roles.about !== undefined || (isNew && next?.roles.about === 'insight');
    const isThis = hasCue(piece, 'this') && next?.roles.unit !== undefined;
    const isNow =
      piece.roles.daysAgo === 0 ||
      isThis ||
      (hasCue(pieces[at - 1], 'this') && piece.roles.unit !== undefined) ||
      (hasCue(piece, 'last') && next === undefined);
    const isEvery = hasCue(piece, 'by') && /^(?:every|each)$/u.test(piece.text) && nounFollows(pieces, at);
    return !(isOfInsight || isEvery || isNow || (isNew && piece.roles.content === undefined) || saysNothing(piece));
  });
}

/** "Every churn alert": each of them, and not for each of something. */
const nounFollows = (pieces: readonly Piece[], at: number): boolean =>
  pieces.slice(at + 1, at + 4).some(({ roles }) => roles.about === 'insight');

/** Words for lists and attention: insights are just that. */
const saysNothing = (piece: Piece): boolean =>
  piece.roles.content === undefined && hasCue(piece, 'attention', 'profile', 'all', 'who', 'count', 'deed', 'instead');

type Members =
  | { readonly dataset?: Draft['datasetName']; readonly filters: Filter[] }
  | { readonly problem: ChoiceProblem };

function membersIn(draft: Draft): Members {
  takeSpans(draft);
  takeTimeFilters(draft);
  takeConditions(draft);
  takeLevels(draft);
  takeValues(draft);
  const shaped = draft.pieces.find(
    (piece) =>
      !piece.taken && (hasCue(piece, 'by', 'split', 'compare', 'versus') || piece.roles.statistic !== undefined),
  );
  const isOfTime = draft.pieces.some((piece) => !piece.taken && isTime(piece));
  if (isOfTime) return { problem: ofTimeProblem(draft.pieces) };
  const problem = problemOf(draft) ?? contradictionIn(draft);
  if (problem !== undefined) return { problem: { reason: problem.reason, ...detailOf(problem.detail) } };
  // "Floop" is nearer to "floor" than to any other word, and yet hardly asks for the lowest of something.
  if (shaped !== undefined && shaped.slips > 0 && shaped.raw.length <= 5) {
    return { problem: { reason: 'notUnderstood', detail: shaped.raw.slice(0, 100) } };
  }
  if (shaped !== undefined)
    return { problem: { reason: 'outOfScope', detail: `${insights.label} are listed, not summed up.` } };
  const filters = filtersOf(draft);
  const isNamed = draft.pieces.some(
    (piece) => contentOf(piece, 'noun') !== undefined && isOwnWord(draft.dataset, piece.text),
  );
  return filters.length > 0 || isNamed ? { dataset: draft.datasetName, filters } : { filters };
}

/** A digest is what tells of a stretch of time. */
function ofTimeProblem(pieces: readonly Piece[]): ChoiceProblem {
  const { days = 7 } = daysSaid(pieces.map(({ raw }) => raw).join(' '));
  return {
    reason: 'outOfScope',
    detail: `${insights.label} cannot be chosen by time: they come newest first, each with its time. What a number of days brought is in a digest.`,
    instead: [{ kind: 'operation', name: 'digest', arguments: { days: Math.min(Math.max(days, 1), 31) } }],
  };
}

const detailOf = (detail: string | undefined) => (detail === undefined ? {} : { detail });
