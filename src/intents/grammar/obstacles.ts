import { bareNumber } from './conditions.ts';
import type { Draft, Problem } from './draft.ts';
import { futureUnknown } from './look-back.ts';
import { contentOf, hasCue, isLight, metricOf, type Piece } from './pieces.ts';

/** The first thing that stands in the way of answering: what is out of scope, left over, or in doubt. */
export function problemOf(draft: Draft): Problem | undefined {
  const beyond = outOfScope(draft);
  if (beyond !== undefined) return beyond;
  const [found] = draft.problems;
  const left = draft.pieces.find((piece) => !piece.taken && carriesMeaning(piece));
  if (left === undefined) return found;
  if (found !== undefined) return left.kind === 'unknown' ? notUnderstood(draft, left) : found;
  const bare = bareNumber(draft, left);
  if (bare !== undefined) return bare;
  if (isSince(left)) return { reason: 'incomplete', detail: 'Since when?' };
  if (isTime(left)) return { reason: 'outOfScope', detail: timesToAsk };
  return isChange(left)
    ? { reason: 'outOfScope', detail: 'Figures are as they stand now.' }
    : notUnderstood(draft, left);
}

/** Of all times only these are kept. */
const timesToAsk = 'Ask for the last days, as in "over 30 days", or against one day, as in "vs last week".';

function outOfScope({ pieces, dataset }: Draft): Problem | undefined {
  const offTopic = pieces.find(
    (piece) =>
      !piece.taken &&
      piece.slips === 0 &&
      piece.roles.content === undefined &&
      (hasCue(piece, 'offTopic', 'history', 'why', 'trend', 'coarse') || piece.roles.periodDays !== undefined),
  );
  if (offTopic !== undefined) {
    const isAlone = hasCue(offTopic, 'why') && pieces.every((piece) => piece === offTopic || isLight(piece));
    return isAlone
      ? { reason: 'incomplete', detail: 'What is to be explained?' }
      : { reason: 'outOfScope', detail: beyondSentence(offTopic) };
  }
  const personal = pieces.find((piece) => contentOf(piece, 'personal') !== undefined);
  if (personal === undefined) return undefined;
  return { reason: 'outOfScope', detail: `${personal.text} is private: ask for one ${dataset.noun.one}.` };
}

/** Why what lies beyond cannot be told. */
function beyondSentence(piece: Piece): string {
  if (hasCue(piece, 'why'))
    return 'What is behind a figure can be asked of one figure as it stands now, as in "why churn rookie".';
  if (/tomorrow|future|forecast|predict/u.test(piece.text)) return futureUnknown;
  return nothingOf(piece.text);
}

const nothingOf = (said: string): string => `Nothing is kept here that would tell of "${said}".`;

/** A strange word beside what is known is a slip or a wish; a sentence of which nothing is known is about something else. */
function notUnderstood({ pieces, rank }: Draft, left: Piece): Problem {
  const known = pieces.some(({ roles }) => roles.content !== undefined && roles.content.kind !== 'noun');
  const isSentence = pieces.length >= 3 && pieces.some(isLight);
  const isChatter = left.kind === 'unknown' && !known && rank === undefined && isSentence;
  const said = left.raw.slice(0, 100);
  return isChatter ? { reason: 'outOfScope', detail: nothingOf(said) } : { reason: 'notUnderstood', detail: said };
}

/** "Rising" of a figure of which only today's value is known. */
const isChange = ({ roles }: Piece): boolean => roles.level === 'rising' || roles.level === 'falling';

/** A stretch of time that belongs to nothing that happened. */
export const isTime = ({ kind, unit, roles }: Piece): boolean =>
  kind === 'date' ||
  roles.month !== undefined ||
  roles.quarter !== undefined ||
  roles.daysAgo !== undefined ||
  roles.weekday !== undefined ||
  ['day', 'week', 'fortnight', 'month', 'quarter', 'halfYear', 'year'].includes(unit ?? roles.unit ?? '');

const isSince = ({ text }: Piece): boolean => /^(?:ever )?since$/u.test(text);

/** Whether leaving a piece out would change what is asked. */
function carriesMeaning(piece: Piece): boolean {
  if (piece.kind !== 'phrase') return true;
  if (isLight(piece)) return false;
  const { content, level, month, quarter, daysAgo, weekday, operator, unit } = piece.roles;
  if (metricOf(piece) !== undefined) return true;
  if (content !== undefined) return content.kind !== 'noun' && content.kind !== 'key' && content.kind !== 'name';
  const telling =
    level ??
    month ??
    quarter ??
    (daysAgo || undefined) ??
    weekday ??
    (hasCue(piece, 'during', 'filler', 'more') ? undefined : operator) ??
    unit;
  // A word that is only known by a slip may have been another one.
  const isMistaken = piece.slips > 0 && hasCue(piece, 'offTopic');
  return (
    telling !== undefined ||
    isMistaken ||
    isSince(piece) ||
    hasCue(piece, 'not', 'without', 'next', 'destroy', 'update', 'attention', 'deed', 'add', 'opaque', 'change')
  );
}
