import { asOfNow, looksBack } from '../as-of-now.ts';
import type { Intent } from '../intent.ts';
import { assemble } from './assemble.ts';
import { asksWhatMoved, freeNames, takeChanged } from './changes.ts';
import { takeConditions } from './conditions.ts';
import { destructiveProblem } from './destructive.ts';
import type { Draft } from './draft.ts';
import { withContext } from './follow-up.ts';
import { asksForNow } from './letting-go.ts';
import { takeLevels } from './levels.ts';
import { takeLength, takeLookBack, takeTimes, usualLookBackDays } from './look-back.ts';
import { problemOf } from './obstacles.ts';
import type { Outcome } from './outcome.ts';
import {
  lastResortName,
  nameAfterLead,
  nameToUpdate,
  profile,
  profileOf,
  strangeName,
  subjectBefore,
  subjectsIn,
  withPossibleName,
} from './people.ts';
import { contentOf, hasCue, isLight, metricOf } from './pieces.ts';
import { takeReply } from './replies.ts';
import { takeShape } from './shape.ts';
import { takeSpans } from './spans.ts';
import { takeTimeFilters } from './time-filters.ts';
import { unclear } from './unclear.ts';
import { takeUnknownTimes } from './unknown-time.ts';
import { isUpdate, readUpdate } from './update.ts';
import { takeValues } from './values.ts';

/**
 * Turns the pieces of a text into an intent: commands first, then people, then questions.
 *
 * @param context what was asked before in the same conversation
 */
export function understand(draft: Draft, text: string, context?: Intent): Intent {
  freeNames(draft);
  const name = strangeName(draft, text) ?? nameAfterLead(draft, text);
  if (name !== undefined) return profile(draft, name);
  if (context !== undefined && looksBack(context) && asksForNow(text)) return asOfNow(context);
  if ((draft.pieces.every(isLight) && !asksForMoves(draft)) || asksForHelp(draft)) return { kind: 'help' };
  const destructive = destructiveProblem(draft);
  if (destructive !== undefined) return unclear(draft, destructive);
  takeUnknownTimes(draft, text);
  const said = subjectsIn(draft);
  const before = said.length > 0 ? undefined : subjectBefore(draft, context);
  const subjects = before === undefined ? said : [before];
  const named = nameToUpdate(draft, text) ?? subjects[0];
  const [unknownTime] = draft.problems;
  if (unknownTime !== undefined && (subjects.length > 0 || isUpdate(draft, named))) {
    const suggestions = subjects.map(({ subject }) => profile(draft, subject));
    return unclear(draft, { ...unknownTime, suggestions });
  }
  if (isUpdate(draft, named)) {
    return settle(draft, subjects.length > 1 ? profileOf(draft, subjects) : readUpdate(draft, named));
  }
  if (subjects.length > 0) return settle(draft, profileOf(draft, subjects));
  return question(draft, text, context);
}

function settle(draft: Draft, outcome: Outcome): Intent {
  return 'intent' in outcome ? outcome.intent : unclear(draft, outcome.problem);
}

const asksForMoves = ({ pieces }: Draft): boolean => pieces.some((_, at) => asksWhatMoved(pieces, at));

function asksForHelp({ pieces }: Draft): boolean {
  const rest = pieces.filter(
    (piece) =>
      !hasCue(piece, 'help', 'greeting', 'all', 'profile') && !isLight(piece) && contentOf(piece, 'noun') === undefined,
  );
  return rest.length === 0 && pieces.some((piece) => hasCue(piece, 'help', 'greeting'));
}

function question(draft: Draft, text: string, context: Intent | undefined): Intent {
  const hasUnknownTime = draft.problems.length > 0;
  applyRules(draft);
  // Something is to be offered in its place.
  if (hasUnknownTime && draft.against === undefined) draft.over ??= usualLookBackDays;
  takeReply(draft, context);
  takeLength(draft);
  const problem = problemOf(draft);
  const outcome: Outcome = problem === undefined ? assemble(withContext(draft, context)) : { problem };
  if ('intent' in outcome) return outcome.intent;
  const { problem: found } = outcome;
  const person = lastResortName(draft, text, found);
  if (person !== undefined) return profile(draft, person);
  const whole = draft.times.length > 0 || hasUnknownTime ? withContext(draft, context) : draft;
  return unclear(whole, withPossibleName(draft, text, found));
}

function applyRules(draft: Draft): void {
  takeRepeated(draft);
  takeSpans(draft);
  takeChanged(draft);
  takeTimeFilters(draft);
  takeTimes(draft);
  takeConditions(draft);
  takeLevels(draft);
  takeValues(draft);
  takeLookBack(draft);
  takeShape(draft);
}

/** "Risk churn": the same metric said twice running. */
function takeRepeated({ pieces }: Draft): void {
  for (const [at, piece] of pieces.entries()) {
    const metric = metricOf(piece);
    if (metric !== undefined && metric === metricOf(pieces[at - 1])) piece.taken = true;
  }
}
